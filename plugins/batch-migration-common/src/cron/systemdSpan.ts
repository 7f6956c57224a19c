/** Time spans of systemd (systemd.time(7), "Parsing time spans"). */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
/** 30.44 and 365.25 days, as systemd counts them. */
const MONTH = 2_629_800 * SECOND;
const YEAR = 31_557_600 * SECOND;

/** Longest names first: `m` is also the beginning of `min`, `ms` and `months`. */
const UNITS: Array<[RegExp, number]> = [
  [/^(?:seconds|second|sec|s)/, SECOND],
  [/^(?:minutes|minute|min|months|month|M|msec|ms|m)/, Number.NaN],
  [/^(?:hours|hour|hr|h)/, HOUR],
  [/^(?:days|day|d)/, DAY],
  [/^(?:weeks|week|w)/, WEEK],
  [/^(?:years|year|y)/, YEAR],
  [/^(?:usec|us|\u03bcs|\u00b5s)/, 0.001],
];
const M_UNITS: Record<string, number> = {
  minutes: MINUTE,
  minute: MINUTE,
  min: MINUTE,
  m: MINUTE,
  months: MONTH,
  month: MONTH,
  M: MONTH,
  msec: 1,
  ms: 1,
};
const MAX_LENGTH = 400;

/**
 * Milliseconds of `2h 30min`, `1.5d`, `90` (seconds) or `infinity`; `null`
 * where systemd refuses the text.
 */
export function spanMilliseconds(text: string): number | null {
  let rest = text.trim();
  if (rest === 'infinity') return Number.POSITIVE_INFINITY;
  if (rest === '' || rest.length > MAX_LENGTH) return null;
  let total = 0;
  while (rest !== '') {
    const number = /^\+?(\d{1,18})?(?:\.(\d+))?/.exec(rest);
    const [whole, integer, fraction] = number ?? [''];
    if (whole === '' || whole === '+') return null;
    const after = rest.slice(whole.length);
    const unitText = after.trimStart();
    const found = UNITS.find(([pattern]) => pattern.test(unitText));
    const name = found?.[0].exec(unitText)?.[0] ?? '';
    // `12.34.56` is refused, `12.34 .56` is not.
    if (name === '' && after !== '' && after === unitText) return null;
    const size = name === '' ? SECOND : M_UNITS[name] ?? found![1];
    total += Number(`${integer ?? '0'}.${fraction ?? '0'}`) * size;
    rest = unitText.slice(name.length).trimStart();
  }
  // Microseconds are as fine as systemd counts.
  return Math.round(total * 1000) / 1000;
}

const BOOLEANS: Record<string, boolean> = {
  '1': true,
  yes: true,
  y: true,
  true: true,
  t: true,
  on: true,
  '0': false,
  no: false,
  n: false,
  false: false,
  f: false,
  off: false,
};

/** A boolean as systemd writes it, in any case; `null` where it is none. */
export function systemdBoolean(text: string): boolean | null {
  const word = text.toLowerCase();
  return Object.hasOwn(BOOLEANS, word) ? BOOLEANS[word] : null;
}
