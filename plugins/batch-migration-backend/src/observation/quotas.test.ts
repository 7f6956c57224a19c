// Of the AWS module its probe as it is, which it does not export.
/* eslint-disable @backstage/no-undeclared-imports, @backstage/no-forbidden-package-imports */
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SFNClient } from '@aws-sdk/client-sfn';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { LocationRef } from 'backstage-plugin-batch-migration-common';
import { SchedulerScheduleProbe } from 'backstage-plugin-batch-migration-backend-module-aws/src/probes/schedulerSchedule';
import { createDatabase } from '../testEstate';
import { ObservationLoop } from './ObservationLoop';

jest.setTimeout(300_000);

const TARGETS = 10_000;
const MINUTE = 60_000;
/** All jobs start at this full hour. */
const TICK = Date.parse('2026-02-12T01:00:00.000Z');
const REF = 'scheduler:111122223333/ap-northeast-1/news';
const ACCOUNT = 'arn:aws:states:ap-northeast-1:111122223333';

/** Assumed of one call, in milliseconds. */
const LATENCY_MS = 100;

/**
 * Calls that AWS allows, by its published quotas: a bucket and what refills it
 * a second. Of Step Functions those of most regions, Tokyo among them; larger
 * ones have 200 and 5. Of Scheduler less than any region has.
 */
const QUOTAS: Record<string, { bucket: number; refill: number }> = {
  GetScheduleCommand: { bucket: 100, refill: 100 },
  ListExecutionsCommand: { bucket: 100, refill: 2 },
  DescribeExecutionCommand: { bucket: 250, refill: 10 },
};

/** Time that passes only where everybody waits for it, and the quotas in it. */
class Aws {
  now = TICK - 10 * MINUTE;
  readonly calls: Record<string, number> = {};
  private readonly waiting: Array<{ at: number; wake: () => void }> = [];
  private readonly free = new Map<string, number>();

  /** When a call is answered: as soon as its bucket holds a token again. */
  async call(name: string): Promise<void> {
    this.calls[name] = (this.calls[name] ?? 0) + 1;
    const { bucket, refill } = QUOTAS[name];
    // The instant at which the bucket would be full, one token later each call.
    const full = Math.max(this.free.get(name) ?? 0, this.now) + 1000 / refill;
    this.free.set(name, full);
    const wait = Math.max(0, full - this.now - (bucket * 1000) / refill);
    await new Promise<void>(wake => {
      this.waiting.push({ at: this.now + wait + LATENCY_MS, wake });
    });
  }

  async pass<T>(work: Promise<T>): Promise<T> {
    let isDone = false;
    const done = work.finally(() => {
      isDone = true;
    });
    while (!isDone) {
      for (let turn = 0; turn < 3; turn += 1) {
        await new Promise(resolve => setImmediate(resolve));
      }
      const at = Math.min(...this.waiting.map(one => one.at));
      if (!Number.isFinite(at)) continue;
      this.now = Math.max(this.now, at);
      const due = this.waiting.filter(one => one.at <= at);
      due.forEach(one => this.waiting.splice(this.waiting.indexOf(one), 1));
      due.forEach(({ wake }) => wake());
    }
    return done;
  }

  /** The SDK's own client, answered in its first step. */
  connect<C extends SchedulerClient | SFNClient>(client: C): C {
    const stack = client.middlewareStack as unknown as {
      add(middleware: unknown, options: object): void;
    };
    stack.add(
      (_next: unknown, { commandName }: { commandName: string }) =>
        async ({ input }: { input: Record<string, string> }) => {
          await this.call(commandName);
          return {
            response: {},
            output: { $metadata: {}, ...answer(commandName, input) },
          };
        },
      { step: 'initialize', name: 'answer', priority: 'low' },
    );
    return client;
  }
}

function answer(command: string, input: Record<string, string>): object {
  if (command === 'GetScheduleCommand') {
    return {
      Name: input.Name,
      GroupName: input.GroupName,
      State: 'ENABLED',
      ScheduleExpression: 'cron(0 * * * ? *)',
      ScheduleExpressionTimezone: 'Asia/Tokyo',
      Target: { Arn: `${ACCOUNT}:stateMachine:${input.Name}` },
    };
  }
  const name = (input.stateMachineArn ?? input.executionArn).split(':')[6];
  const execution = {
    executionArn: `${ACCOUNT}:execution:${name}:tick`,
    startDate: new Date(TICK + 1_000),
    status: 'SUCCEEDED',
  };
  return command === 'ListExecutionsCommand'
    ? { executions: [execution] }
    : { ...execution, stopDate: new Date(TICK + 9_000), output: '{}' };
}

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

