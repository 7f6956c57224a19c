import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nextOccurrences, parseCrontab, translate } from '.';

const README = readFileSync(join(__dirname, '../README.md'), 'utf8');

it('shows what its example really answers', () => {
  const text = /parseCrontab\('(.*)\\n'/.exec(README)?.[1];
  const now = new Date(/new Date\('(.*)'\)/.exec(README)![1]);
  const { jobs } = parseCrontab(`${text}\n`, {
    dialect: 'user',
    cron: 'debian',
    timezone: 'Asia/Tokyo',
  });
  const { scheduleSpec } = jobs[0];
  const [runs, schedules] = [
    nextOccurrences(scheduleSpec, 2, now).map(at =>
      at.toISOString().replace('.000Z', 'Z'),
    ),
    translate(scheduleSpec, now).schedules.map(({ expression }) => expression),
  ];
  expect(README).toContain(`now); // ${runs.join(', ')}\n`);
  expect(README).toContain(`schedules; // ${schedules.join(' and ')}\n`);
});
