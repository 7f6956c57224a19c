// Only `npm run test:full` runs this file, so it is no part of the package.
/* eslint-disable @backstage/no-undeclared-imports */
/**
 * An estate of 50,000 workloads, on both databases: `npm run test:full`.
 *
 *   backstage-cli package test --testMatch '**\/*.suite.ts'
 */
import { mockServices } from '@backstage/backend-test-utils';
import {
  WORKLOAD_ORDERS,
  type ServerInventory,
} from 'backstage-plugin-batch-migration-common';
import { EstateRefresh } from './observation';
import { testDatabases } from './testDatabases';
import {
  createDatabase,
  cronItem,
  inventory,
  MemorySource,
} from './testEstate';

const SERVERS = 1_000;
const JOBS_PER_SERVER = 50;
const WORKLOADS = SERVERS * JOBS_PER_SERVER;
const MINUTES = 60_000;
const NOW = new Date('2026-02-12T01:24:00Z');

function server(index: number, capturedAt: string): ServerInventory {
  const ref = `resource:default/host${index}`;
  const roleRef = `${ref}-jobs`;
  const place = `crontab:default/host${index}/var/spool/cron/crontabs/batch`;
  const base = inventory([]);
  return inventory(
    Array.from({ length: JOBS_PER_SERVER }, (_, job) =>
      cronItem(`job-${index}-${job}`, {
        roleRef,
        location: { ref: place, key: `job-${index}-${job}` },
        schedule: {
          dialect: 'debian-cron',
          expression: `${job} ${index % 24} * * *`,
          timezone: 'Asia/Tokyo',
        },
      }),
    ),
    {
      capturedAt,
      server: { ...base.server, ref, title: `host${index}`, instances: [] },
      roles: [{ ...base.roles[0], ref: roleRef, serverRefs: [ref] }],
      places: [{ ref: place, complete: true, reason: null }],
    },
  );
}

const estate = (capturedAt: string) =>
  Array.from({ length: SERVERS }, (_, index) => server(index, capturedAt));

const databases = testDatabases();

describe.each(databases.eachSupportedId())('50,000 workloads on %p', id => {
  it(
    'are discovered once, counted, and listed page by page without a gap',
    async () => {
      const database = await createDatabase(await databases.init(id));
      const source = new MemorySource();
      const refresh = new EstateRefresh({
        database,
        sources: [source],
        probes: [],
        clock: { now: () => NOW },
        logger: mockServices.logger.mock(),
        freshnessMs: 30 * MINUTES,
      });
      source.readings = estate('2026-02-11T00:00:00.000Z');
      expect((await refresh.refresh()).workloads).toBe(WORKLOADS);
      source.readings = estate('2026-02-12T00:00:00.000Z');
      expect((await refresh.refresh()).workloads).toBe(WORKLOADS);

      const counts = await database.assessments.counts({});
      expect(counts.byServer).toHaveLength(SERVERS);
      expect(counts.byStage.reduce((sum, { count }) => sum + count, 0)).toBe(
        WORKLOADS,
      );

      for (const orderBy of WORKLOAD_ORDERS) {
        const seen = new Set<string>();
        let cursor: string | undefined;
        do {
          const page = await database.assessments.list({
            filters: {},
            limit: 200,
            cursor,
            orderBy,
          });
          expect(page.totalItems).toBe(WORKLOADS);
          for (const { workloadId } of page.items) seen.add(workloadId);
          cursor = page.nextCursor ?? undefined;
        } while (cursor);
        expect([orderBy, seen.size]).toEqual([orderBy, WORKLOADS]);
      }
    },
    20 * MINUTES,
  );
});
