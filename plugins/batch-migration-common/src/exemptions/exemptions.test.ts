import { countedExemptions } from './countedExemptions';
import { exemptionState, type ExemptionRecord } from './model';

const by = (name: string, at: string) => ({ by: `user:default/${name}`, at });

const RECORD: ExemptionRecord = {
  id: 1,
  workloadId: 'w1',
  reason: 'the feed stands still until April',
  expiresAt: '2026-04-01T00:00:00.000Z',
  asked: by('mori', '2026-02-01T00:00:00.000Z'),
  approval: by('sato', '2026-02-02T00:00:00.000Z'),
  withdrawal: null,
};

const WITHDRAWN = by('mori', '2026-03-01T00:00:00.000Z');

it.each<[string, Partial<ExemptionRecord>, string, string]>([
  ['waits', { approval: null }, '2026-03-01T00:00:00Z', 'asked'],
  ['is in force', {}, '2026-03-31T23:59:59Z', 'approved'],
  ['is over from its end on', {}, '2026-04-01T00:00:00Z', 'lapsed'],
  [
    'is over though nobody approved it',
    { approval: null },
    '2026-04-02T00:00:00Z',
    'lapsed',
  ],
  [
    'was taken back',
    { withdrawal: WITHDRAWN },
    '2026-03-02T00:00:00Z',
    'withdrawn',
  ],
  [
    'was taken back, and would be over',
    { withdrawal: WITHDRAWN },
    '2026-05-01T00:00:00Z',
    'withdrawn',
  ],
])('says that it %s', (_, over, now, expected) => {
  expect(exemptionState({ ...RECORD, ...over }, new Date(now))).toBe(expected);
});

describe('what an assessment looks at', () => {
  const lapsed = {
    ...RECORD,
    id: 2,
    expiresAt: '2026-02-20T00:00:00.000Z',
  };
  const laterLapsed = { ...lapsed, expiresAt: '2026-03-15T00:00:00.000Z' };
  const taken = { ...RECORD, withdrawal: WITHDRAWN };
  const ends = (records: ExemptionRecord[]) =>
    countedExemptions(records).map(({ expiresAt }) => expiresAt);

  it('is what nobody took back', () => {
    expect(ends([RECORD, lapsed])).toEqual([
      RECORD.expiresAt,
      lapsed.expiresAt,
    ]);
    expect(ends([taken])).toEqual([]);
  });

  it('is not what had lapsed when a later one was taken back', () => {
    expect(ends([lapsed, taken])).toEqual([]);
    expect(ends([laterLapsed, taken])).toEqual([laterLapsed.expiresAt]);
  });

  it('is not settled by taking back what nobody approved', () => {
    expect(ends([lapsed, { ...taken, approval: null }])).toEqual([
      lapsed.expiresAt,
    ]);
  });
});
