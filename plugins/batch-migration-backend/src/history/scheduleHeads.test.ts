import type {
  SchedulerService,
  SchedulerServiceTaskInvocationDefinition,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import type { HistoryHead } from 'backstage-plugin-batch-migration-common';
import type { HistoryHeadPublisher } from 'backstage-plugin-batch-migration-node';
import { testDatabases } from '../testDatabases';
import { createDatabase } from '../testEstate';
import { scheduleHeads } from './scheduleHeads';
import { appendEvents } from './testHistory';

jest.setTimeout(240_000);

type Task = SchedulerServiceTaskScheduleDefinition &
  SchedulerServiceTaskInvocationDefinition;

describe('scheduleHeads', () => {
  const databases = testDatabases();
  const NOW = new Date('2026-02-12T01:24:00.000Z');

  async function schedule(...everyMs: number[]) {
    const database = await createDatabase(await databases.init('SQLITE_3'));
    const heads: HistoryHead[] = [];
    const tasks: Task[] = [];
    const publishers = everyMs.map(
      (each, index): HistoryHeadPublisher => ({
        ...{ id: `${index}`, type: 'memory', everyMs: each },
        publish: async head => {
          heads.push(head);
        },
      }),
    );
    await scheduleHeads({
      ...{ database, publishers, clock: { now: () => NOW } },
      logger: mockServices.logger.mock(),
      scheduler: {
        scheduleTask: async (task: Task) => {
          tasks.push(task);
        },
      } as Partial<SchedulerService> as SchedulerService,
    });
    return { database, heads, tasks };
  }

  it('looks as often as the most eager place wants it', async () => {
    const { database, heads, tasks } = await schedule(3_600_000, 60_000);
    expect(tasks).toEqual([
      expect.objectContaining({
        id: 'batch-migration-history-head',
        frequency: { milliseconds: 60_000 },
      }),
    ]);
    await appendEvents(database, 2);
    await (tasks[0].fn as (signal: AbortSignal) => Promise<void>)(
      new AbortController().signal,
    );
    expect(heads).toHaveLength(2);
    expect(heads[0]).toMatchObject({ sequence: 2, at: NOW.toISOString() });
  });

  it('schedules nothing where nothing is published', async () => {
    expect((await schedule()).tasks).toEqual([]);
  });
});
