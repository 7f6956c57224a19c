import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from '../config';
import { argv } from '../schedules/job';
import { parseSchedules, readSchedules } from '../schedules/read';

const JOB = `jobs:
  - name: feed-import
    state: DISABLED
    schedules:
      - name: feed-import
        expression: cron(0/5 * * * ? *)
        timezone: Asia/Tokyo
    command: node jobs/hello.mjs
`;

test('schedules.yaml and config.json of this repository are in order', () => {
  assert.ok(readSchedules(readConfig().name).length > 0);
});

test('what a job leaves out has a default', () => {
  const [job] = parseSchedules(JOB, 'news');
  assert.deepEqual([job.timeLimitMinutes, job.lock, job.secrets], [60, true, {}]);
});

const wrong: Array<[string, string, string, RegExp]> = [
  ['a broken expression', 'cron(0/5 * * * ? *)', 'cron(0/5 * * * * *)', /line 6: schedules.0.expression .* exactly one/],
  ['an unknown time zone', 'Asia/Tokyo', 'Asia/Edo', /line 7: schedules.0.timezone/],
  ['an unknown state', 'state: DISABLED', 'state: OFF', /line 3: state/],
  ['a name that AWS refuses', 'name: feed-import\n    state', 'name: Feed Import\n    state', /line 2: name/],
  ['an empty command', 'node jobs/hello.mjs', '""', /line 8: command/],
  ['a misspelt field', 'command:', 'comand:', /line 8: comand is no field/],
  ['text that CloudFormation would replace', 'node jobs/hello.mjs', '"echo {{resolve:ssm:x}}"', /line 8: command holds/],
  ['a command that is too long', 'node jobs/hello.mjs', 'x'.repeat(8200), /line 8: command is too long/],
  ['broken YAML', 'jobs:', 'jobs: [', /line \d+/],
];
for (const [what, before, after, message] of wrong) {
  test(`${what} is refused with its line`, () => {
    assert.throws(() => parseSchedules(JOB.replace(before, after), 'news'), message);
  });
}

test('a credential in the place of a reference is refused and not repeated', () => {
  const text = `${JOB}    secrets: { DB_PASSWORD: hunter2 }\n`;
  assert.throws(
    () => parseSchedules(text, 'news'),
    error => /line 9: secrets.DB_PASSWORD must be the ARN/.test(String(error)) && !String(error).includes('hunter2'),
  );
});

test('two jobs cannot have one name', () => {
  const second = JOB.slice(JOB.indexOf('  - name'));
  assert.throws(() => parseSchedules(JOB + second, 'news'), /line 9: the name feed-import is taken/);
});

test('a command reaches the shell as one argument', () => {
  const [job] = parseSchedules(JOB, 'news');
  const command = `echo "a b" '$x' $(id) \`id\` % 日本語`;
  assert.deepEqual(argv({ ...job, command }), ['/bin/sh', '-c', command]);
});
