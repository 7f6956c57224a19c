import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, it } from 'node:test';
import { problemsOf, readTaskDefinition } from '../jobs.mjs';

const root = path.join(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'jobs-'));
after(() => rmSync(folder, { recursive: true }));

/** What is found once a file of the repository was changed. */
function changed(file, change) {
  for (const each of ['ecschedule.yaml', 'jobs']) cpSync(path.join(root, each), path.join(folder, each), { recursive: true });
  const at = path.join(folder, file);
  writeFileSync(at, change(readFileSync(at, 'utf8')));
  return problemsOf(folder).join('\n');
}
const [first] = readdirSync(path.join(root, 'jobs'));
const definition = `jobs/${first}/ecs-task-def.json`;

it('finds nothing wrong in this repository', () => {
  assert.deepEqual(problemsOf(root), []);
});

it('reads what ecspresso puts in', () => {
  assert.deepEqual(readTaskDefinition('{"image": "{{ must_env `IMAGE` }}", "a": "{{`$`}}{{`{{`}} b }}"}'), {
    image: 'IMAGE',
    a: '${{ b }}',
  });
});

for (const [what, file, change, problem] of [
  ['a public address', 'ecschedule.yaml', text => text.replaceAll('DISABLED', 'ENABLED'), /no public address/],
  ['a rule without its job', 'ecschedule.yaml', text => text.replace(/taskDefinition: .*/, 'taskDefinition: gone'), /no folder of jobs/],
  ['a wrong expression', 'ecschedule.yaml', text => text.replace(/scheduleExpression: .*/, 'scheduleExpression: cron(0 1 * * * *)'), /day fields/],
  ['a size that Fargate lacks', definition, text => text.replace(/"cpu": "\d+"/, '"cpu": "300"'), /Fargate has no task/],
  ['a long stop', definition, text => text.replace('"stopTimeout": 120', '"stopTimeout": 121'), /at most 120/],
  ['a writable file system', definition, text => text.replace('"readonlyRootFilesystem": true', '"readonlyRootFilesystem": false'), /read-only/],
]) {
  it(`finds ${what}`, () => assert.match(changed(file, change), problem));
}
