import { readReconciliation } from './readReconciliation';
import { coversBuildsOnly, standingOf } from './standing';
import { storedReport } from './testApprovals';

const now = new Date('2026-02-12T03:00:00Z');
const report = (over: object = {}) =>
  readReconciliation(JSON.stringify(storedReport(over)));
const AT = '2026-02-10T01:00:00Z';
const UNAPPROVED = [
  { what: 'build', id: 'p:1', at: AT, by: 'root', reason: 'no-order' },
];
const UNKNOWN = [{ what: 'session', id: 's', at: AT, reason: 'no-log' }];

describe('standingOf', () => {
  it.each<[string, object, string]>([
    ['everything was approved', {}, 'clean'],
    ['nothing happened', { changes: 0, approved: 0 }, 'clean'],
    ['one was not', { approved: 41, unapproved: UNAPPROVED }, 'unapproved'],
    [
      'one was not, long ago',
      { at: '2025-01-01T00:00:00Z', unapproved: UNAPPROVED },
      'unapproved',
    ],
    [
      'only what is left out was not',
      { leftOut: { unapproved: 1, unknown: 0 } },
      'unapproved',
    ],
    [
      'only what is left out is not known',
      { changes: 43, leftOut: { unapproved: 0, unknown: 1 } },
      'undecided',
    ],
    ['one is not known', { approved: 41, unknown: UNKNOWN }, 'undecided'],
    ['its numbers do not add up', { approved: 41 }, 'undecided'],
    ['it looked at no builds', { scope: { builds: false } }, 'undecided'],
    ['its period is empty', { from: '2026-02-12T00:00:00Z' }, 'undecided'],
    [
      'it is of tomorrow',
      { at: '2026-02-13T03:00:00Z', until: '2026-02-13T03:00:00Z' },
      'undecided',
    ],
    [
      'it is two days old',
      {
        at: '2026-02-10T03:00:00Z',
        from: '2026-02-01T00:00:00Z',
        until: '2026-02-10T03:00:00Z',
      },
      'clean',
    ],
    ['it is older', { at: '2026-02-10T02:59:59Z' }, 'stale'],
    [
      'it is new, about an old time',
      { from: '2026-01-01T00:00:00Z', until: '2026-01-02T00:00:00Z' },
      'stale',
    ],
  ])('where %s', (_, over, standing) => {
    expect(standingOf(report(over), now)).toBe(standing);
  });

  it('is none without a report', () => {
    expect(standingOf(null, now)).toBe('none');
  });
});

it.each<[object, boolean]>([
  [{ builds: true, databaseSessions: null }, true],
  [{ builds: true, databaseSessions: { logGroup: '/rds/audit' } }, false],
  [{ builds: false, databaseSessions: null }, false],
])('of %j, builds only is %s', (scope, expected) => {
  expect(coversBuildsOnly(report({ scope }))).toBe(expected);
});

describe('readReconciliation', () => {
  it('reads what was found', () => {
    expect(report({ unapproved: UNAPPROVED, unknown: UNKNOWN })).toMatchObject({
      unapproved: UNAPPROVED,
      unknown: UNKNOWN,
    });
  });

  it.each<[unknown, RegExp]>([
    [undefined, /body is no text/],
    ['{', /body is no JSON$/],
    ['[]', /body is no object/],
    [JSON.stringify(storedReport({ version: 2 })), /version is not 1/],
    [JSON.stringify(storedReport({ scope: null })), /scope is no object/],
    [JSON.stringify(storedReport({ changes: '42' })), /changes is no whole/],
    [JSON.stringify(storedReport({ unapproved: 0 })), /unapproved is no list/],
    [
      JSON.stringify(storedReport({ unapproved: [{ what: 'flag' }] })),
      /unapproved\[0\].what is not known/,
    ],
  ])('refuses %j', (body, message) => {
    expect(() => readReconciliation(body)).toThrow(message);
  });
});
