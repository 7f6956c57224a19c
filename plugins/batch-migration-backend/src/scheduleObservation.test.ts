import type {
  SchedulerServiceTaskInvocationDefinition,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { EMPTY_PLAN } from 'backstage-plugin-batch-migration-common';
import express from 'express';
import request from 'supertest';
import { ObservationWatch, SHARES } from './observation';
import { createHealthRouter } from './routes/healthRoutes';
import type { WorkloadFacts } from './stores';
import { scheduleObservation } from './scheduleObservation';
import {
  assessment,
  createDatabase,
  inventory,
  ROLE,
  SERVER,
} from './testEstate';

jest.setTimeout(240_000);

type Task = SchedulerServiceTaskScheduleDefinition &
  SchedulerServiceTaskInvocationDefinition;

const MINUTE = 60_000;

const WORKLOAD: WorkloadFacts = {
  id: 'digest',
  name: 'digest',
  kind: 'resident',
  serverRefs: [SERVER],
  roleRef: ROLE,
  ownerRef: null,
  schedule: null,
  command: '/srv/digest',
  description: null,
  maskedSecrets: [],
  firstSeenAt: '2026-02-11T00:00:00.000Z',
};

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

/** What one replica schedules; its rounds do what the test says. */
async function replica(look: () => Promise<unknown>, round: object = {}) {
  const database = await createDatabase(await databases.init('SQLITE_3'));
  const clock = {
    at: Date.parse('2026-02-12T01:24:00.000Z'),
    now: () => new Date(clock.at),
  };
  const frequency = { minutes: 5 };
  const watch = new ObservationWatch({ database, clock, frequency });
  const tasks = new Map<string, Task>();
  const scheduler = mockServices.scheduler.mock({
    scheduleTask: async task => {
      tasks.set(task.id, task);
    },
    triggerTask: async () => {},
  });
  const logger = mockServices.logger.mock();
  const checked: number[] = [];
  await scheduleObservation({
    scheduler,
    lifecycle: mockServices.lifecycle.mock(),
    logger,
    database,
    clock,
    watch,
    metrics: { projectionChecked: wrong => checked.push(wrong) },
    refresh: Object.assign(round, { refresh: look }) as never,
    options: {
      observationFrequency: frequency,
      seedPlans: null,
      seedHistory: null,
    } as never,
  });
  const run = (id: string) =>
    tasks.get(`batch-migration-${id}`)!.fn(new AbortController().signal);
  const app = express().use('/health', createHealthRouter(watch));
  const health = async () => (await request(app).get('/health')).status;
  return { tasks, run, clock, logger, health, checked, database };
}

it('leaves it to the scheduler which replica looks, and lets each one watch', async () => {
  const { tasks } = await replica(async () => {});
  const scopes = [...tasks.values()].map(({ id, scope = 'global' }) => [
    id.replace('batch-migration-', ''),
    scope,
  ]);
  expect(scopes).toEqual([
    ...Array.from({ length: SHARES }, (_, share) => [
      `observe-share-${share}`,
      'global',
    ]),
    ['observe', 'global'],
    ['assess', 'global'],
    ['check', 'global'],
    ['clean-up', 'global'],
    ['watch', 'local'],
  ]);
});

it('leaves what was never assessed to a round that runs', async () => {
  const round = { assessesSoon: true };
  const { run, database } = await replica(async () => {}, round);
  const { server, roles } = inventory([]);
  await database.transaction(async tx => {
    await database.servers.upsert(server, tx);
    await database.servers.upsertRoles(roles, tx);
    await database.workloads.upsert([WORKLOAD], tx);
  });
  await run('assess');
  expect(await database.assessments.get(WORKLOAD.id)).toBeUndefined();

  round.assessesSoon = false;
  await run('assess');
  expect(await database.assessments.get(WORKLOAD.id)).toBeDefined();

  await database.assessments.invalidate([WORKLOAD.id]);
  round.assessesSoon = true;
  await run('assess');
  const { validUntil } = (await database.assessments.get(WORKLOAD.id))!;
  expect(validUntil).not.toBe('');
  expect(await database.assessments.due('2026-02-12', 9)).toEqual([]);
});

it('says and mends what the projection has wrong', async () => {
  const { run, logger, checked, database } = await replica(async () => {});
  const { server, roles } = inventory([]);
  await database.transaction(async tx => {
    await database.servers.upsert(server, tx);
    await database.servers.upsertRoles(roles, tx);
    await database.workloads.upsert([WORKLOAD], tx);
  });
  await run('assess');
  await run('check');
  expect(logger.error).not.toHaveBeenCalled();
  const workload = (await database.workloads.get(WORKLOAD.id))!;
  await database.transaction(tx =>
    database.assessments.save(
      [
        {
          workload,
          plan: EMPTY_PLAN,
          repositories: [],
          assessment: assessment({ stage: 'retired' }),
        },
      ],
      '2026-02-12T01:24:00.000Z',
      tx,
    ),
  );
  await run('check');
  expect(logger.error).toHaveBeenCalledWith(
    expect.stringContaining(`was mended: ${WORKLOAD.id}.`),
  );
  await run('check');
  expect(checked).toEqual([0, 1, 0]);
});

it.each<[string, () => Promise<unknown>]>([
  ['hangs', () => new Promise(() => {})],
  ['fails each time', () => Promise.reject(new Error('The disk is full'))],
])('a loop that %s is seen by health and in the log', async (_, look) => {
  const { run, clock, logger, health } = await replica(look);
  // A task that failed has to throw: the scheduler counts it.
  const ended = Promise.resolve(run('observe')).catch(error => error.message);
  clock.at += 15 * MINUTE;
  await run('watch');
  expect(await health()).toBe(200);
  expect(logger.error).not.toHaveBeenCalled();
  clock.at += MINUTE;
  await run('watch');
  expect(await health()).toBe(503);
  expect(logger.error).toHaveBeenCalledWith(
    expect.stringContaining('No round of observation has ended'),
  );
  expect(await Promise.race([ended, 'it still runs'])).toMatch(
    /disk is full|still runs/,
  );
});
