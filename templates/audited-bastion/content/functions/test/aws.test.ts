import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { test } from 'node:test';
import { canaryArrived, canaryHandler, canaryId } from '../../people/watch/canary';
import { newSession } from '../../session/session';
import { canarySender } from '../aws/canary';
import { sessionLimits } from '../aws/limits';
import { recordReader, streamOf, taskOfStream } from '../aws/records';
import { ecsSeats, seatOfGroup } from '../aws/seats';
import { loginsSince } from '../aws/trail';
import { CANARY, PATHS } from '../canary';
import { CANARY_STREAM, commandsHandler } from '../commands';
import { loginHandler, readLogin } from '../login';
import { BastionWorld } from './bastion-world';
import { executeCommand, subscription, who } from './events';

const NOW = new Date('2026-11-22T03:00:20Z');

/** A client that answers by the name of the command, and keeps what it was asked. */
function client(answers: Record<string, (input: any) => unknown>) {
  const calls: Array<[string, any]> = [];
  const send = async ({ constructor: { name }, input }: any) => {
    calls.push([name.replace(/Command$/, ''), input]);
    return answers[name.replace(/Command$/, '')]?.(input) ?? {};
  };
  return { calls, send: send as never };
}

function refusal(name: string): never {
  throw Object.assign(new Error(name), { name });
}

test('a seat is set to none before its task is stopped, or ECS would start another one', async () => {
  const ecs = client({ ListTasks: () => ({ taskArns: ['arn:task/1'] }) });
  await ecsSeats(ecs, 'bastion').stop(2);
  assert.deepEqual(ecs.calls.map(([name, { desiredCount, service, serviceName, task }]) => [name, desiredCount ?? task, service ?? serviceName]), [
    ['UpdateService', 0, 'console-2'], ['ListTasks', undefined, 'console-2'], ['StopTask', 'arn:task/1', undefined],
  ]);
});

for (const [group, seat] of [['service:console-1', 1], ['service:console-12', 12], ['service:shop', null], ['family:console-1', null], ['', null]] as const) {
  test(`the group "${group}" is seat ${seat}`, () => assert.equal(seatOfGroup(group), seat));
}

test('ECS is not asked for the seat of what is no task of its: it would refuse, and the event with it', async () => {
  const ecs = client({ DescribeTasks: () => ({ tasks: [{ group: 'service:console-3' }] }) });
  const seats = ecsSeats(ecs, 'bastion');
  for (const none of ['', CANARY_STREAM, 'ffff', 'arn:aws:ecs:x:1:task/bastion/../x']) assert.equal(await seats.seatOf(none), null, none);
  assert.deepEqual(ecs.calls, []);
  const id = '0123456789abcdef0123456789abcdef';
  for (const task of [id, `arn:aws:ecs:ap-northeast-1:111122223333:task/bastion/${id}`, '01234567-89ab-cdef-0123-456789abcdef']) assert.equal(await seats.seatOf(task), 3, task);
});

test('the limit is a whole minute after the time is over, and set twice it is one', async () => {
  const scheduler = client({});
  const session = newSession({ id: 'session-1', seat: 1, reason: 'Look', minutes: 30, operator: {}, carriedBy: null }, NOW);
  const limit = sessionLimits(scheduler, { group: 'g', functionArn: 'f', roleArn: 'r' });
  await limit(session);
  const [[, input]] = scheduler.calls;
  assert.equal(input.ScheduleExpression, 'at(2026-11-22T03:31:00)');
  assert.equal(input.ActionAfterCompletion, 'DELETE');
  assert.deepEqual(JSON.parse(input.Target.Input), { limitOf: 'session-1' });
  await sessionLimits(client({ CreateSchedule: () => refusal('ConflictException') }), { group: 'g', functionArn: 'f', roleArn: 'r' })(session);
  await assert.rejects(sessionLimits(client({ CreateSchedule: () => refusal('ThrottlingException') }), { group: 'g', functionArn: 'f', roleArn: 'r' })(session));
});

