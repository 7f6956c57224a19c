import { instantOf, isWithin, localMinute, proposedUntil } from './untilDraft';

it.each([
  ['2026-02-12T18:00', 'Asia/Tokyo', '2026-02-12T09:00:00.000Z'],
  ['2026-02-12T18:00', 'UTC', '2026-02-12T18:00:00.000Z'],
  ['2026-07-01T00:30', 'Europe/Berlin', '2026-06-30T22:30:00.000Z'],
  ['2026-03-29T04:00', 'Europe/Berlin', '2026-03-29T02:00:00.000Z'],
])('%s in %s is %s, and back', (local, zone, instant) => {
  expect(instantOf(local, zone)?.toISOString()).toBe(instant);
  expect(localMinute(new Date(instant), zone)).toBe(local);
});

it.each(['', 'tomorrow', '2026-02-12', '2026-13-01T00:00'])(
  'knows that %j is no time',
  local => {
    expect(instantOf(local, 'Asia/Tokyo')).toBeUndefined();
  },
);

const NOW = new Date('2026-02-12T01:24:00Z');

it.each([
  ['2026-02-12T01:24:00Z', false],
  ['2026-02-12T01:25:00Z', true],
  ['2026-05-13T01:24:00Z', true],
  ['2026-05-13T01:25:00Z', false],
])('says whether %s may be the end', (until, expected) => {
  expect(isWithin(new Date(until), NOW, 90)).toBe(expected);
});

it('proposes an end that is allowed', () => {
  expect(isWithin(undefined, NOW, 90)).toBe(false);
  for (const days of [1, 30, 90]) {
    expect(isWithin(proposedUntil(NOW, days), NOW, days)).toBe(true);
  }
});
