import {
  mockServices,
  type TestDatabaseId,
} from '@backstage/backend-test-utils';
import { locationId } from 'backstage-plugin-batch-migration-common';
import type { CronLogSource } from 'backstage-plugin-batch-migration-node';
import {
  createDatabase,
  CRONTAB,
  cronItem,
  inventory,
  MemorySource,
  SERVER,
} from '../testEstate';
import { testDatabases } from '../testDatabases';
import { EstateRefresh } from './EstateRefresh';

jest.setTimeout(240_000);

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** The capture of `inventory()` is of 2026-02-11T00:00:00Z; the job runs at 19:15 UTC. */
const NOW = Date.parse('2026-02-12T01:24:00Z');
const DIGEST = { ref: CRONTAB, key: 'digest' };
const COMMAND = '/srv/digest/run --all digest';

/** What a host ships, by when its agent sent it. */
class ShippedLines implements CronLogSource {
  readonly id = 'memory-cron-logs';
  readonly logs = [
    { serverRef: SERVER, host: 'bat000', timezone: 'Asia/Tokyo' },
  ];
  readonly asked: string[] = [];
  lines: string[] = [];
  broken = false;

  async read(_: unknown, { from, until }: { from: Date; until: Date }) {
    this.asked.push(from.toISOString());
    if (this.broken) throw new Error('AWS refused logs:FilterLogEvents');
    return this.lines.filter(line => {
      const at = Date.parse(line.slice(0, 25));
      return from.getTime() <= at && at < until.getTime();
    });
  }
}

const line = (at: string, text: string) => `2026-02-${at}+09:00 bat000 ${text}`;
const hourly = (at: string) =>
  line(at, 'CRON[70]: (root) CMD (run-parts /etc/cron.hourly)');
const started = (at: string, pid: number) =>
  line(at, `CRON[${pid}]: (batch) CMD (${COMMAND})`);
const ended = (at: string, pid: number) =>
  line(at, `CRON[${pid - 1}]: (batch) END (${COMMAND})`);

