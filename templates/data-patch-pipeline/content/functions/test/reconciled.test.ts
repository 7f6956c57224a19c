import assert from 'node:assert/strict';
import { StartBuildCommand, type StartBuildCommandInput } from '@aws-sdk/client-codebuild';
import { afterEach, beforeEach, test } from 'node:test';
import { codeBuildPast } from '../../reconciliation/aws/builds';
import type { Report } from '../../reconciliation/report';
import { reconciliationHandler } from '../../reconciliation/run';
import { PatchWorld, PROJECT } from './patch-world';

// What the functions write is what the reconciliation reads: both are the real ones here.

let world: PatchWorld;
beforeEach(async () => {
  world = await new PatchWorld().start();
});
afterEach(() => world.stop());

async function reconciled(): Promise<Report> {
  // Older than what may still be written.
  world.pass({ minutes: 30 });
  const { approvers, table, outbox, clock, log } = world;
  const report = await reconciliationHandler({
    builds: codeBuildPast(world.codebuild.as('reconciliation'), PROJECT),
    deleted: async () => [],
    roles: async () => [],
    pins: async () => world.pins,
    audit: null,
    approvers, table, outbox, clock, log,
    evidence: world.evidence,
    stackName: PROJECT,
  })();
  await world.settle();
  return report;
}

async function runsOne(mode = 'run'): Promise<void> {
  const run = await world.asks({ mode });
  if (run.needsApproval) await world.approves(run);
  const { body } = await world.starts('tanaka', run.id);
  await world.runs(body.run.started.build);
}

async function startsDirectly(input: Omit<StartBuildCommandInput, 'projectName'>): Promise<string> {
  const { build } = await world.codebuild.as('Admin/mallory').send(new StartBuildCommand({ projectName: PROJECT, ...input }));
  return build!.id!;
}

test('patches that were approved, and a dry run that needs none, are no finding', async () => {
  await reconciled();
  await runsOne();
  await runsOne('dry-run');
  const { unapproved, unknown, changes } = await reconciled();
  assert.deepEqual([unapproved, unknown], [[], []]);
  assert.equal(changes, 1, 'a dry run changes nothing');
});

for (const [what, input] of [
  ['direct StartBuild', {}],
  ['a changed buildspec that leaves the check out', { buildspecOverride: 'version: 0.2\nphases: { build: { commands: [sh evil.sh] } }' }],
  ['environment override', { environmentVariablesOverride: [{ name: 'LD_PRELOAD', value: './evil.so', type: 'PLAINTEXT' }] }],
] as Array<[string, Partial<StartBuildCommandInput>]>) {
  test(`attack: ${what} of an approved commit, whose check did not run, is reported by name`, async () => {
    await reconciled();
    const run = await world.asks();
    await world.approves(run);
    const id = await startsDirectly({ sourceVersion: run.subject.sha, ...input });
    world.codebuild.end(id, 'SUCCEEDED');
    const { unapproved } = await reconciled();
    assert.deepEqual(unapproved.map(each => [each.id, each.by]), [[id, 'Admin/mallory']]);
    assert.ok(world.alerts().some(text => text.includes(id)));
  });
}
