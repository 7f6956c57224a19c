import type { Instance, InstanceStatus } from '@aws-sdk/client-ec2';
import type {
  InventoryReading,
  KnownServer,
  KnownServers,
} from 'backstage-plugin-batch-migration-node';
import type { FakeRegion } from '../testFake';
import type { AwsInventoryOptions } from './readAwsInventories';

/** Builders for the tests of this folder. */

export const PLACE = { accountId: '111122223333', region: 'ap-northeast-1' };
export const NOW = new Date('2026-02-12T01:24:00Z');

export const OPTIONS: AwsInventoryOptions = {
  ...PLACE,
  freshnessMs: 24 * 60 * 60 * 1000,
  timezone: 'Asia/Tokyo',
  tags: {
    key: 'legacy',
    values: [],
    server: 'server',
    role: 'role',
    owner: 'owner',
  },
  runCommand: null,
};

/** An id as EC2 gives them. */
export const idOf = (number: number) =>
  `i-0${number.toString(16).padStart(16, '0')}`;

/** A running instance with the tag that makes it a legacy server. */
export function addInstance(
  region: FakeRegion,
  id: string,
  tags: Record<string, string> = {},
  over: Instance & { status?: InstanceStatus } = {},
) {
  const { status, ...instance } = over;
  region.instances.set(id, {
    instance: {
      State: { Name: 'running', Code: 16 },
      InstanceType: 'c3.xlarge',
      VirtualizationType: 'paravirtual',
      PlatformDetails: 'Linux/UNIX',
      ImageId: 'ami-0495cf29924df6c07',
      LaunchTime: new Date('2015-07-15T02:11:40Z'),
      Tags: Object.entries({ legacy: 'yes', ...tags }).map(([Key, Value]) => ({
        Key,
        Value,
      })),
      ...instance,
    },
    ...(status && { status }),
  });
}

/** What is known already, as discovery would tell it. */
export function knownServers(...servers: KnownServer[]): KnownServers {
  return {
    list: async () => new Map(servers.map(one => [one.server.ref, one])),
    filesOf: async () => null,
  };
}

export function knownServer(
  name: string,
  over: Partial<KnownServer['server']> = {},
  roles: KnownServer['roles'] = [],
): KnownServer {
  return {
    server: {
      ref: `resource:default/${name}`,
      title: name,
      description: null,
      ownerRef: null,
      systemRef: null,
      facts: [],
      hardDates: [],
      instances: [],
      ...over,
    },
    roles,
  };
}

export async function readAll(
  readings: AsyncIterable<InventoryReading>,
): Promise<InventoryReading[]> {
  const all: InventoryReading[] = [];
  for await (const reading of readings) all.push(reading);
  return all;
}

export const serversOf = (readings: readonly InventoryReading[]) =>
  readings.flatMap(reading =>
    reading.status === 'read' ? reading.inventory : [],
  );

export const failuresOf = (readings: readonly InventoryReading[]) =>
  readings.flatMap(reading =>
    reading.status === 'failed' ? reading.reason : [],
  );
