import { chainOf } from './chain';
import { storedApproval } from './testApprovalSource';

const whole = () => storedApproval({ id: 'patch-1', status: 'approved' });

it('is whole as the golden paths write it', () => {
  expect(chainOf(whole())).toEqual({ state: 'whole', problems: [] });
});

it('is not known to be whole without a head', () => {
  expect(chainOf({ ...whole(), head: null })).toEqual({
    ...{ state: 'unknown', problems: [] },
  });
});

it.each<[string, (given: any) => unknown, RegExp]>([
  [
    'an event was changed',
    each => (each.events[0].at = '2026-01-01'),
    /^Event 1 was changed$/,
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
