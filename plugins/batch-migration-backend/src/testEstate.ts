// Only tests import this file, so it is no part of the package.
/* eslint-disable @backstage/no-undeclared-imports */
import { mockServices } from '@backstage/backend-test-utils';
import type {
  Assessment,
  InventoryItem,
  LocationRef,
  ServerInventory,
} from 'backstage-plugin-batch-migration-common';
import type {
  InventoryReading,
  InventorySource,
  Probe,
  ProbeAnswer,
} from 'backstage-plugin-batch-migration-node';
import type { Knex } from 'knex';
import { BatchMigrationDatabase } from './stores';

/** Builders for the tests of this package. Not exported from it. */

export const SERVER = 'resource:default/bat000';
export const ROLE = 'resource:default/bat000-scheduled-jobs';
export const CRONTAB = 'crontab:default/bat000/var/spool/cron/crontabs/batch';
export const INSTANCE = { ref: 'ec2:111122223333/ap-northeast-1', key: 'i-1' };
export const TARGET = {
  ref: 'scheduler:111122223333/ap-northeast-1/news',
  key: 'digest',
};

export async function createDatabase(
  knex: Knex,
): Promise<BatchMigrationDatabase> {
  return BatchMigrationDatabase.create({
    database: mockServices.database.mock({ getClient: async () => knex }),
  });
}

/** A crontab line whose key is its name. */
export function cronItem(
  name: string,
  over: Partial<InventoryItem> = {},
): InventoryItem {
  return {
    kind: 'scheduled',
    name,
    roleRef: ROLE,
    ownerRef: 'group:default/sre',
    description: null,
    schedule: {
      dialect: 'debian-cron',
      expression: '15 4 * * *',
      timezone: 'Asia/Tokyo',
    },
    command: `/srv/${name}/run --all ${name}`,
    user: 'batch',
    location: { ref: CRONTAB, key: name },
    state: 'active',
    detail: { line: 1 },
    maskedSecrets: [],
    where: 'crontabs/batch, line 1',
    ...over,
  };
}

export function inventory(
  items: InventoryItem[],
  over: Partial<ServerInventory> = {},
): ServerInventory {
  return {
    server: {
      ref: SERVER,
      title: 'bat000',
      description: null,
      ownerRef: 'group:default/sre',
      systemRef: null,
      facts: [
        {
          name: 'os',
          value: 'Ubuntu 12.04',
          source: 'captured',
          observedAt: null,
        },
      ],
      hardDates: [],
      instances: [INSTANCE],
    },
    roles: [
      {
        ref: ROLE,
        title: 'Scheduled jobs',
        description: null,
        type: 'scheduled-jobs',
        kind: 'scheduled',
        ownerRef: null,
        systemRef: null,
        serverRefs: [SERVER],
      },
    ],
    capturedAt: '2026-02-11T00:00:00.000Z',
    items,
    places: [{ ref: CRONTAB, complete: true, reason: null }],
    issues: [],
    ...over,
  };
}

/** A source that says what the test last put into `readings`. */
export class MemorySource implements InventorySource {
  readings: Array<ServerInventory | InventoryReading> = [];

  constructor(
    readonly role: InventorySource['role'] = 'captured',
    readonly id = `memory:${role}`,
    readonly freshnessMs = 7 * 24 * 60 * 60 * 1000,
  ) {}

  async *read(): AsyncIterable<InventoryReading> {
    for (const reading of this.readings) {
      yield 'status' in reading
        ? reading
        : { status: 'read', inventory: reading };
    }
  }
}

/** A probe for refs of one scheme; a location without an answer is `absent`. */
export class MemoryProbe implements Probe {
  readonly answers = new Map<string, Partial<ProbeAnswer>>();
  readonly asked: LocationRef[][] = [];
  runs?: Probe['runs'];

  constructor(readonly scheme: string, readonly id = `memory-${scheme}`) {}

  handles({ ref }: LocationRef): boolean {
    return ref.startsWith(`${this.scheme}:`);
  }

  async observe(locations: LocationRef[]): Promise<ProbeAnswer[]> {
    this.asked.push(locations);
    return locations.map(location => ({
      location,
      state: 'absent',
      detail: {},
      ...this.answers.get(location.key),
    }));
  }
}

export function assessment(over: Partial<Assessment> = {}): Assessment {
  return {
    placement: 'legacy',
    stage: 'discovered',
    stale: false,
    legacy: 'active',
    target: 'absent',
    dormant: false,
    blockers: [],
    dangers: [],
    soak: null,
    nextRunAt: null,
    validUntil: null,
    ...over,
  };
}
