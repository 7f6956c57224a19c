import assert from 'node:assert/strict';
import { test } from 'node:test';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { StateMachine } from 'aws-local-stepfunctions';
import { readConfig } from '../config';
import { STOP_TIMEOUT_SECONDS } from '../limits';
import { readSchedules } from '../schedules/read';
import { ScheduledJobsStack } from '../stack';
import { GuardStore } from './guard-store';

const config = readConfig();
const [first] = readSchedules(config.name);
const job = { ...first, lock: true, timeLimitMinutes: 60 };
const definition = definitionOf();
const NOW = Date.parse('2026-03-01T04:15:00Z');
const TICK = '2026-03-01T04:15:00Z';

function definitionOf() {
  const env = { account: config.account, region: config.region };
  const stack = new ScheduledJobsStack(new App(), config.name, { env, config, jobs: [job] });
  const [machine] = Object.values(Template.fromStack(stack).findResources('AWS::StepFunctions::StateMachine'));
  const parts: unknown[] = machine.Properties.DefinitionString['Fn::Join'][1];
  return JSON.parse(parts.map(part => (typeof part === 'string' ? part : 'reference')).join(''));
}

// The library's own type of what goes in and out of a state is not exported.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Json = any;

class TaskError extends Error {
  constructor(readonly name: string, cause: object | string = '') {
    super(typeof cause === 'string' ? cause : JSON.stringify(cause));
  }
}
const neverStarted = () =>
  new TaskError('States.TaskFailed', {
    StopCode: 'TaskFailedToStart',
    StoppedReason: 'Timeout waiting for network interface provisioning to complete.',
  });
const exitedWithOne = () =>
  new TaskError('States.TaskFailed', { StopCode: 'EssentialContainerExited', Containers: [{ ExitCode: 1 }] });

/** Runs the state machine once, with one answer of RunTask after the other. */
async function run(options: {
  store: GuardStore;
  execution?: string;
  tick?: string;
  now?: number;
  tasks?: Array<Error | 'ok'>;
  release?: () => Json;
}) {
  const { store, execution = 'run-1', tick = TICK, now = NOW, release } = options;
  const tasks = [...(options.tasks ?? ['ok' as const])];
  let started = 0;
  const put = (state: string) => (input: Json) => store.put(definition.States[state].Arguments, input, execution, now);
  const giveBack = release ?? ((parameters: Json) => store.delete(parameters));
  const machine = new StateMachine(definition, { validationOptions: { noValidate: true } });
  const { result } = machine.run(
    { job: job.name, scheduledTime: tick },
    {
      context: { Execution: { Id: execution } },
      overrides: {
        taskResourceLocalHandlers: {
          RecordTick: put('RecordTick'),
          TakeLease: put('TakeLease'),
          RunJob: () => {
            started += 1;
            const answer = tasks.shift() ?? 'ok';
            if (answer !== 'ok') throw answer;
            return {};
          },
          ReleaseAfterSuccess: giveBack,
          ReleaseAfterFailure: giveBack,
        },
        waitTimeOverrides: { WaitBeforeStart: 0, WaitForStop: 0 },
        retryIntervalOverrides: { RunJob: 0, RecordTick: 0, TakeLease: 0, ReleaseAfterSuccess: 0, ReleaseAfterFailure: 0 },
      },
    },
  );
  const outcome = await result.then(
    output => ({ output, error: null }),
    error => ({ output: null, error: error as Error }),
  );
  return { ...outcome, started, leased: store.records.has(`lease#${job.name}`) };
}

test('a run succeeds and gives its lease back', async () => {
  const { output, started, leased } = await run({ store: new GuardStore() });
  assert.deepEqual([output, started, leased], [{ outcome: 'succeeded' }, 1, false]);
});

test('a second delivery of a tick does not run, while the first runs or after it', async () => {
  const store = new GuardStore();
  await run({ store });
  for (const execution of ['run-2', 'run-3']) {
    const { output, started } = await run({ store, execution });
    assert.deepEqual([output, started], [{ outcome: 'skipped-duplicate' }, 0]);
  }
});

test('the next tick does not start while a run holds the lease', async () => {
  const store = new GuardStore();
  store.records.set(`lease#${job.name}`, { owner: 'run-0', expiresAt: NOW / 1000 + 60 });
  const { error, started, leased } = await run({ store });
  assert.match(String(error), /still holds the lease/);
  assert.deepEqual([started, leased], [0, true]);
});

test('a lease that a crash left behind expires, after more than the time limit', async () => {
  const store = new GuardStore();
  await run({ store, release: () => { throw new TaskError('DynamoDB.ResourceNotFoundException'); } });
  const { expiresAt } = store.records.get(`lease#${job.name}`)!;
  assert.ok(expiresAt - NOW / 1000 > job.timeLimitMinutes * 60 + 120);
  const later = await run({ store, execution: 'run-2', tick: '2026-03-01T06:15:00Z', now: NOW + 7_200_000 });
  assert.deepEqual([later.output, later.leased], [{ outcome: 'succeeded' }, false]);
});

test('a start that was refused is tried again', async () => {
  const refused = () => new TaskError('ECS.ThrottlingException', 'Rate exceeded');
  const { output, started } = await run({ store: new GuardStore(), tasks: [refused(), refused(), 'ok'] });
  assert.deepEqual([output, started], [{ outcome: 'succeeded' }, 3]);
});

test('a task that was accepted and never started is started again', async () => {
  const { output, started } = await run({ store: new GuardStore(), tasks: [neverStarted(), 'ok'] });
  assert.deepEqual([output, started], [{ outcome: 'succeeded' }, 2]);
});

test('it is not started again for ever', async () => {
  const { error, started, leased } = await run({ store: new GuardStore(), tasks: Array.from({ length: 9 }, neverStarted) });
  assert.ok(error);
  assert.deepEqual([started, leased], [5, false]);
});

test('an image that does not exist is not waited for', async () => {
  const missing = new TaskError('States.TaskFailed', {
    StopCode: 'TaskFailedToStart',
    StoppedReason: 'CannotPullContainerError: not found',
  });
  const { error, started } = await run({ store: new GuardStore(), tasks: [missing] });
  assert.ok(error);
  assert.equal(started, 1);
});

test('a program that failed is not run again, and the lease is given back', async () => {
  const { error, started, leased } = await run({ store: new GuardStore(), tasks: [exitedWithOne()] });
  assert.match(String(error), /States.TaskFailed.*EssentialContainerExited/);
  assert.deepEqual([started, leased], [1, false]);
});

test('a run over the time limit ends as failed, and the lease is given back', async () => {
  const { error, leased } = await run({ store: new GuardStore(), tasks: [new TaskError('States.Timeout')] });
  assert.match(String(error), /States.Timeout/);
  assert.equal(leased, false);
});

test('the lease outlives a run over the time limit until its task has stopped', () => {
  const { Catch } = definition.States.RunJob;
  const { Next } = Catch.find(({ ErrorEquals }: Json) => ErrorEquals.includes('States.Timeout'));
  const wait = definition.States[Next];
  assert.equal(wait.Type, 'Wait');
  assert.ok(wait.Seconds > STOP_TIMEOUT_SECONDS);
  assert.equal(wait.Next, 'ReleaseAfterFailure');
});

test('a release that fails does not turn a good run into a bad one', async () => {
  const release = () => { throw new TaskError('DynamoDB.ResourceNotFoundException'); };
  const { output } = await run({ store: new GuardStore(), release });
  assert.deepEqual(output, { outcome: 'succeeded' });
});
