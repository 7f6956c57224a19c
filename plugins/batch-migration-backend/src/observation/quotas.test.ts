// Of the AWS module its probe as it is, which it does not export.
/* eslint-disable @backstage/no-undeclared-imports, @backstage/no-forbidden-package-imports */
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SFNClient } from '@aws-sdk/client-sfn';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { LocationRef } from 'backstage-plugin-batch-migration-common';
import type { Probe } from 'backstage-plugin-batch-migration-node';
import { SchedulerScheduleProbe } from 'backstage-plugin-batch-migration-backend-module-aws/src/probes/schedulerSchedule';
import { createDatabase } from '../testEstate';
import { ObservationLoop } from './ObservationLoop';
import { VirtualAws } from './testQuotas';

jest.setTimeout(300_000);

const TARGETS = 10_000;
const MINUTE = 60_000;
/** All jobs start at this full hour. */
const TICK = Date.parse('2026-02-12T01:00:00.000Z');
/** Of some of them somebody starts one more by hand. */
const BY_HAND = TICK + 7 * MINUTE;
const REF = 'scheduler:111122223333/ap-northeast-1/news';
const ACCOUNT = 'arn:aws:states:ap-northeast-1:111122223333';

const machineOf = (key: string) => `${ACCOUNT}:stateMachine:${key}`;
const executionOf = (key: string, name: string) =>
  `${ACCOUNT}:execution:${key}:${name}`;

const LOCATIONS: LocationRef[] = Array.from(
  { length: TARGETS },
  (_, index) => ({ ref: REF, key: `job-${index}` }),
);
/** Every hundredth: of these an event is lost. */
const LOST = LOCATIONS.filter((_, index) => index % 100 === 0);

/** Ten thousand schedules in one region, each with a state machine of its own. */
class Estate {
  /** Data points that were asked for, by the second. */
  readonly points: Record<number, number> = {};
  readonly aws = new VirtualAws(TICK - 10 * MINUTE, (command, input) =>
    this.answer(command, input),
  );
  /** The longest call of the probe, in milliseconds. */
  longest = 0;

  constructor(private readonly byHand: ReadonlySet<string> = new Set()) {}

  /** The AWS module's own probe, on the SDK's own clients. */
  probe(): SchedulerScheduleProbe {
    const settings = { region: 'ap-northeast-1' };
    const clients = {
      cloudwatch: this.aws.connect(new CloudWatchClient(settings)),
      scheduler: this.aws.connect(new SchedulerClient(settings)),
      sfn: this.aws.connect(new SFNClient(settings)),
    };
    return new SchedulerScheduleProbe(
      {
        get: async (service: keyof typeof clients) => clients[service],
      } as never,
      mockServices.logger.mock(),
    );
  }

  async timed<T>(call: Promise<T>): Promise<T> {
    const startedAt = this.aws.now;
    const result = await call;
    this.longest = Math.max(this.longest, this.aws.now - startedAt);
    return result;
  }

  private answer(command: string, input: Record<string, any>): object {
    if (command === 'GetScheduleCommand') {
      return {
        Name: input.Name,
        GroupName: input.GroupName,
        State: 'ENABLED',
        ScheduleExpression: 'cron(0 * * * ? *)',
        ScheduleExpressionTimezone: 'Asia/Tokyo',
        Target: { Arn: machineOf(input.Name) },
      };
    }
    if (command === 'GetMetricDataCommand') return this.count(input);
    if (command === 'ListExecutionsCommand') {
      const key = input.stateMachineArn.split(':')[6];
      return { executions: this.executions(key) };
    }
    const [key, name] = input.executionArn.split(':').slice(6);
    const found = this.executions(key).find(
      ({ executionArn }) => executionArn === executionOf(key, name),
    );
    return { ...found, output: '{}' };
  }

  /** The newest come first. */
  private executions(key: string) {
    const starts = [
      ...(this.byHand.has(key) ? [{ name: 'by-hand', at: BY_HAND }] : []),
      { name: 'tick', at: TICK },
    ];
    return starts
      .filter(({ at }) => at < this.aws.now)
      .map(({ name, at }) => ({
        executionArn: executionOf(key, name),
        startDate: new Date(at + 1_000),
        stopDate: new Date(at + 9_000),
        status: 'SUCCEEDED',
      }));
  }

  private count({
    StartTime,
    EndTime,
    MetricDataQueries,
  }: Record<string, any>) {
    const MetricDataResults = MetricDataQueries.map((query: any) => {
      const { Metric, Period } = query.MetricStat;
      const second = Math.floor(this.aws.now / 1_000);
      this.points[second] =
        (this.points[second] ?? 0) + (EndTime - StartTime) / 1_000 / Period;
      const sums = new Map<number, number>();
      const key = Metric.Dimensions[0].Value.split(':')[6];
      for (const { startDate } of this.executions(key)) {
        const at = startDate.getTime() - (startDate.getTime() % (Period * 1e3));
        if (at < StartTime || at >= EndTime) continue;
        sums.set(at, (sums.get(at) ?? 0) + 1);
      }
      return {
        Id: query.Id,
        StatusCode: 'Complete',
        Timestamps: [...sums.keys()].map(at => new Date(at)),
        Values: [...sums.values()],
      };
    });
    return { MetricDataResults };
  }
}

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

