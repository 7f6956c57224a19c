import type { ApprovalRequest } from './model';
import { readApproval } from './readApproval';
import { SESSION, storedRequest } from './testApprovals';
import { concernOf, isUnasked, orderApprovals, waitedMs } from './waiting';

const now = new Date('2026-02-12T00:00:00Z');
const HOUR_MS = 3_600_000;
const ago = (hours: number) =>
  new Date(now.getTime() - hours * HOUR_MS).toISOString();
const request = (over: object = {}): ApprovalRequest =>
  readApproval(storedRequest({ requestedAt: ago(1), ...over }));
const UNASKED = { ...SESSION, timeLimitMinutes: 0 };

it.each([
  [24, 'requested', null, 'overdue'], // a day itself is over
  [23.99, 'requested', null, 'waits'],
  [100, 'approved', null, null],
  [100, 'closed', null, null],
  [30, 'requested', 1, 'overdue'],
  [30, 'requested', 0, null], // it can be answered no more
])(
  'after %d hours %s, expiring in %s hours, is %s',
  (hours, status, left, concern) => {
    const expiresAt = left === null ? null : ago(-left);
    expect(
      concernOf(request({ requestedAt: ago(hours), status, expiresAt }), now),
    ).toBe(concern);
  },
);

it('tells a login that nobody asked for at once', () => {
  const unasked = request({ subject: UNASKED });
  expect(isUnasked(unasked)).toBe(true);
  expect(concernOf(unasked, now)).toBe('unasked');
  expect(isUnasked(request({ subject: SESSION }))).toBe(false);
});

it('counts until the answer, and never below 0', () => {
  expect(waitedMs(request({ requestedAt: ago(3) }), now)).toBe(3 * HOUR_MS);
  expect(waitedMs(request({ requestedAt: ago(-1) }), now)).toBe(0);
  const answer = {
    by: 'U',
    name: 'S',
    title: 'CTO',
    at: ago(2),
    how: 'button',
  };
  expect(
    waitedMs(request({ requestedAt: ago(5), status: 'approved', answer }), now),
  ).toBe(3 * HOUR_MS);
  expect(waitedMs(request({ status: 'expired' }), now)).toBeNull();
});

it('puts danger first, then who waits longest, then the newest', () => {
  const given = [
    request({ id: 'approved-old', status: 'approved', requestedAt: ago(90) }),
    request({ id: 'waits-short', requestedAt: ago(1) }),
    request({ id: 'approved-new', status: 'approved', requestedAt: ago(2) }),
    request({ id: 'overdue', requestedAt: ago(30) }),
    request({ id: 'unasked', subject: UNASKED, requestedAt: ago(2) }),
    request({ id: 'waits-long', requestedAt: ago(20) }),
    request({ id: 'approved-same', status: 'approved', requestedAt: ago(2) }),
  ];
  const order = [
    ...['overdue', 'unasked', 'waits-long', 'waits-short'],
    ...['approved-new', 'approved-same', 'approved-old'],
  ];
  const ids = (requests: ApprovalRequest[]) => requests.map(({ id }) => id);
  expect(ids(orderApprovals(given, now))).toEqual(order);
  expect(ids(orderApprovals([...given].reverse(), now))).toEqual(order);
});
