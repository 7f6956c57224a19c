import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RECORDED_OPERATIONS } from './recordings/operations';

const README = readFileSync(join(__dirname, '../README.md'), 'utf8');

const probeFiles = readdirSync(join(__dirname, 'probes')).filter(
  name => !name.includes('.test.'),
);
const finderFiles = readdirSync(join(__dirname, 'finders')).filter(
  name => !name.includes('.test.'),
);
const approvalFiles = readdirSync(join(__dirname, 'approvals')).filter(
  name =>
    !name.includes('test') &&
    // It names actions of others, and asks nothing.
    name !== 'policyDenies.ts',
);
const sources = [
  ...approvalFiles.map(name => join('approvals', name)),
  ...finderFiles.map(name => join('finders', name)),
  ...probeFiles.map(name => join('probes', name)),
  'cronLogs/CloudWatchCronLogs.ts',
  'historyHeads/S3Heads.ts',
  'crontabs/AwsCrontabSource.ts',
  'inventory/AwsInventorySource.ts',
  'inventory/readEstate.ts',
].map(path => readFileSync(join(__dirname, path), 'utf8'));

it('describes every probe', () => {
  const ids = sources.flatMap(
    source => /readonly id = '([a-z0-9-]+)'/.exec(source)?.[1] ?? [],
  );
  expect(ids.length).toBeGreaterThan(10);
  expect(ids.filter(id => !README.includes(`\`${id}\``))).toEqual([]);
});

it('names every IAM action that a probe asks for', () => {
  const actions = sources.flatMap(
    source => source.match(/'[a-z0-9-]+:[A-Z][A-Za-z]+'/g) ?? [],
  );
  const missing = actions.filter(
    action => !README.includes(`\`${action.slice(1, -1)}\``),
  );
  expect(actions.length).toBeGreaterThan(10);
  expect(missing).toEqual([]);
});

it('says where every recording lies', () => {
  const folders = Object.values(RECORDED_OPERATIONS).map(({ folder }) =>
    folder.join('/'),
  );
  expect(folders.filter(folder => !README.includes(folder))).toEqual([]);
});
