import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GuardStore } from './guard-store';
import {
  exitedWithOne,
  interrupted,
  jobWith,
  machineOf,
  neverStarted,
  NOW,
  run as runMachine,
  type RunOptions,
  TaskError,
} from './run-machine';

const job = jobWith();
const definition = machineOf(job);
const LEASE = `lease#${job.name}`;
const run = (options: Partial<RunOptions> & { store: GuardStore }) => runMachine({ definition, ...options });
const SUCCEEDED = { outcome: 'succeeded' };
const noTable = () => {
  throw new TaskError('DynamoDB.ResourceNotFoundException');
};

test('a run succeeds and gives its lease back', async () => {
  const { output, started, leases } = await run({ store: new GuardStore() });
  assert.deepEqual([output, started, leases], [SUCCEEDED, 1, []]);
});

test('a second delivery of a tick does not run, while the first runs', async () => {
  const store = new GuardStore();
  const second: Array<Awaited<ReturnType<typeof run>>> = [];
  const first = await run({
    store,
    // While the first one is at work.
    watch: async () => second.push(await run({ store, execution: 'run-2' })),
  });
  const [{ output, started }] = second;
  assert.deepEqual([first.output, output, started], [SUCCEEDED, { outcome: 'skipped-duplicate' }, 0]);
});

test('nor long after it', async () => {
  const store = new GuardStore();
  await run({ store });
  const { output, started } = await run({ store, execution: 'run-2', now: NOW + 86_400_000 });
  assert.deepEqual([output, started], [{ outcome: 'skipped-duplicate' }, 0]);
});

test('the record of a tick is kept for longer than Scheduler delivers', async () => {
  const store = new GuardStore();
  await run({ store });
  const [record] = [...store.records].filter(([id]) => id.startsWith('tick#')).map(([, value]) => value);
  assert.ok(record.expiresAt - NOW / 1000 > 86_400);
});

test('the next tick does not start while a run holds the lease', async () => {
  const store = new GuardStore();
  store.records.set(LEASE, { owner: 'run-0', expiresAt: NOW / 1000 + 60 });
  const { error, started, leases } = await run({ store });
  assert.match(String(error), /still holds the lease/);
  assert.deepEqual([started, leases], [0, [LEASE]]);
});

test('a lease that a crash left behind expires, after more than the time limit', async () => {
  const store = new GuardStore();
  await run({ store, release: noTable });
  const { expiresAt } = store.records.get(LEASE)!;
  assert.ok(expiresAt - NOW / 1000 > job.timeLimitMinutes * 60 + job.stopTimeoutSeconds);
  const tooEarly = await run({ store, execution: 'run-2', tick: '2026-03-01T05:15:00Z', now: NOW + 3_600_000 });
  assert.match(String(tooEarly.error), /still holds the lease/);
  const later = await run({ store, execution: 'run-3', tick: '2026-03-01T06:15:00Z', now: NOW + 7_200_000 });
  assert.deepEqual([later.output, later.leases], [SUCCEEDED, []]);
});

test('a start that was refused is tried again', async () => {
  const refused = () => new TaskError('ECS.ThrottlingException', 'Rate exceeded');
  const { output, started } = await run({ store: new GuardStore(), tasks: [refused(), refused()] });
  assert.deepEqual([output, started], [SUCCEEDED, 3]);
});

test('a task that was accepted and never started is started again', async () => {
  const { output, started, leases } = await run({ store: new GuardStore(), tasks: [neverStarted()] });
  assert.deepEqual([output, started, leases], [SUCCEEDED, 2, []]);
});

test('it is not started again for ever', async () => {
  const tasks = Array.from({ length: 9 }, () => neverStarted());
  const { error, started, leases } = await run({ store: new GuardStore(), tasks });
  assert.ok(error);
  assert.deepEqual([started, leases], [5, []]);
});

test('each wait before another start is longer than the last could be, and drawn at random', () => {
  const { 'seconds.$': seconds } = definition.States.CountStart.Parameters.starts;
  assert.equal(seconds, 'States.MathRandom(1, States.ArrayGetItem(States.Array(61, 121, 241, 481), $.starts.count))');
  assert.equal(definition.States.WaitBeforeStart.SecondsPath, '$.starts.seconds');
});

