import { chainOf } from './chain';
import { storedApproval } from './testApprovalSource';

const USED = { by: 'data-patch:4f0c1f6e', at: '2026-02-11T00:00:00.000Z' };

const whole = () =>
  storedApproval({ id: 'patch-1', status: 'approved', used: USED });

it('is whole as the golden paths write it', () => {
  expect(chainOf(whole())).toEqual({ state: 'whole', problems: [] });
});

it('is not known to be whole without a head', () => {
  expect(chainOf({ ...whole(), head: null })).toEqual({
    ...{ state: 'unknown', problems: [] },
  });
});

it('is not known where not all events were read', () => {
  expect(chainOf({ ...whole(), isCut: true })).toEqual({
    state: 'unknown',
    problems: ['It has more than the 3 events that are read'],
  });
});

it.each<[string, (given: any) => unknown, RegExp]>([
  [
    'the request names another approver',
    each => (each.record.answer.name = 'Somebody else'),
    /another answer/,
  ],
  [
    'the request names another run',
    each => (each.record.used.by = 'data-patch:other'),
    /another used/,
  ],
  [
    'the request hides its run',
    each => (each.record.used = null),
    /another used/,
  ],
  [
    'the request names another operator',
    each => (each.record.involved.operator.emails = ['a@example.com']),
    /another involved/,
  ],
  [
    'the request was made at another time',
    each => (each.record.requestedAt = '2026-02-10T00:00:00.000Z'),
    /another requestedAt/,
  ],
  [
    'it was copied from another request',
    each => (each.id = 'patch-2'),
    /Event 1 is of another request/,
  ],
  [
    'an event was changed',
    each => (each.events[0].at = '2026-01-01'),
    /Event 1 was changed/,
  ],
  [
    'who approved was changed',
    each => (each.events[1].act.by = 'U0OTHER'),
    /Event 2 was changed/,
  ],
  [
    'an event was taken away',
    each => each.events.shift(),
    /Event 1 has the number 2/,
  ],
  [
    'the last event was cut off',
    each => each.events.pop(),
    /The last event is not the one/,
  ],
  [
    'an event cannot be read',
    each => (each.events[1] = null),
    /Event 2 cannot be read/,
  ],
  ['all events were cut off', each => (each.events = []), /It has no events/],
  [
    'the request says more than its events',
    each => (each.record.status = 'closed'),
    /another status/,
  ],
  [
    'the subject was changed',
    each => (each.record.subject.sha = '0'.repeat(40)),
    /not what its hash names/,
  ],
  [
    'the subject and its hash were changed',
    each => (each.record.subjectHash = '0'.repeat(64)),
    /another subject/,
  ],
])('is broken where %s', (_, change, problem) => {
  const stored = whole();
  change(stored);
  const { state, problems } = chainOf(stored);
  expect(state).toBe('broken');
  expect(problems.join('\n')).toMatch(problem);
});
