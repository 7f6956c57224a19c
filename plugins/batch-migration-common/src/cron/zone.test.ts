import { DateTime } from 'luxon';
import { instantsOf, isTimezone, offsetAt, zoneChanges } from './zone';

const ZONES = [
  'Asia/Tokyo',
  'America/New_York',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'UTC',
];

it.each(ZONES)('offsets of %s agree with luxon', zone => {
  const start = Date.UTC(2024, 0, 1);
  const wrong: string[] = [];
  for (let hour = 0; hour < 3 * 366 * 24; hour += 5) {
    const at = start + hour * 3_600_000;
    const expected = DateTime.fromMillis(at, { zone }).offset * 60_000;
    if (offsetAt(zone, at) !== expected) wrong.push(new Date(at).toISOString());
  }
  expect(wrong).toEqual([]);
});

it('finds both changes of a year at their instants', () => {
  expect(
    zoneChanges('America/New_York', Date.UTC(2026, 0), Date.UTC(2027, 0)).map(
      at => new Date(at).toISOString(),
    ),
  ).toEqual(['2026-03-08T07:00:00.000Z', '2026-11-01T06:00:00.000Z']);
});

it.each([
  ['2026-03-08T02:30', []],
  [
    '2026-11-01T01:30',
    ['2026-11-01T05:30:00.000Z', '2026-11-01T06:30:00.000Z'],
  ],
  ['2026-07-01T12:00', ['2026-07-01T16:00:00.000Z']],
])('New York shows %s at %j', (local, expected) => {
  expect(
    instantsOf('America/New_York', Date.parse(`${local}Z`)).map(at =>
      new Date(at).toISOString(),
    ),
  ).toEqual(expected);
});

it.each(['', 'Asia/Tokio', '../etc/passwd', 'Asia/Tokyo\n'])(
  'does not know the zone %j',
  name => {
    expect(isTimezone(name)).toBe(false);
  },
);

/** The runtime knows these; the time zone database, hosts and AWS do not. */
it.each(['JST', 'BST', 'ist', '+09:00', 'SystemV/PST8'])(
  '%s is no zone',
  name => {
    expect(isTimezone(name)).toBe(false);
  },
);

it.each(['Asia/Tokyo', 'Japan', 'EST', 'EST5EDT', 'Etc/GMT+5', 'UTC'])(
  '%s is a zone',
  name => {
    expect(isTimezone(name)).toBe(true);
  },
);