test('the log of a task is read to its end, and one that never wrote has none', async () => {
  const logs = client({ FilterLogEvents: ({ nextToken }) => (nextToken ? { events: [{ message: 'b' }] } : { events: [{ message: 'a' }], nextToken: '2' }) });
  const reader = recordReader({ logs, s3: client({}), logGroup: 'g', bucket: 'b' });
  assert.deepEqual(await reader.hookLines('t', NOW), { lines: ['a', 'b'], isCut: false });
  const none = recordReader({ logs: client({ FilterLogEvents: () => refusal('ResourceNotFoundException') }), s3: client({}), logGroup: 'g', bucket: 'b' });
  assert.deepEqual(await none.hookLines('t', NOW), { lines: [], isCut: false });
});

test('a log or a transcript without an end is read as far as the function can hold it, and said to be cut', async () => {
  const megabyte = 'x'.repeat(1_000_000);
  const endless = client({ FilterLogEvents: () => ({ events: [{ message: megabyte }], nextToken: 'more' }) });
  const { lines, isCut } = await recordReader({ logs: endless, s3: client({}), logGroup: 'g', bucket: 'b' }).hookLines('t', NOW);
  assert.deepEqual([lines.length, isCut], [10, true]);
  const empty = client({ FilterLogEvents: () => ({ events: [], nextToken: 'more' }) });
  assert.deepEqual(await recordReader({ logs: empty, s3: client({}), logGroup: 'g', bucket: 'b' }).hookLines('t', NOW), { lines: [], isCut: true });

  const s3 = client({ ListObjectVersions: () => ({ Versions: [{ Key: 'exec/e-1.log', VersionId: 'v1', Size: 3e9 }] }), GetObject: ({ Range }) => ({ Body: { transformToString: async () => `text of ${Range}` } }) });
  const found = await recordReader({ logs: client({}), s3, logGroup: 'g', bucket: 'b' }).transcript('e-1');
  assert.deepEqual(found, { text: 'text of bytes=0-9999999', versions: 1, isCut: true });
});

test('a transcript is the newest version, and how many there are is told', async () => {
  const Versions = [{ Key: 'exec/e-1.log', VersionId: 'v2' }, { Key: 'exec/e-1.log', VersionId: 'v1' }, { Key: 'exec/e-1.log.other', VersionId: 'x' }];
  const s3 = client({ ListObjectVersions: () => ({ Versions }), GetObject: ({ VersionId }) => ({ Body: { transformToString: async () => `text of ${VersionId}` } }) });
  const reader = recordReader({ logs: client({}), s3, logGroup: 'g', bucket: 'b' });
  assert.deepEqual(await reader.transcript('e-1'), { text: 'text of v2', versions: 2, isCut: false });
  assert.equal(await recordReader({ logs: client({}), s3: client({}), logGroup: 'g', bucket: 'b' }).transcript('e-1'), null);
});

test('a task and its log stream name each other', () => {
  assert.equal(taskOfStream(streamOf('0123abcd')), '0123abcd');
  assert.equal(taskOfStream('other/console/0123'), null);
});

test('logins are read from all pages of the trail, and those of other clusters left out', async () => {
  const of = (cluster: string, id: string) => ({ CloudTrailEvent: JSON.stringify(executeCommand({ task: 't', by: who('tanaka'), at: NOW, cluster, id }).detail) });
  const trail = client({ LookupEvents: ({ NextToken }) => (NextToken ? { Events: [of('bastion', 'e-2')] } : { Events: [of('bastion', 'e-1'), of('shop', 'e-9')], NextToken: '2' }) });
  assert.deepEqual((await loginsSince(trail, 'bastion')(NOW)).map(({ id }) => id), ['e-1', 'e-2']);
});

