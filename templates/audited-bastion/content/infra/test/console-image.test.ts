import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { App } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { parse } from 'yaml';
import cdk from '../../cdk.json';
import { type Config, readConfig } from '../config';
import { pinned } from '../console-image';
import { BastionStack } from '../stack';

const REPOSITORY = '111122223333.dkr.ecr.ap-northeast-1.amazonaws.com/news/app';
const BY_TAG: Config = { ...readConfig(), image: `${REPOSITORY}:production` };
const digest = (digit: string) => `sha256:${digit.repeat(64)}`;

function consoleOf(config: Config) {
  const stack = new BastionStack(new App({ context: cdk.context }), config.name, { env: { account: config.account, region: config.region }, config });
  const template = Template.fromStack(stack);
  const [task] = Object.values(template.findResources('AWS::ECS::TaskDefinition'));
  const warnings = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('built on a tag'));
  return { image: JSON.stringify(task.Properties.ContainerDefinitions[0].Image), output: template.findOutputs('ConsoleImage').ConsoleImage.Value, warned: warnings.length > 0 };
}

test('a release whose tag moved gives another console, and the stack says on which image it is built', () => {
  const [before, after] = ['1', '2'].map(digit => consoleOf(pinned(BY_TAG, digest(digit))));
  assert.notEqual(before.image, after.image);
  assert.equal(after.output, `${REPOSITORY}@${digest('2')}`);
  assert.equal(after.warned, false);
});

test('without a digest it is synthesized all the same, and says that it would not follow', () => {
  const { output, warned } = consoleOf(pinned(BY_TAG, undefined));
  assert.equal(output, BY_TAG.image);
  assert.equal(warned, true);
});

test('the digest that config.json names is the one that is deployed', () => {
  const byDigest = { ...BY_TAG, image: `${REPOSITORY}@${digest('1')}` };
  assert.equal(pinned(byDigest, digest('1')).image, byDigest.image);
  assert.throws(() => pinned(byDigest, digest('2')), /the one that infra\/config.json names/);
});

for (const given of ['production', '', 'sha256:1', `${REPOSITORY}@${digest('1')}`, null, 1]) {
  test(`${JSON.stringify(given)} is no digest`, () => assert.throws(() => pinned(BY_TAG, given), /imageDigest must be/));
}

test('the port of a registry is no tag', () => {
  const local = { ...BY_TAG, image: 'registry.example.com:5000/app:production' };
  assert.equal(pinned(local, digest('1')).image, `registry.example.com:5000/app@${digest('1')}`);
});

test('deploy.yml scans the image that it pulls, and deploys with its digest', () => {
  const { jobs } = parse(readFileSync(join(__dirname, '../../.github/workflows/deploy.yml'), 'utf8'));
  const steps: Array<{ id?: string; run?: string; env?: Record<string, string> }> = jobs.deploy.steps;
  const step = steps.find(({ id }) => id === 'image')!;
  const folder = mkdtempSync(join(tmpdir(), 'deploy-'));
  try {
    // As Docker answers: nothing is pulled here.
    writeFileSync(join(folder, 'docker'), `#!/bin/bash\necho "$@" >> ${folder}/calls\n[[ $1 == image ]] && echo ${REPOSITORY}@${digest('3')}\nexit 0\n`);
    chmodSync(join(folder, 'docker'), 0o755);
    const env = { PATH: `${folder}:${process.env.PATH}`, GITHUB_OUTPUT: join(folder, 'output'), IMAGE: BY_TAG.image };
    execFileSync('bash', ['-eo', 'pipefail', '-c', step.run!], { env });
    assert.equal(readFileSync(join(folder, 'output'), 'utf8'), `digest=${digest('3')}\n`);
    assert.match(readFileSync(join(folder, 'calls'), 'utf8'), /^pull --platform linux\/amd64 .*:production\ntag .*:production app:deploy\n/);
  } finally {
    rmSync(folder, { recursive: true });
  }
  const calls = steps.filter(({ run }) => /cdk (?:diff|deploy)/.test(run ?? ''));
  assert.equal(calls.length, 2);
  for (const { run, env } of calls) {
    assert.match(run!, /--context imageDigest="\$DIGEST"$/);
    assert.equal(env!.DIGEST, '${{ steps.image.outputs.digest }}');
  }
});
