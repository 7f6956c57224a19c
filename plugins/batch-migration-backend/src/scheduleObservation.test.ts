import type {
  SchedulerServiceTaskInvocationDefinition,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import express from 'express';
import request from 'supertest';
import { ObservationWatch } from './observation';
import { createHealthRouter } from './routes/healthRoutes';
import { scheduleObservation } from './scheduleObservation';
import { createDatabase } from './testEstate';

jest.setTimeout(60_000);

type Task = SchedulerServiceTaskScheduleDefinition &
  SchedulerServiceTaskInvocationDefinition;

const MINUTE = 60_000;
const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

/** What one replica schedules; its rounds do what the test says. */
async function replica(look: () => Promise<unknown>) {
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
  await scheduleObservation({
    scheduler,
    lifecycle: mockServices.lifecycle.mock(),
    logger,
    database,
    clock,
    watch,
    refresh: { refresh: look } as never,
    options: { observationFrequency: frequency, seedPlans: null } as never,
  });
  const run = (id: string) =>
    tasks.get(`batch-migration-${id}`)!.fn(new AbortController().signal);
  const app = express().use('/health', createHealthRouter(watch));
  const health = async () => (await request(app).get('/health')).status;
  return { tasks, run, clock, logger, health };
}

it('leaves it to the scheduler which replica looks, and lets each one watch', async () => {
  const { tasks } = await replica(async () => {});
  const scopes = [...tasks.values()].map(({ id, scope = 'global' }) => [
    id.replace('batch-migration-', ''),
    scope,
  ]);
  expect(scopes).toEqual([
    ['observe', 'global'],
    ['assess', 'global'],
    ['clean-up', 'global'],
    ['watch', 'local'],
  ]);
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
