import { liesIn } from './period';
import { readApproval } from './readApproval';
import { storedRequest } from './testApprovals';

const QUARTER = { from: '2026-04-01', to: '2026-06-30' };
const answered = (at: string) => ({
  status: 'approved',
  answer: {
    ...{ by: 'U1', name: 'Kato', title: 'CTO', how: 'button', at },
    reason: null,
  },
});

const lies = (over: object, changedAt: string | null = null) =>
  liesIn(readApproval(storedRequest(over)), changedAt, QUARTER, 'Asia/Tokyo');

const early = '2026-01-01T00:00:00.000Z';

it.each<[string, object, string | null, boolean]>([
  ['asked long before and waits', { requestedAt: early }, null, true],
  [
    'asked long before and answered in it',
    { requestedAt: early, ...answered('2026-04-02T00:00:00Z') },
    null,
    true,
  ],
  [
    'asked and answered before',
    { requestedAt: early, ...answered('2026-03-01T00:00:00Z') },
    null,
    false,
  ],
  [
    'answered before and used in it',
    {
      requestedAt: early,
      ...answered('2026-03-01T00:00:00Z'),
      used: { by: 'b', at: '2026-05-01T00:00:00Z' },
    },
    null,
    true,
  ],
  [
    'answered before and noted in it',
    { requestedAt: early, ...answered('2026-03-01T00:00:00Z') },
    '2026-05-01T00:00:00Z',
    true,
  ],
  [
    'answered on its first morning in Tokyo',
    { requestedAt: early, ...answered('2026-03-31T15:00:00Z') },
    null,
    true,
  ],
  ['asked after it', { requestedAt: '2026-07-01T00:00:00Z' }, null, false],
  [
    'asked on its last evening in Tokyo',
    { requestedAt: '2026-06-30T14:59:59Z' },
    null,
    true,
  ],
  [
    'asked in it and answered after',
    {
      requestedAt: '2026-06-01T00:00:00Z',
      ...answered('2026-08-01T00:00:00Z'),
    },
    null,
    true,
  ],
  [
    'expired before',
    {
      requestedAt: early,
      status: 'expired',
      expiresAt: '2026-01-04T00:00:00Z',
    },
    null,
    false,
  ],
  [
    'withdrawn nobody knows when',
    { requestedAt: early, status: 'withdrawn' },
    null,
    true,
  ],
  [
    'withdrawn before',
    { requestedAt: early, status: 'withdrawn' },
    '2026-01-02T00:00:00Z',
    false,
  ],
])('what was %s', (_, over, changedAt, isIn) => {
  expect(lies(over, changedAt)).toBe(isIn);
});
