import { maskSecrets } from '../workload/maskSecrets';
import { maskedName } from './maskedName';
import { parseCrontab } from './parseCrontab';

it.each([
  ['0 5 * * * /srv/import/run --password hunter2', 'run'],
  ['0 5 * * * API_TOKEN=s3cret /srv/fx.sh', 'fx'],
  ['0 5 * * * curl -u me:hunter2 https://a.example/b', 'curl'],
  ['# daily digest\n0 5 * * * run --token abc', 'daily digest'],
  ['# uses --token abc\n0 5 * * * run', 'uses --token ***MASKED:TOKEN***'],
])('names %j %s', (text, name) => {
  const [job] = parseCrontab(`${text}\n`, { dialect: 'user' }).jobs;
  const shown = maskedName(job, maskSecrets(job.command).text);
  expect(shown.slice(0, name.length)).toBe(name);
  expect(shown).not.toMatch(/hunter2|s3cret|abc/);
});
