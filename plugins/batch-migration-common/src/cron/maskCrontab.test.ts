import maskedLines from '../workload/maskedLines.json';
import { maskCrontab } from './maskCrontab';
import { parseCrontab } from './parseCrontab';

const dots = (count: number) => '\u2022'.repeat(count);

describe('maskCrontab', () => {
  it.each([
    ['0 6 * * * API_TOKEN=s3cret /opt/fx.sh', 'API_TOKEN', 's3cret'],
    ['0 6 * * * mysql -phunter2 news', 'MYSQL_PASSWORD', 'hunter2'],
    ["0 6 * * * run --password 'a b' --all", 'PASSWORD', 'a b'],
    ['DB_PASSWORD = two words; and more', 'DB_PASSWORD', 'two words; and more'],
    ['DB_PASSWORD="two words"', 'DB_PASSWORD', 'two words'],
    ['#API_TOKEN = s3cret', 'API_TOKEN', 's3cret'],
  ])('masks %s, and dots only the credential', (line, name, secret) => {
    const { lines, names } = maskCrontab(line);
    expect(names).toEqual([name]);
    expect(lines[0].text).toBe(line.replace(secret, `***MASKED:${name}***`));
    expect(lines[0].concealed).toBe(line.replace(secret, dots(secret.length)));
  });

  it.each([
    '0 6 * * * /opt/tools/fx-rates.sh --days 30',
    'MAILTO=ops@example.com',
    'PATH=/usr/local/bin:/usr/bin',
    '0 6 * * * psql -W $PASSWORD',
    'API_TOKEN=***MASKED:API_TOKEN***',
  ])('leaves %s', line => {
    expect(maskCrontab(line).text).toBe(line);
  });

  // captureMasking.test.ts holds the capture script and the document of
  // Systems Manager to the same lines.
  it.each(maskedLines.masked)('masks the line %s', (line, expected) => {
    expect(maskCrontab(line).text).toBe(expected);
    expect(maskCrontab(expected).text).toBe(expected);
  });

  it.each(maskedLines.untouched)('leaves the line %s', line => {
    expect(maskCrontab(line)).toMatchObject({ text: line, names: [] });
  });

  it('never takes the columns of the next line for a value', () => {
    const text = '0 6 * * * run --token\n0 9 * * 1 next\n';
    expect(maskCrontab(text).text).toBe(text);
  });

  it('keeps the percent sign at which cron ends the command', () => {
    const text = '0 6 * * * TOKEN=ab%cd run\n';
    const masked = maskCrontab(text).text;
    expect(masked).toBe('0 6 * * * TOKEN=***MASKED:TOKEN***% run\n');
    expect(maskCrontab(masked).text).toBe(masked);
  });

  it('keeps line ends, and the number of lines of a private key', () => {
    const text =
      'A_TOKEN=x y\r\n-----BEGIN RSA PRIVATE KEY-----\nMIIEabc\n-----END RSA PRIVATE KEY-----\n0 1 * * * a\n';
    const masked = maskCrontab(text).text.split('\n');
    expect(masked).toHaveLength(text.split('\n').length);
    expect(masked[0]).toBe('A_TOKEN=***MASKED:A_TOKEN***\r');
    expect(masked.join()).not.toContain('MIIEabc');
    expect(masked[4]).toBe('0 1 * * * a');
  });

  it.each(['debian', 'cronie'] as const)(
    "changes nothing of %s's reading but the credentials",
    cron => {
      const text = [
        'DB_PASSWORD = it\'s "odd" % text',
        '0 6 * * * PASS="a%b" run "x',
        "5 4 * * 1-5 curl -u me:p%w 'https://x.example/?token=a%20b#c'",
        '*/7 * * * * run --secret=\\%a%b%c',
        '#15 1 * * * run --api-key abc',
        '0 25 * * * PASSWORD=abc run',
        '',
      ].join('\n');
      const shape = (crontab: string) => {
        const parsed = parseCrontab(crontab, { dialect: 'user', cron });
        return {
          kinds: parsed.lines,
          accepted: parsed.fileVerdict.accepted,
          codes: parsed.issues.map(({ line, code }) => `${line} ${code}`),
          jobs: parsed.jobs.map(({ line, schedule, enabled, stdin }) => ({
            line,
            schedule,
            enabled,
            hasInput: stdin !== null,
          })),
        };
      };
      expect(shape(maskCrontab(text).text)).toEqual(shape(text));
    },
  );
});