describe('logs of cron that hosts ship', () => {
  const databases = testDatabases();

  async function setUp(id: TestDatabaseId) {
    const database = await createDatabase(await databases.init(id));
    const source = new MemorySource('captured');
    source.readings = [inventory([cronItem('digest')])];
    const log = new ShippedLines();
    let now = NOW;
    const refresh = new EstateRefresh({
      database,
      sources: [source],
      probes: [],
      cronLogSources: [log],
      clock: { now: () => new Date(now) },
      logger: mockServices.logger.mock(),
      freshnessMs: 30 * MINUTE,
    });
    return {
      database,
      source,
      log,
      refresh: () => refresh.refresh(),
      pass: async (ms: number) => {
        now += ms;
        return refresh.refresh();
      },
      runs: () => database.runs.list([DIGEST]),
      coveredUntil: async () =>
        (await database.runRanges.ends([DIGEST])).get(locationId(DIGEST)),
    };
  }

  describe.each(databases.eachSupportedId())('on %s', id => {
    it('become runs of their lines, with the ids that captures give them', async () => {
      const { log, refresh, runs, coveredUntil } = await setUp(id);
      log.lines = [
        hourly('11T08:17:01'),
        started('12T04:15:01', 4711),
        hourly('12T10:17:01'),
      ];
      await refresh();
      expect(await runs()).toEqual([
        expect.objectContaining({
          scheduledFor: '2026-02-11T19:15:00.000Z',
          startedAt: '2026-02-11T19:15:01.000Z',
          source: 'memory-cron-logs',
          externalId: 'bat000:4711:2026-02-11T19:15:01.000Z',
        }),
      ]);
      // A tick before it without a run is missed; what comes after it is not seen.
      expect(await coveredUntil()).toBe('2026-02-12T01:17:01.000Z');
    });

    it('are read on from the newest line, and from the oldest run that goes on', async () => {
      const { log, refresh, pass, runs, coveredUntil } = await setUp(id);
      log.lines = [
        hourly('11T08:17:01'),
        started('11T04:15:01', 900),
        ended('11T04:20:01', 900),
        started('12T04:15:01', 4711),
        hourly('12T10:17:01'),
      ].sort();
      await refresh();
      log.asked.length = 0;
      // The end comes hours later, and what was shipped late comes in between.
      log.lines.push(
        hourly('12T11:17:01'),
        ended('12T13:00:00', 4711),
        hourly('12T13:17:01'),
      );
      await pass(3 * 60 * MINUTE);
      expect(log.asked).toEqual(['2026-02-11T19:15:01.000Z']);
      expect(await runs()).toEqual([
        expect.objectContaining({ endedAt: '2026-02-10T19:20:01.000Z' }),
        expect.objectContaining({ endedAt: '2026-02-12T04:00:00.000Z' }),
      ]);
      expect(await coveredUntil()).toBe('2026-02-12T04:17:01.000Z');
      log.asked.length = 0;
      await pass(5 * MINUTE);
      expect(log.asked).toEqual(['2026-02-12T03:17:01.000Z']);
      expect(await runs()).toHaveLength(2);
    });

    it('say nothing where they could not be read, and are read again', async () => {
      const { log, refresh, pass, runs, coveredUntil } = await setUp(id);
      log.lines = [hourly('11T08:17:01'), started('12T04:15:01', 4711)];
      log.broken = true;
      const { failures } = await refresh();
      expect(failures).toEqual([
        {
          source: `memory-cron-logs ${SERVER}`,
          reason: expect.stringContaining('AWS refused logs:FilterLogEvents'),
        },
      ]);
      expect([await runs(), await coveredUntil()]).toEqual([[], undefined]);
      log.broken = false;
      await pass(5 * MINUTE);
      expect(await runs()).toHaveLength(1);
    });

    it('show nothing missed once cron read a file anew that nobody captured', async () => {
      const { log, source, refresh, pass, coveredUntil } = await setUp(id);
      log.lines = [
        hourly('11T08:17:01'),
        started('12T04:15:01', 4711),
        hourly('12T10:17:01'),
      ];
      await refresh();
      log.lines.push(
        line('12T10:30:01', 'cron[600]: (batch) RELOAD (crontabs/batch)'),
        hourly('12T11:17:01'),
      );
      await pass(60 * MINUTE);
      log.lines.push(hourly('12T12:17:01'), hourly('12T13:17:01'));
      await pass(2 * 60 * MINUTE);
      expect(await coveredUntil()).toBe('2026-02-12T01:17:01.000Z');
      // The next capture shows what it holds now.
      source.readings.push(
        inventory([cronItem('digest')], {
          capturedAt: '2026-02-12T02:00:00.000Z',
        }),
      );
      await pass(5 * MINUTE);
      expect(await coveredUntil()).toBe('2026-02-12T04:17:01.000Z');
    });

    it('say of a group only what ran: others of its hosts ship their own', async () => {
      const { log, source, refresh, runs, coveredUntil } = await setUp(id);
      const members = [{ name: 'i-1', state: 'active' as const }];
      source.readings = [
        inventory([cronItem('digest', { detail: { members } as never })]),
      ];
      log.lines = [hourly('11T08:17:01'), started('12T04:15:01', 4711)];
      await refresh();
      expect([(await runs()).length, await coveredUntil()]).toEqual([
        1,
        undefined,
      ]);
    });

    it('are not asked for what nobody captured, nor for longer than they are kept', async () => {
      const { log, source, refresh } = await setUp(id);
      const captured = source.readings;
      source.readings = [];
      await refresh();
      expect(log.asked).toEqual([]);
      source.readings = captured;
      await refresh();
      expect(log.asked[0]).toBe(new Date(NOW - 14 * DAY).toISOString());
      expect(log.asked).toHaveLength(14);
    });
  });
});
