import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { CodeBuildClient } from '@aws-sdk/client-codebuild';
import { afterEach, beforeEach, test } from 'node:test';
import { canaryHandler } from '../../people/watch/canary';
import { startFakeAws } from '../../runner/test/fake-aws';
import { AnotherRuns } from '../../runs/builds';
import { codeBuild } from '../aws/builds';
import { PIECE_BYTES, s3Pieces } from '../aws/pieces';
import { canarySender, PATHS } from '../canary';
import { type CustomResourceEvent, pinsHandler } from '../pins';
import { PatchWorld, PROJECT } from './patch-world';

let world: PatchWorld;
beforeEach(async () => {
  world = await new PatchWorld().start();
});
afterEach(() => world.stop());

/** A client that answers in turn, and remembers what it was asked. */
function client(...answers: unknown[]) {
  const asked: any[] = [];
  const send = async ({ constructor: { name }, input }: { constructor: { name: string }; input: object }) => {
    asked.push({ name, ...input });
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { asked, client: { send } as any };
}
const named = (name: string) => Object.assign(new Error(name), { name });

test('a start names project, commit and token; a project that is busy is no failure of ours', async () => {
  const { asked, client: given } = client({ build: { id: 'shop:1' } }, named('AccountLimitExceededException'), named('AccessDeniedException'));
  const builds = codeBuild(given, PROJECT);
  assert.equal(await builds.start('a'.repeat(40), 'token'), 'shop:1');
  assert.deepEqual(asked[0], { name: 'StartBuildCommand', projectName: PROJECT, sourceVersion: 'a'.repeat(40), idempotencyToken: 'token' });
  await assert.rejects(builds.start('a'.repeat(40), 'token'), AnotherRuns);
  await assert.rejects(builds.start('a'.repeat(40), 'token'), /AccessDenied/);
});

test('on the wire a start is JSON with three fields, times are dates, and refusals keep their names', async () => {
  const aws = await startFakeAws();
  const wire = new CodeBuildClient({ region: 'ap-northeast-1', endpoint: aws.url, credentials: { accessKeyId: 'test', secretAccessKey: 'test' }, maxAttempts: 1 });
  const bodies: object[] = [];
  try {
    const builds = codeBuild(wire, PROJECT);
    aws.answers.StartBuild = input => bodies.push(input) && { build: { id: `${PROJECT}:1` } };
    aws.answers.BatchGetBuilds = () => ({ builds: [{ id: `${PROJECT}:1`, buildComplete: true, buildStatus: 'SUCCEEDED', startTime: 1_795_402_800, endTime: 1_795_402_860.5 }] });
    aws.answers.ListBuildsForProject = () => ({ ids: Array.from({ length: 120 }, (_, index) => `${PROJECT}:${index}`) });
    assert.equal(await builds.start('a'.repeat(40), 'token'), `${PROJECT}:1`);
    assert.deepEqual(bodies, [{ projectName: PROJECT, sourceVersion: 'a'.repeat(40), idempotencyToken: 'token' }]);
    const [build] = await builds.get([`${PROJECT}:1`]);
    assert.equal(build.endTime!.getTime() - build.startTime!.getTime(), 60_500);
    assert.equal((await builds.recent()).length, 100, 'as many as can be asked for at once');
    aws.answers.StartBuild = () => ({ __type: 'AccountLimitExceededException', message: 'Cannot have more than 1 builds' });
    aws.status = 400;
    await assert.rejects(builds.start('a'.repeat(40), 'token'), AnotherRuns);
  } finally {
    await aws.stop();
  }
});

test('a log comes in pieces, as S3 counts them', async () => {
  const body = (text: string) => ({ transformToByteArray: async () => Buffer.from(text) });
  const { asked, client: given } = client({ Body: body('abc'), ContentRange: 'bytes 0-2/5' }, { Body: body('de'), ContentRange: 'bytes 3-4/5' }, named('NoSuchKey'), named('InvalidRange'));
  const piece = s3Pieces(given, 'evidence');
  assert.equal((await piece('k', 0))!.next, 3);
  assert.equal((await piece('k', 3))!.next, null);
  assert.equal(asked[1].Range, `bytes=3-${3 + PIECE_BYTES - 1}`);
  assert.equal(await piece('k', 0), undefined);
  assert.deepEqual(await piece('k', 0), { content: new Uint8Array(), next: null });
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html */
const deployment = (RequestType: CustomResourceEvent['RequestType'], Pins?: string): CustomResourceEvent => ({
  RequestType, ResponseURL: 'https://cloudformation.example/answer', StackId: 's', RequestId: 'r', LogicalResourceId: 'l', ResourceProperties: { Pins },
});

test('a deployment writes its pins with a checksum; a deletion leaves them; a failure is answered', async () => {
  const puts: any[] = [];
  const answers: any[] = [];
  const handler = pinsHandler({ bucket: 'evidence', key: 'pins/pins.json', put: async input => void puts.push(input), respond: async (_url, body) => void answers.push(JSON.parse(body)) });
  await handler(deployment('Create', JSON.stringify({ project: 'shop' })));
  assert.equal(puts[0].ChecksumSHA256, createHash('sha256').update(puts[0].Body).digest('base64'));
  assert.deepEqual(JSON.parse(puts[0].Body), { project: 'shop' });
  assert.deepEqual(answers[0], { StackId: 's', RequestId: 'r', LogicalResourceId: 'l', PhysicalResourceId: 'pins/pins.json', Status: 'SUCCESS' });
  await handler(deployment('Delete'));
  assert.equal(puts.length, 1);
  await handler(deployment('Update', 'no JSON'));
  assert.equal(answers[2].Status, 'FAILED');
  assert.match(answers[2].Reason, /JSON/);
});

test('a test event that comes out of the rule is counted; one that does not is told', async () => {
  const inTransit: any[] = [];
  const send = canarySender({ stackName: PROJECT, project: PROJECT, putEvent: async ({ Entries }) => {
    for (const { Source, DetailType, Detail } of Entries!) inTransit.push({ source: Source, 'detail-type': DetailType, detail: JSON.parse(Detail!) });
    return { FailedEntryCount: 0, Entries: [], $metadata: {} };
  } });
  const missing: string[] = [];
  const handler = canaryHandler({ paths: PATHS, send, arrived: world.claims(60), tellMissing: async path => void missing.push(path), clock: world.clock, log: world.log });
  await handler({ canary: 'send' });
  for (const event of inTransit.splice(0)) await world.handleBuilds(event);
  world.pass({ minutes: 15 });
  await handler({ canary: 'check' });
  assert.deepEqual(missing, []);
  assert.ok(world.logged.some(({ event, CanaryArrived }) => event === 'canary-arrived' && CanaryArrived === 1));
  world.pass({ hours: 12 });
  await handler({ canary: 'send' });
  world.pass({ minutes: 15 });
  await handler({ canary: 'check' });
  assert.deepEqual(missing, ['builds']);
});

test('an event that EventBridge refused is a failure, though it answered', async () => {
  const sender = canarySender({ stackName: PROJECT, project: PROJECT, putEvent: async () => ({ FailedEntryCount: 1, Entries: [{ ErrorCode: 'InternalFailure' }], $metadata: {} }) });
  await assert.rejects(sender('builds', 'id'), /InternalFailure/);
});