test('every retry backs off with full jitter', () => {
  for (const [name, { Retry = [] }] of Object.entries<{ Retry?: Array<Record<string, unknown>> }>(definition.States)) {
    for (const retry of Retry) {
      assert.equal(retry.JitterStrategy, 'FULL', name);
      assert.ok(Number(retry.BackoffRate) > 1, name);
    }
  }
});

test('an image that does not exist is not waited for', async () => {
  const { error, started } = await run({ store: new GuardStore(), tasks: [neverStarted('CannotPullContainerError: not found')] });
  assert.ok(error);
  assert.equal(started, 1);
});

test('a program that failed is not run again, and the lease is given back', async () => {
  const { error, started, leases } = await run({ store: new GuardStore(), tasks: [exitedWithOne()] });
  assert.match(String(error), /States.TaskFailed.*EssentialContainerExited/);
  assert.deepEqual([started, leases], [1, []]);
});

test('a run over the time limit ends as failed, and the lease is given back', async () => {
  const { error, leases } = await run({ store: new GuardStore(), tasks: [new TaskError('States.Timeout')] });
  assert.match(String(error), /States.Timeout/);
  assert.deepEqual(leases, []);
});

test('the lease outlives a run over the time limit until its task has stopped', () => {
  const { Catch } = definition.States.RunJob;
  const { Next } = Catch.find(({ ErrorEquals }: { ErrorEquals: string[] }) => ErrorEquals.includes('States.Timeout'));
  const wait = definition.States[Next];
  assert.equal(wait.Type, 'Wait');
  assert.ok(wait.Seconds > job.stopTimeoutSeconds);
  assert.equal(wait.Next, 'ReleaseAfterFailure');
});

test('a release that fails does not turn a good run into a bad one', async () => {
  const { output } = await run({ store: new GuardStore(), release: noTable });
  assert.deepEqual(output, SUCCEEDED);
});

test('whatever RunTask answers, the lease is given back', async () => {
  for (const name of ['ECS.InvalidParameterException', 'ECS.AccessDeniedException', 'States.Permissions']) {
    const { error, leases } = await run({ store: new GuardStore(), tasks: [new TaskError(name, 'no')] });
    assert.ok(error, name);
    assert.deepEqual(leases, [], name);
  }
});

test('a lease that cannot be written is a failed run, which is told', async () => {
  const store = new GuardStore();
  const put = store.put.bind(store);
  store.put = async (template, input, ...rest) => {
    if (JSON.stringify(template).includes('lease#')) noTable();
    return put(template, input, ...rest);
  };
  const { error, started } = await run({ store });
  assert.match(String(error), /ResourceNotFoundException/);
  assert.equal(started, 0);
});

// --- The second look

test('a task that the list still shows for a while does not stop the run', async () => {
  const { output, started, looked } = await run({ store: new GuardStore(), looks: [1, 1] });
  assert.deepEqual([output, started, looked], [SUCCEEDED, 1, 3]);
});

test('a task that goes on without a lease keeps the tick from running, and the lease is given back', async () => {
  const { error, started, looked, leases } = await run({ store: new GuardStore(), looks: [1, 1, 1, 1, 1] });
  assert.match(String(error), /TaskStillRunning/);
  assert.deepEqual([started, looked, leases], [0, 4, []]);
});

test('a look that fails is no reason to leave a tick out', async () => {
  const { output } = await run({ store: new GuardStore(), looks: [new TaskError('Ecs.ThrottlingException')] });
  assert.deepEqual(output, SUCCEEDED);
});

// --- Spot

const onSpot = machineOf(jobWith({ capacity: 'FARGATE_SPOT' }));
const twice = machineOf(jobWith({ capacity: 'FARGATE_SPOT', rerunInterrupted: true }));
const noCapacity = () =>
  new TaskError('ECS.AmazonECSException', 'Capacity is unavailable at this time. Please try again later');

test('a job on Spot names Spot alone: it cannot fall back', () => {
  const { Parameters } = onSpot.States.RunJob;
  assert.deepEqual(Parameters.CapacityProviderStrategy, [{ CapacityProvider: 'FARGATE_SPOT', Weight: 1 }]);
  assert.equal(Parameters.LaunchType, undefined);
  assert.equal(definition.States.RunJob.Parameters.LaunchType, 'FARGATE');
});

