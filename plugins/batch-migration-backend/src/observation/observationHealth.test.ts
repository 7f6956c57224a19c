import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import type { MetricsServiceObservableCallback } from '@backstage/backend-plugin-api/alpha';
import { testDatabases } from '../testDatabases';
import { createDatabase, INSTANCE, TARGET } from '../testEstate';
import { OBSERVATION_ROUND } from './EstateRefresh';
import { createMetrics } from './metrics';
import { ObservationWatch } from './observationHealth';
import { sharedRound } from './sharedRound';

jest.setTimeout(240_000);

const START = Date.parse('2026-02-12T01:24:00.000Z');
const MINUTE = 60_000;

describe('the health of observation', () => {
  const databases = testDatabases();

  it.each(databases.eachSupportedId())(
    'is bad once no round has ended for three intervals on %s',
    async id => {
      const database = await createDatabase(await databases.init(id));
      const clock = { at: START, now: () => new Date(clock.at) };
      const watch = new ObservationWatch({
        database,
        clock,
        frequency: { minutes: 5 },
      });
      const endRound = () =>
        sharedRound({
          leases: database.leases,
          name: OBSERVATION_ROUND,
          work: async () => 1,
          now: clock.now,
        });
      expect(await watch.health()).toMatchObject({
        status: 'ok',
        finishedAt: null,
      });
      clock.at += 16 * MINUTE;
      expect(await watch.health()).toMatchObject({
        status: 'error',
        message: expect.stringContaining('none has ended yet'),
      });
      await endRound();
      expect(await watch.health()).toMatchObject({ status: 'ok' });
      expect(await watch.silence()).toEqual([]);
      const ended = new Date(clock.at).toISOString();
      clock.at += 15 * MINUTE;
      expect((await watch.health()).status).toBe('ok');
      clock.at += 1;
      expect(await watch.silence()).toEqual([
        {
          id: OBSERVATION_ROUND,
          since: ended,
          reason: expect.stringContaining(
            `more than 15 minutes (the last: ${ended})`,
          ),
        },
      ]);
      // A replica that starts after a night of rest has had no time to look.
      clock.at += 600 * MINUTE;
      const restarted = new ObservationWatch({
        database,
        clock,
        frequency: { minutes: 5 },
      });
      expect((await restarted.health()).status).toBe('ok');
    },
  );

  it.each(databases.eachSupportedId())(
    'is measured: age of the round, oldest fresh look and what lapsed on %s',
    async id => {
      const database = await createDatabase(await databases.init(id));
      const clock = { at: START, now: () => new Date(clock.at) };
      const service = metricsServiceMock.mock();
      const callbacks = new Map<string, MetricsServiceObservableCallback>();
      service.createObservableGauge.mockImplementation((name: string) => ({
        addCallback: callback => callbacks.set(name, callback),
        removeCallback: () => {},
      }));
      createMetrics(service, { database, clock });
      const collect = async (name: string) => {
        const found: unknown[] = [];
        await callbacks.get(`batch_migration.${name}`)!({
          observe: (value, attributes) => found.push([value, attributes]),
        });
        return found;
      };
      expect(await collect('observation_round.age')).toEqual([]);
      await sharedRound({
        leases: database.leases,
        name: OBSERVATION_ROUND,
        work: async () => 1,
        now: clock.now,
      });
      const look = (location: typeof TARGET, at: number, source: string) => ({
        location,
        state: 'active' as const,
        detail: {},
        source,
        observedAt: new Date(START + at * MINUTE).toISOString(),
        freshUntil: new Date(START + (at + 30) * MINUTE).toISOString(),
      });
      await database.observations.record([
        look(TARGET, 0, 'scheduler'),
        look({ ...TARGET, key: 'other' }, 10, 'scheduler'),
        look(INSTANCE, -25, 'ec2'),
      ]);
      clock.at += 12 * MINUTE;
      expect(await collect('observation_round.age')).toEqual([
        [720, undefined],
      ]);
      expect(await collect('oldest_fresh_observation.age')).toEqual([
        [720, { source: 'scheduler' }],
      ]);
      expect(await collect('lapsed_observations.count')).toEqual(
        expect.arrayContaining([
          [1, { source: 'ec2' }],
          [0, { source: 'scheduler' }],
        ]),
      );
    },
  );

  it('is measured: rounds, failures and the lag of events', async () => {
    const service = metricsServiceMock.mock();
    const add = jest.fn();
    const record = jest.fn();
    service.createCounter.mockImplementation((name: string) => ({
      add: (...values: unknown[]) => add(name, ...values),
    }));
    service.createHistogram.mockImplementation((name: string) => ({
      record: (...values: unknown[]) => record(name, ...values),
    }));
    service.createObservableGauge.mockReturnValue({
      addCallback: () => {},
      removeCallback: () => {},
    });
    const metrics = createMetrics(service, {} as never);
    metrics.round(1_500, 20);
    metrics.round(500, null);
    metrics.probeFailed('aws-ecs-service');
    metrics.runEvent('aws-events', 'known', -20);
    expect(add.mock.calls).toEqual([
      ['batch_migration.observations.count', 20],
      [
        'batch_migration.probe_failures.count',
        1,
        { source: 'aws-ecs-service' },
      ],
    ]);
    expect(record.mock.calls).toEqual([
      [
        'batch_migration.observation_round.duration',
        1.5,
        { result: 'completed' },
      ],
      ['batch_migration.observation_round.duration', 0.5, { result: 'failed' }],
      [
        'batch_migration.run_event.lag',
        0,
        { source: 'aws-events', of: 'known' },
      ],
    ]);
  });
});
