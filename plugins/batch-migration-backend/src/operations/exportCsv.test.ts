import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { Request } from 'express';
import { EstateRefresh } from '../observation';
import { testDatabases } from '../testDatabases';
import {
  createDatabase,
  cronItem,
  inventory,
  MemorySource,
} from '../testEstate';
import type { Estate } from './estate';
import { exportCsv } from './exportCsv';

jest.setTimeout(240_000);

const NOW = new Date('2026-02-12T01:24:00Z');
/** Two whole pages, and a part of one. */
const JOBS = 1_203;

const databases = testDatabases();

const rowsOf = (chunk: string) => chunk.split('\r\n').slice(0, -1);

it.each(databases.eachSupportedId())(
  'reads no page before the one before it was taken, on %s',
  async id => {
    const database = await createDatabase(await databases.init(id));
    const source = new MemorySource('captured');
    source.readings = [
      inventory(Array.from({ length: JOBS }, (_, n) => cronItem(`job-${n}`))),
    ];
    const clock = { now: () => NOW };
    await new EstateRefresh({
      ...{ database, clock, sources: [source], probes: [] },
      logger: mockServices.logger.mock(),
      freshnessMs: 1_800_000,
    }).refresh();
    const auditor = mockServices.auditor.mock({
      createEvent: async () => ({
        success: async () => {},
        fail: async () => {},
      }),
    });
    const pages = jest.spyOn(database.assessments, 'list');
    const plans = jest.spyOn(database.plans, 'getMany');
    const workloads = jest.spyOn(database.workloads, 'shown');

    const { chunks } = await exportCsv(
      {
        ...{ database, auditor, clock, timezone: 'Asia/Tokyo' },
        access: { assertReadsSome: async () => ({ scope: 'all' }) },
      } as unknown as Estate,
      { credentials: mockCredentials.user(), request: {} as Request },
      { filters: {}, bom: false },
    );
    // What is in memory after each step: pages read, and rows handed on.
    const steps: Array<[pagesRead: number, rows: number]> = [];
    for await (const chunk of chunks) {
      steps.push([pages.mock.calls.length, rowsOf(chunk).length]);
    }
    expect(steps).toEqual([
      [1, 1], // the head
      [1, 500],
      [2, 500],
      [3, 203],
    ]);
    expect(pages.mock.calls.map(([{ limit }]) => limit)).toEqual([
      500, 500, 500,
    ]);
    for (const read of [plans, workloads]) {
      for (const [ids] of read.mock.calls) {
        expect(ids.length).toBeLessThanOrEqual(500);
      }
    }
  },
);
