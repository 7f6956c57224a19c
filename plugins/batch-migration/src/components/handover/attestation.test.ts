import { checkAttestation, dayAfter, expiryOf } from './attestation';

const today = '2026-02-12';
const good = {
  seconds: '420',
  reason: 'log of January',
  expires: '2026-05-13',
};

it.each([
  [{}, []],
  [{ seconds: '' }, ['seconds']],
  [{ seconds: '0' }, ['seconds']],
  [{ seconds: '-1' }, ['seconds']],
  [{ seconds: '1.5' }, ['seconds']],
  [{ seconds: '1e3' }, ['seconds']],
  [{ seconds: '604801' }, ['seconds']],
  [{ reason: '  ' }, ['reason']],
  [{ expires: today }, ['expires']],
  [{ expires: '' }, ['expires']],
  [{ expires: '2027-02-12' }, []],
  [{ expires: '2027-02-13' }, ['expires']],
])('of %j it refuses %j', (change, fields) => {
  expect(Object.keys(checkAttestation({ ...good, ...change }, today))).toEqual(
    fields,
  );
});

it('counts days across months', () => {
  expect(dayAfter('2026-02-12', 90)).toBe('2026-05-13');
});

it.each([
  ['2026-05-13', 'Asia/Tokyo', '2026-05-12T15:00:00.000Z'],
  ['2026-05-13', 'UTC', '2026-05-13T00:00:00.000Z'],
  ['2026-03-08', 'America/New_York', '2026-03-08T05:00:00.000Z'], // before the clocks go forward
  ['2026-03-09', 'America/New_York', '2026-03-09T04:00:00.000Z'],
])('%s in %s begins at %s', (day, zone, at) => {
  expect(expiryOf(day, zone)).toBe(at);
});
