import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Fact } from 'backstage-plugin-batch-migration-common';
import type {
  InventoryReading,
  InventorySource,
  KnownServers,
} from 'backstage-plugin-batch-migration-node';
import type { AwsClients } from '../clients';
import { mapConcurrently } from '../concurrent';
import { PACKAGE_SOURCE, readPackages } from './managedHosts';
import { Parts } from './Parts';
import type { AwsInventoryOptions } from './readAwsInventories';
import { type AwsEstate, readEstate } from './readEstate';
import { serverReading } from './serverReading';
import { type FoundServer, toServers } from './servers';

/** An agent lists packages twice a day at the most; once a day is soon enough. */
const PACKAGES_EVERY_MS = 24 * 60 * 60 * 1000;
/** Each host is one call, and Systems Manager publishes no rate: some in each round. */
const PACKAGES_PER_ROUND = 50;
const CONCURRENT_CALLS = 2;

/**
 * What EC2, Auto Scaling, Elastic Beanstalk and Systems Manager say of the
 * legacy servers of one account and region, live or replayed. What one of them
 * does not tell hides nothing of the others, and is said as a failure.
 */
export class AwsInventorySource implements InventorySource {
  readonly id: string;
  readonly role = 'captured';
  readonly freshnessMs: number;

  constructor(
    private readonly clients: AwsClients,
    private readonly options: AwsInventoryOptions,
    private readonly logger: LoggerService,
  ) {
    this.id = `aws:${options.accountId}/${options.region}`;
    this.freshnessMs = options.freshnessMs;
  }

  async *read({
    now,
    signal,
    known,
  }: {
    now: Date;
    signal?: AbortSignal;
    known?: KnownServers;
  }): AsyncIterable<InventoryReading> {
    const parts = new Parts(this.options, signal);
    const estate = await readEstate(this.clients, this.options, parts, signal);
    const servers = toServers(
      estate.units,
      (await known?.list()) ?? new Map(),
      this.options,
    );
    const packages = await this.packages(servers, estate, parts, now, signal);
    for (const server of servers) {
      yield {
        status: 'read',
        inventory: serverReading({
          server,
          estate,
          packages: packages.get(server) ?? [],
          settings: this.options,
          now,
        }),
      };
    }
    this.logger.debug(`${this.id}: ${servers.length} servers`);
    if (parts.reason !== null) {
      // Last, so that it does not hide what was read.
      yield { status: 'failed', serverRef: null, reason: parts.reason };
    }
  }

  /** Facts of packages: what is known of before, some of it read anew. */
  private async packages(
    servers: readonly FoundServer[],
    { managed }: AwsEstate,
    parts: Parts,
    now: Date,
    signal?: AbortSignal,
  ): Promise<Map<FoundServer, Fact[]>> {
    const facts = new Map<FoundServer, Fact[]>();
    const due: Array<{ server: FoundServer; id: string; readAt: string }> = [];
    for (const server of servers) {
      const before = (server.known?.server.facts ?? []).filter(
        ({ source }) => source === PACKAGE_SOURCE,
      );
      facts.set(server, before);
      const readAt = before[0]?.observedAt ?? '';
      // Members of a group are made from one image: one of them speaks for all.
      const id = server.units
        .flatMap(({ instances }) => instances)
        .map(({ InstanceId }) => InstanceId!)
        .find(one => managed.has(one));
      const age = now.getTime() - (Date.parse(readAt) || 0);
      if (id && age >= PACKAGES_EVERY_MS) due.push({ server, id, readAt });
    }
    due.sort((a, b) => (a.readAt < b.readAt ? -1 : 1));
    await mapConcurrently(
      due.slice(0, PACKAGES_PER_ROUND),
      CONCURRENT_CALLS,
      async ({ server, id }) => {
        const read = await parts.read(
          'ssm:ListInventoryEntries',
          'packages',
          async () =>
            readPackages(
              await this.clients.get('ssm', this.options),
              id,
              signal,
            ),
        );
        if (read && read.length > 0) facts.set(server, read);
      },
      signal,
    );
    return facts;
  }
}