async function databaseWithLocations() {
  const knex = await databases.init('SQLITE_3');
  const database = await createDatabase(knex);
  await knex('servers').insert({
    ref: 's',
    title: 's',
    facts: '[]',
    hard_dates: '[]',
  });
  for (let at = 0; at < TARGETS; at += 300) {
    const part = LOCATIONS.slice(at, at + 300);
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
        LOCATIONS.filter((_, index) => index % 30 === ago),
        new Date(TICK - ago * MINUTE).toISOString(),
        tx,
      );
    }
  });
  /** As the events of that hour brought them. */
  const takeTicks = (locations: LocationRef[]) =>
    database.runs.record(
      locations.map(location => ({
        location,
        scheduledFor: null,
        startedAt: new Date(TICK + 1_000).toISOString(),
        endedAt: new Date(TICK + 9_000).toISOString(),
        outcome: 'succeeded' as const,
        source: 'aws-events',
        externalId: executionOf(location.key, 'tick'),
      })),
    );
  const loopOf = (probe: Probe, { aws }: Estate) =>
    new ObservationLoop({
      database,
      probes: [probe],
      logger: mockServices.logger.mock(),
      clock: { now: () => new Date(aws.now) },
      freshnessMs: 30 * MINUTE,
      runEventSources: [{ brings: () => true }],
      reconcileEveryMs: 30 * MINUTE,
      // Real time, which a slow machine needs more of; virtual time is checked below.
      timeoutMs: 250_000,
    });
  return { database, takeTicks, loopOf };
}

async function lookOnce(loop: ObservationLoop, aws: VirtualAws) {
  const { byProbe } = await loop.locations({});
  return loop.look(byProbe, { now: new Date(aws.now) });
}

it('sees 10,000 targets in five minutes, and lost runs before they count as missed', async () => {
  const estate = new Estate();
  const { aws } = estate;
  const probe = estate.probe();
  const { database, takeTicks, loopOf } = await databaseWithLocations();
  const loop = (withRuns: boolean) =>
    loopOf(
      {
        id: probe.id,
        handles: one => probe.handles(one),
        observe: (some, options) => estate.timed(probe.observe(some, options)),
        ...(withRuns && {
          runs: (some: LocationRef[], options: never) =>
            estate.timed(probe.runs(some, options)),
        }),
      },
      estate,
    );

  const startedAt = aws.now;
  const state = await aws.pass(lookOnce(loop(false), aws));
  expect(state).toEqual({
    observations: TARGETS,
    failures: [],
    answered: [probe.id],
  });
  expect(aws.now - startedAt).toBeLessThan(5 * MINUTE);

  // At the full hour everything runs, and one event of a hundred is lost.
  await takeTicks(LOCATIONS.filter(one => !LOST.includes(one)));
  aws.now = TICK + 3 * MINUTE;
  const round = await aws.pass(lookOnce(loop(true), aws));
  expect(round.failures).toEqual([]);
  expect(await database.runs.list(LOST)).toHaveLength(LOST.length);
  expect(await database.runs.list(LOCATIONS)).toHaveLength(TARGETS);
  // A tick without a run counts as missed after fifteen minutes.
  expect(aws.now - TICK).toBeLessThan(15 * MINUTE);
  // The loop gives a call a minute.
  expect(estate.longest).toBeLessThan(MINUTE);
  // What was due and seen is not asked for: the round is far from the quota.
  expect(aws.calls.ListExecutionsCommand).toBeLessThan(1_500);
});

it('finds within the hour what neither an event nor a tick tells of', async () => {
  const estate = new Estate(new Set(LOST.map(({ key }) => key)));
  const { aws } = estate;
  const probe = estate.probe();
  const { database, takeTicks, loopOf } = await databaseWithLocations();
  await takeTicks(LOCATIONS);
  const loop = loopOf(
    {
      id: probe.id,
      handles: one => probe.handles(one),
      // How long a look takes is shown above.
      observe: async locations =>
        locations.map(location => ({
          location,
          state: 'active',
          detail: { targetArn: machineOf(location.key) },
        })),
      runs: (some, options) => estate.timed(probe.runs(some, options)),
      countStarts: (arns, options) =>
        estate.timed(probe.countStarts(arns, options)),
    },
    estate,
  );
  let slowest = 0;
  let found = 0;
  for (
    let at = BY_HAND + MINUTE;
    at < BY_HAND + 60 * MINUTE && found < LOST.length;
    at += 5 * MINUTE
  ) {
    aws.now = Math.max(aws.now, at);
    const startedAt = aws.now;
    const { failures } = await aws.pass(lookOnce(loop, aws));
    expect(failures).toEqual([]);
    slowest = Math.max(slowest, aws.now - startedAt);
    const runs = await database.runs.list(LOST);
    found = runs.filter(({ externalId }) =>
      externalId.endsWith(':by-hand'),
    ).length;
  }
  expect(found).toBe(LOST.length);
  expect(aws.now - BY_HAND).toBeLessThan(60 * MINUTE);
  // A round leaves time for the next, and a call ends within its minute.
  expect(slowest).toBeLessThan(5 * MINUTE);
  expect(estate.longest).toBeLessThan(MINUTE);
  // Listing them all takes 10,000 calls, of which the quota has 7,200 in an hour.
  expect(aws.calls.ListExecutionsCommand).toBeLessThan(1_500);
  // CloudWatch allows 180,000 data points a second.
  expect(Math.max(...Object.values(estate.points))).toBeLessThan(180_000);
  expect(aws.calls.GetMetricDataCommand).toBeGreaterThan(TARGETS / 500 - 1);
});