test('a login that AWS refused is none', () => {
  const { detail } = executeCommand({ task: 't', by: who('tanaka'), at: NOW });
  assert.equal(readLogin({ ...detail, errorCode: 'AccessDenied', responseElements: null }, 'bastion'), null);
});

test('what is asked with a short name is a login of the cluster, too', () => {
  const { detail } = executeCommand({ task: 't', by: who('tanaka'), at: NOW });
  assert.equal(readLogin({ ...detail, responseElements: null }, 'arn:aws:ecs:x:1:cluster/bastion')?.execId, null);
});

test('CloudWatch’s question whether anybody is there is no command', async () => {
  const data = gzipSync(JSON.stringify({ messageType: 'CONTROL_MESSAGE', logEvents: [{ id: '', timestamp: 0, message: 'CWL CONTROL MESSAGE: Checking health of destination Firehose.' }] })).toString('base64');
  await commandsHandler({ received: async () => assert.fail(), canary: async () => assert.fail() })({ awslogs: { data } });
});

test('a stream of no task is refused, and so kept as a lost event', async () => {
  await assert.rejects(commandsHandler({ received: async () => {}, canary: async () => {} })(subscription('app/web/1', ['x'], NOW)), /of no task/);
});

test('a test event goes in on both ways and comes out, and is missed where it does not', async () => {
  const world = await new BastionWorld().start();
  try {
    const missing: string[] = [];
    const inTransit: Array<() => Promise<void>> = [];
    const send = canarySender({
      stackName: 'bastion', logGroup: '/bastion/console', clock: world.clock,
      createStream: async () => refusal('ResourceAlreadyExistsException'),
      putLog: async ({ logEvents }) => void inTransit.push(() => commandsHandler({ received: (task, events) => world.watch.received(task, events), canary: world.canary })(subscription(CANARY_STREAM, logEvents!.map(({ message }) => message!), world.now))),
      putEvent: async ({ Entries }) => {
        const [{ Source, Detail }] = Entries!;
        inTransit.push(() => loginHandler({ cluster: 'bastion', login: async () => assert.fail('no login'), canary: world.canary })({ source: Source!, 'detail-type': '', detail: JSON.parse(Detail!) }));
        return { $metadata: {}, FailedEntryCount: 0 };
      },
    });
    const handler = canaryHandler({ paths: PATHS, send, arrived: world.claims(60), tellMissing: async path => void missing.push(path), clock: world.clock, log: world.log });
    await handler({ canary: 'send' });
    for (const arrive of inTransit) await arrive();
    world.pass({ minutes: 15 });
    await handler({ canary: 'check' });
    assert.deepEqual(missing, []);
    assert.equal(world.logged.filter(({ event, CanaryArrived }) => event === 'canary-arrived' && CanaryArrived === 1).length, 2);
    assert.ok(!world.logged.some(({ event }) => event === 'canary-missing'));

    world.pass({ hours: 12 });
    inTransit.length = 0;
    await handler({ canary: 'send' });
    await inTransit[0]();
    world.pass({ minutes: 15 });
    await handler({ canary: 'check' });
    assert.deepEqual(missing, ['commands']);
  } finally {
    await world.stop();
  }
});

test('an event that EventBridge did not take is told: it does not throw by itself', async () => {
  const sender = canarySender({
    stackName: 'b', logGroup: 'g', clock: () => NOW, createStream: async () => {}, putLog: async () => {},
    putEvent: async () => ({ $metadata: {}, FailedEntryCount: 1, Entries: [{ ErrorCode: 'InternalFailure' }] }),
  });
  await assert.rejects(sender('login', canaryId(NOW, 'login')), /InternalFailure/);
});

test('a test event that comes twice is one', async () => {
  const world = await new BastionWorld().start();
  const arrived = canaryArrived({ ...CANARY, stack: 'bastion', arrived: world.claims(60), clock: world.clock, log: world.log });
  await arrived('2026-11-22T03-login');
  await arrived('2026-11-22T03-login');
  await arrived('of-nobody');
  await world.stop();
});
