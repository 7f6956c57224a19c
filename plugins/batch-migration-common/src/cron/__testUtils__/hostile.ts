/** Arbitrary texts that nobody wrote with good intent. */
import fc from 'fast-check';

const PIECES = [
  ...'*,-/~@%\\#;:&|<>()[]{}!?"\'`$= \t\r\n\0\v\f.+^_',
  '\r\n',
  '\n\n',
  '\uFEFF',
  '\uFFFD',
  '\u00a0',
  '\u2028',
  '\ud800',
  '\udfff',
  '日本',
  '0',
  '5',
  '59',
  '60',
  '00',
  '2147483648',
  '4294967296',
  '18446744073709551616',
  '9'.repeat(40),
  '1e309',
  '-1',
  '*/5',
  '1-5/2',
  '22-2',
  'mon',
  'FRI-MON',
  'jan',
  '\n0 3 * * * ',
  '\n*/5 1-3,7 1,15 * 1 ',
  '\n@daily ',
  '@reboot',
  '\n# 5 4 * * * /bin/x',
  '\nMAILTO=',
  '\nCRON_TZ=Asia/Tokyo\n',
  '\n__proto__=x\n',
  'root ',
  'flock -n /tmp/x ',
  'sudo -u a su - b -c "',
  'cd / && ',
  '$(',
  '${',
  '<%= ',
  '{{ x }}',
  '%(x)s',
  'job:\n  cron: "',
  'every: 5m\n',
  '\n  at: 2026-01-01\n',
  ' &a ',
  ' *a ',
  '<<: *a\n',
  '- ',
  '!!js/function ',
  '? ',
  '[Timer]\n',
  '\nOnCalendar=',
  'Mon..Fri ',
  '*-*-* ',
  '*-02~03 ',
  '03:15:00.5',
  '0..23/2:0/15',
  ' Asia/Tokyo',
  '\nOnBootSec=1h 30min',
  '\nPersistent=yes\n',
  'Unit=%i.service\n',
  '%i',
  'cron(',
  'rate(5 minutes)',
  'at(2026-03-01T04:00:00)',
  '0 3 ? * MON#2 *)',
];

const piece = fc.constantFrom(...PIECES);

/** Bytes as a browser or Node decodes them. */
const bytes = fc
  .uint8Array({ maxLength: 120 })
  .map(each => new TextDecoder().decode(each));

/** Any code units, lone surrogates included. */
const codeUnits = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 })
  .map(units => String.fromCharCode(...units));

const mixture = fc
  .array(piece, { maxLength: 30 })
  .map(pieces => pieces.join(''));

/** One piece very often: long lines, deep nesting, huge numbers. */
const repeated = fc
  .tuple(mixture, piece, fc.integer({ min: 1, max: 1500 }), mixture)
  .map(([before, each, times, after]) => before + each.repeat(times) + after);

const nested = fc
  .tuple(
    fc.constantFrom('"\'', '$(', '"$(', '`"', '{', '[', '(', '\\"', '- '),
    fc.integer({ min: 1, max: 400 }),
  )
  .map(([open, depth]) => `0 3 * * * ${open.repeat(depth)}`);

export const hostileText = fc.oneof(
  { arbitrary: bytes, weight: 2 },
  { arbitrary: codeUnits, weight: 2 },
  { arbitrary: mixture, weight: 5 },
  { arbitrary: repeated, weight: 1 },
  { arbitrary: nested, weight: 1 },
);

/** What stands where a schedule is expected. */
export const hostileExpression = fc
  .array(
    fc.constantFrom(
      ...'*,-/~@#?LW:. ',
      ...'0 1 5 12 31 59 60 2026 99999999999'.split(' '),
      ' ',
      ' * ',
      '..',
      '*-*-',
      'mon',
      'Fri',
      'MON#2',
      'jan',
      'daily',
      '@weekly',
      'every 5m',
      'OnBootSec=',
      'infinity',
      'cron(',
      'rate(',
      'at(',
      ')',
      ' UTC',
      ' Asia/Tokyo',
    ),
    { maxLength: 14 },
  )
  .map(parts => parts.join(''));
