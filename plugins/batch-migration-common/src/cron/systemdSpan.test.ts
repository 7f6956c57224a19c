import { spanMilliseconds, systemdBoolean } from './systemdSpan';

/** Checked against `systemd-analyze timespan` of systemd 252. */
it.each([
  ['90', 90_000],
  ['15min', 900_000],
  ['1h 30min', 5_400_000],
  ['1h30min', 5_400_000],
  ['2 h', 7_200_000],
  ['1.5h', 5_400_000],
  ['5m', 300_000],
  ['5M', 5 * 2_629_800_000],
  ['5ms', 5],
  ['5msec', 5],
  ['1month', 2_629_800_000],
  ['1y 12month', 31_557_600_000 + 12 * 2_629_800_000],
  ['55s500ms', 55_500],
  ['300ms20s 5day', 300 + 20_000 + 5 * 86_400_000],
  ['1week', 604_800_000],
  ['250us', 0.25],
  ['250µs', 0.25],
  ['0', 0],
  ['infinity', Number.POSITIVE_INFINITY],
])('%s is %d ms', (text, milliseconds) => {
  expect(spanMilliseconds(text)).toBe(milliseconds);
});

it.each([
  '',
  'soon',
  '-5s',
  '5 fortnights',
  '12.34.56',
  '5x',
  '1,5h',
  'h',
  '3.sec',
])('%j is refused', text => {
  expect(spanMilliseconds(text)).toBeNull();
});

it.each([
  ['yes', true],
  ['TRUE', true],
  ['on', true],
  ['1', true],
  ['no', false],
  ['off', false],
  ['maybe', null],
  ['', null],
])('%j is the boolean %s', (text, value) => {
  expect(systemdBoolean(text)).toBe(value);
});
