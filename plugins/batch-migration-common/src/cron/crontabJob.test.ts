import { crontabJob } from './crontabJob';
import { parseCrontab } from './parseCrontab';

const jobs = (text: string) =>
  parseCrontab(text, { dialect: 'user', timezone: 'UTC' }).jobs;

it('takes the name of a comment before that of the command', () => {
  const [named, unnamed] = jobs(
    '# nightly\n0 3 * * * /opt/run.sh\n\n0 4 * * * /opt/other.sh\n',
  );
  expect(named.name).toBe('nightly');
  expect(unnamed.name).toBe('other');
});

it('is written to JSON with what is looked up', () => {
  const [job] = jobs('0 3 * * * flock -n /tmp/l /opt/run.sh\n');
  const written = JSON.parse(JSON.stringify(job));
  expect(written).toMatchObject({
    line: 1,
    name: 'run',
    wrappers: job.wrappers,
    issues: [],
  });
  expect(Object.keys(written)).not.toContain('givenName');
  expect(Object.keys(written)).not.toContain('lookedInto');
});

it('looks into the command once', () => {
  const [job] = jobs('0 3 * * * /opt/run.sh\n');
  expect(job.wrappers).toBe(job.wrappers);
});

it('shares specs and settings between jobs of equal schedules', () => {
  const [a, b] = jobs('A=1\n0 3 * * * /a\n0 3 * * * /b\n');
  expect(a.scheduleSpec).toBe(b.scheduleSpec);
  expect(a.environment).toBe(b.environment);
});

it('does not share specs across a change of zone', () => {
  const { jobs: found } = parseCrontab(
    '0 3 * * * /a\nCRON_TZ=Asia/Tokyo\n0 3 * * * /b\n',
    { dialect: 'user', cron: 'cronie', timezone: 'UTC' },
  );
  expect(found.map(({ scheduleSpec }) => scheduleSpec)).toEqual([
    { dialect: 'cronie', expression: '0 3 * * *', timezone: 'UTC' },
    {
      dialect: 'cronie',
      expression: '0 3 * * *',
      timezone: 'Asia/Tokyo',
      hostTimezone: 'UTC',
    },
  ]);
});

it('keeps the issues apart from the job that was read before', () => {
  const [a, b] = jobs('0 3 1 * 1 /a\n0 3 * * * /b\n');
  expect(a.issues).toHaveLength(1);
  expect(b.issues).toEqual([]);
  expect(crontabJob({ ...a, givenName: 'x' }).name).toBe('x');
});