it('sees 10,000 targets in five minutes, and lost runs before they count as missed', async () => {
  const aws = new Aws();
  const settings = { region: 'ap-northeast-1' };
  const clients = {
    scheduler: aws.connect(new SchedulerClient(settings)),
    sfn: aws.connect(new SFNClient(settings)),
  };
  const probe = new SchedulerScheduleProbe(
    {
      get: async (service: keyof typeof clients) => clients[service],
    } as never,
    mockServices.logger.mock(),
  );
  let longest = 0;
  const timed = async <T>(call: Promise<T>): Promise<T> => {
    const startedAt = aws.now;
    const result = await call;
    longest = Math.max(longest, aws.now - startedAt);
    return result;
  };

  const knex = await databases.init('SQLITE_3');
  const database = await createDatabase(knex);
  const locations: LocationRef[] = Array.from(
    { length: TARGETS },
    (_, index) => ({ ref: REF, key: `job-${index}` }),
  );
  await knex('servers').insert({
    ref: 's',
    title: 's',
    facts: '[]',
    hard_dates: '[]',
  });
  for (let at = 0; at < TARGETS; at += 300) {
    const part = locations.slice(at, at + 300);
    await knex('locations').insert(
      part.map((one, index) => ({ id: at + index + 1, ...one })),
    );
    await knex('server_instances').insert(
      part.map((_, index) => ({
        server_ref: 's',
        location_id: at + index + 1,
      })),
    );
  }
  // It has run for a while: all were read within the last half hour.
  await database.transaction(async tx => {
    for (let ago = 0; ago < 30; ago += 1) {
      await database.runReads.record(
        locations.filter((_, index) => index % 30 === ago),
        new Date(TICK - ago * MINUTE).toISOString(),
        tx,
      );
    }
  });

  const loop = (withRuns: boolean) =>
    new ObservationLoop({
      database,
      probes: [
        {
          id: probe.id,
          handles: one => probe.handles(one),
          observe: (some, options) => timed(probe.observe(some, options)),
          ...(withRuns && {
            runs: (some: LocationRef[], options: never) =>
              timed(probe.runs(some, options)),
          }),
        },
      ],
      logger: mockServices.logger.mock(),
      clock: { now: () => new Date(aws.now) },
      freshnessMs: 30 * MINUTE,
      reconcileEveryMs: 30 * MINUTE,
      // Real time, which a slow machine needs more of; virtual time is checked below.
      timeoutMs: 250_000,
    });

  const startedAt = aws.now;
  const state = await aws.pass(loop(false).run({ now: new Date(aws.now) }));
  expect(state).toEqual({ observations: TARGETS, failures: [] });
  expect(aws.now - startedAt).toBeLessThan(5 * MINUTE);

  // At the full hour everything runs, and one event of a hundred is lost.
  const lost = locations.filter((_, index) => index % 100 === 0);
  const runOf = (location: LocationRef) => ({
    location,
    scheduledFor: null,
    startedAt: new Date(TICK + 1_000).toISOString(),
    endedAt: new Date(TICK + 9_000).toISOString(),
    outcome: 'succeeded' as const,
    source: 'aws-events',
    externalId: `${ACCOUNT}:execution:${location.key}:tick`,
  });
  await database.runs.record(
    locations.filter((_, index) => index % 100 !== 0).map(runOf),
  );
  aws.now = TICK + 3 * MINUTE;
  const round = await aws.pass(loop(true).run({ now: new Date(aws.now) }));
  expect(round.failures).toEqual([]);
  expect(await database.runs.list(lost)).toHaveLength(lost.length);
  expect(await database.runs.list(locations)).toHaveLength(TARGETS);
  // A tick without a run counts as missed after fifteen minutes.
  expect(aws.now - TICK).toBeLessThan(15 * MINUTE);
  // The loop gives a call a minute.
  expect(longest).toBeLessThan(MINUTE);
  // What was due and seen is not asked for: the round is far from the quota.
  expect(aws.calls.ListExecutionsCommand).toBeLessThan(1_500);
});
