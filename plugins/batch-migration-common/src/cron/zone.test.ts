import { DateTime } from 'luxon';
import { LIVELY_ZONES } from './__testUtils__/zones';
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

it.each(LIVELY_ZONES)('offsets of %s since 1970 agree with luxon', zone => {
  const wrong: string[] = [];
  const step = 53 * 3_600_000;
  for (let at = 0; at < Date.UTC(2038, 0); at += step) {
    const expected = DateTime.fromMillis(at, { zone }).offset * 60_000;
    if (offsetAt(zone, at) !== expected) wrong.push(new Date(at).toISOString());
  }
  expect(wrong).toEqual([]);
});

it.each(LIVELY_ZONES)(
  'each change of %s since 1970 is where luxon has one',
  zone => {
    const changes = zoneChanges(zone, 0, Date.UTC(2038, 0));
    const offset = (at: number) => DateTime.fromMillis(at, { zone }).offset;
    expect(changes.filter(at => offset(at) === offset(at - 1000))).toEqual([]);
  },
);

it('finds a summer time of a week', () => {
  const changes = zoneChanges(
    'America/Boa_Vista',
    Date.UTC(2000, 0),
    Date.UTC(2001, 0),
  );
  expect(changes.map(at => new Date(at).toISOString())).toEqual([
    '2000-02-27T03:00:00.000Z',
    '2000-10-08T04:00:00.000Z',
    '2000-10-15T03:00:00.000Z',
  ]);
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

/** Hosts and AWS look a name up in its own case, which `Intl` does not mind. */
it.each([
  'europe/london',
  'ASIA/TOKYO',
  'asia/Tokyo',
  'us/eastern',
  'US/EASTERN',
  'est5edt',
  'japan',
  'utc',
  'Utc',
  'Asia/kolkata',
  'Asia/CALCUTTA',
  'America/Port-Au-Prince',
])('%s is written in another case than any zone', name => {
  expect(isTimezone(name)).toBe(false);
});

it.each([
  'America/Port_of_Spain',
  'America/Port-au-Prince',
  'Africa/Dar_es_Salaam',
  'America/Argentina/ComodRivadavia',
  'Antarctica/DumontDUrville',
  'Asia/Kolkata',
  'Asia/Ho_Chi_Minh',
  'Europe/Kyiv',
  'Europe/Isle_of_Man',
  'Etc/GMT-9',
  'Etc/UCT',
  'GB-Eire',
  'NZ-CHAT',
  'W-SU',
  'PRC',
  'Zulu',
  'GMT+0',
  'US/East-Indiana',
])('%s is a zone', name => {
  expect(isTimezone(name)).toBe(true);
});