test('where Spot has no capacity it is waited for, and then the run fails', async () => {
  const store = new GuardStore();
  // Six tries of the retry are one start.
  const soon = await run({ definition: onSpot, store, tasks: Array.from({ length: 6 }, noCapacity) });
  assert.deepEqual([soon.output, soon.started], [SUCCEEDED, 7]);
  const never = await run({
    definition: onSpot,
    store,
    execution: 'run-2',
    tick: '2026-03-02T04:15:00Z',
    tasks: Array.from({ length: 99 }, noCapacity),
  });
  assert.match(String(never.error), /Capacity is unavailable/);
  assert.deepEqual([never.started, never.leases], [30, []]);
});

test('a run that Spot interrupts fails', async () => {
  const { error, started, leases } = await run({ definition: onSpot, store: new GuardStore(), tasks: [interrupted()] });
  assert.match(String(error), /SpotInterruption/);
  assert.deepEqual([started, leases], [1, []]);
});

test('unless the job says that it may run twice', async () => {
  const { output, started } = await run({ definition: twice, store: new GuardStore(), tasks: [interrupted(), interrupted()] });
  assert.deepEqual([output, started], [SUCCEEDED, 3]);
  const failed = await run({ definition: twice, store: new GuardStore(), tasks: [exitedWithOne()] });
  assert.deepEqual([failed.started, Boolean(failed.error)], [1, true]);
});

// --- Locks

test('jobs of one lock group never run at the same time', async () => {
  const store = new GuardStore();
  const grouped = machineOf(jobWith({ lockGroup: 'shared-files' }));
  const other = machineOf(jobWith({ name: 'another-job', lockGroup: 'shared-files' }));
  const inside: Array<Awaited<ReturnType<typeof run>>> = [];
  await run({
    definition: grouped,
    store,
    watch: async () => inside.push(await run({ definition: other, store, execution: 'run-2' })),
  });
  const [{ error, started }] = inside;
  assert.match(String(error), /still holds the lease/);
  assert.equal(started, 0);
});

test('a tick may wait for the lock, and is left out when it waited in vain', async () => {
  const waiting = machineOf(jobWith({ lockWaitMinutes: 3 }));
  const store = new GuardStore();
  store.records.set(LEASE, { owner: 'run-0', expiresAt: NOW / 1000 + 6000 });
  const inVain = await run({ definition: waiting, store });
  assert.match(String(inVain.error), /still holds the lease/);
  assert.equal(waiting.States.WaitForLock.Seconds, 60);

  let takes = 0;
  const put = store.put.bind(store);
  store.put = async (...args) => {
    takes += 1;
    // The other run ends while this one waits.
    if (takes === 3) store.records.delete(LEASE);
    return put(...args);
  };
  const { output } = await run({ definition: waiting, store, execution: 'run-2', tick: '2026-03-02T04:15:00Z' });
  assert.deepEqual(output, SUCCEEDED);
});

test('a job without a lock runs beside itself', async () => {
  const store = new GuardStore();
  store.records.set(LEASE, { owner: 'run-0', expiresAt: NOW / 1000 + 60 });
  const { output, looked } = await run({ definition: machineOf(jobWith({ lock: false })), store });
  assert.deepEqual([output, looked], [SUCCEEDED, 0]);
});

// --- Watches

test('each run is watched, under a name that a second start of the watch shares', async () => {
  const { watched } = await run({ store: new GuardStore() });
  const again = await run({ store: new GuardStore() });
  assert.ok(watched.length > 0);
  for (const [index, { Name, Input }] of watched.entries()) {
    assert.match(Name, new RegExp(`^${job.name}--(?:over|next)-[0-9a-f]{32}$`));
    assert.ok(Name.length <= 80);
    assert.equal(Input.execution, 'run-1');
    assert.equal(Name, again.watched[index].Name);
  }
});

test('a watch that cannot be started does not stop the run', async () => {
  const watch = () => {
    throw new TaskError('StepFunctions.ExecutionLimitExceeded');
  };
  const { output } = await run({ store: new GuardStore(), watch });
  assert.deepEqual(output, SUCCEEDED);
});
