import { parseHostOutput } from './parseHostOutput';

const LINES = [
  'capture 1 bat000',
  'cron debian 3.0pl1-120ubuntu4 running',
  'zone Asia/Tokyo',
  'read etc/crontab',
  'begin var/spool/cron/crontabs/batch',
  '=SECRET_TOKEN=abcdefghijkl1234',
  '=',
  '=15 4 * * * /srv/digest/run | tee a|b',
  'end var/spool/cron/crontabs/batch',
  'read var/spool/cron/crontabs',
  'unread etc/cron.d it may not be read',
  'complete',
];

const numbered = (lines: readonly string[] = LINES) =>
  lines.map((line, index) => `${index + 1}|${line}`);
const text = (lines = numbered()) => lines.join('\n');

it('reads files, places, cron and zone, with credentials masked', () => {
  expect(parseHostOutput(text())).toEqual({
    host: 'bat000',
    cron: { flavour: 'debian', version: '3.0pl1-120ubuntu4', running: true },
    timezone: 'Asia/Tokyo',
    files: new Map([
      [
        'var/spool/cron/crontabs/batch',
        {
          readable: true,
          text: 'SECRET_TOKEN=***MASKED:SECRET_TOKEN***\n\n15 4 * * * /srv/digest/run | tee a|b\n',
        },
      ],
    ]),
    read: ['etc/crontab', 'var/spool/cron/crontabs'],
    notRead: [{ path: 'etc/cron.d', reason: 'it may not be read' }],
  });
});

it('reads lines that came in another order, twice, or with blanks between', () => {
  const lines = numbered();
  const shuffled = [...lines.slice(6), '', ...lines.slice(0, 7)];
  expect(parseHostOutput(text(shuffled))).toEqual(parseHostOutput(text()));
});

it.each([
  ['nothing', '', /does not begin/],
  ['another program', '1|hello', /does not begin/],
  [
    'a line that got lost',
    text(numbered().filter((_, i) => i !== 7)),
    /got lost/,
  ],
  ['an end that got lost', text(numbered().slice(0, -1)), /no end/],
  ['lines without numbers', LINES.join('\n'), /without its number/],
  ['two commands in one', `${text()}\n2|cron cronie`, /two lines 2/],
  ['a huge number', `${text()}\n999999|x`, /without its number/],
  [
    'a file without an end',
    text(numbered(LINES.filter(line => !line.startsWith('end ')))),
    /has no end/,
  ],
  [
    'a word that is not known',
    text(numbered([LINES[0], 'rm -rf /', 'complete'])),
    /not known: rm/,
  ],
])('takes nothing of %s', (_, output, message) => {
  expect(() => parseHostOutput(output)).toThrow(message);
});

it.each(['Mars/Olympus', '../../etc/passwd', ''])(
  'leaves out the zone "%s"',
  zone => {
    const lines = LINES.map(line =>
      line.startsWith('zone') ? `zone ${zone}` : line,
    );
    expect(parseHostOutput(text(numbered(lines))).timezone).toBeNull();
  },
);
