import { paginateGetResources } from '@aws-sdk/client-resource-groups-tagging-api';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { UnsearchedApprovals } from 'backstage-plugin-batch-migration-node';
import type { AwsClients } from '../clients';
import { reasonOf } from '../failure';
import type { AwsPlace } from '../places';
import { REPOSITORY_NAME, type ApprovalsTable } from './readApprovalsConfig';
import { toTable } from './toTable';

/** Both golden paths give it to table and bucket; its value is the name of the repository. */
const TAG = 'batch-migration:approvals';

interface Tagged {
  tables: string[];
  buckets: string[];
}

/**
 * Tables that are configured, and those that a look by tag has found since.
 * What is configured counts: a tag can be set by whoever may tag.
 */
export class FoundTables implements Iterable<ApprovalsTable> {
  private readonly found = new Map<string, ApprovalsTable[]>();
  private readonly unread = new Map<string, UnsearchedApprovals[]>();

  constructor(
    private readonly clients: AwsClients,
    private readonly configured: readonly ApprovalsTable[],
    /** Where tables are looked for. */
    private readonly places: readonly AwsPlace[],
    private readonly logger: LoggerService,
  ) {
    for (const place of places) {
      this.unread.set(refOf(place), [
        unsearched(refOf(place), 'Nobody has looked there yet'),
      ]);
    }
  }

  [Symbol.iterator](): Iterator<ApprovalsTable> {
    return [...this.configured, ...[...this.found.values()].flat()].values();
  }

  /** What may be there and is not known. */
  get unsearched(): UnsearchedApprovals[] {
    return [...this.unread.values()].flat();
  }

  /** Looks everywhere. Where it fails, what was found before stays. */
  async search(signal?: AbortSignal): Promise<void> {
    for (const place of this.places) {
      const ref = refOf(place);
      try {
        this.take(place, await this.taggedIn(place, signal));
      } catch (error) {
        signal?.throwIfAborted();
        const { message } = toError(error);
        this.logger.warn(`No tables of requests are found: ${message}`);
        this.unread.set(ref, [unsearched(ref, message)]);
      }
    }
  }

  private async taggedIn(
    place: AwsPlace,
    signal?: AbortSignal,
  ): Promise<Map<string, Tagged>> {
    const byName = new Map<string, Tagged>();
    try {
      const client = await this.clients.get('tagging', place);
      const pages = paginateGetResources(
        { client },
        {
          TagFilters: [{ Key: TAG }],
          ResourceTypeFilters: ['dynamodb:table', 's3'],
        },
        { abortSignal: signal },
      );
      for await (const { ResourceTagMappingList = [] } of pages) {
        for (const { ResourceARN = '', Tags = [] } of ResourceTagMappingList) {
          const name = Tags.find(({ Key }) => Key === TAG)?.Value ?? '';
          const tagged = byName.get(name) ?? { tables: [], buckets: [] };
          byName.set(name, tagged);
          const [, table] = /:table\/([^/]+)$/.exec(ResourceARN) ?? [];
          const [, bucket] = /:s3:::([^/]+)$/.exec(ResourceARN) ?? [];
          if (table) tagged.tables.push(table);
          if (bucket) tagged.buckets.push(bucket);
        }
      }
      return byName;
    } catch (error) {
      throw new Error(reasonOf(error, 'tag:GetResources', refOf(place)));
    }
  }

  private take(place: AwsPlace, tagged: Map<string, Tagged>): void {
    const ref = refOf(place);
    const known = this.found.get(ref) ?? [];
    const tables: ApprovalsTable[] = [];
    const doubts: UnsearchedApprovals[] = [];
    for (const [name, { tables: named, buckets }] of tagged) {
      const isConfigured = this.configured.some(
        each =>
          refOf(each) === ref &&
          (each.name === name || named.includes(each.table)),
      );
      if (isConfigured || named.length === 0) continue;
      // A stack that was made anew leaves the table of before, with its tag.
      const doubt =
        (!REPOSITORY_NAME.test(name) &&
          `The tag ${TAG} of ${named[0]} is no name of a repository`) ||
        (named.length > 1 &&
          `Several tables have the tag ${TAG} with ${name}: list the one in use in batchMigration.aws.approvals`);
      if (doubt) {
        doubts.push(unsearched(`${ref}/${named[0]}`, doubt));
        continue;
      }
      const evidenceBucket = buckets.length === 1 ? buckets[0] : null;
      const table = toTable({
        ...{ ...place, name, table: named[0], evidenceBucket },
      });
      // The same one as before, by which others remember what it told.
      const same = known.find(
        each => JSON.stringify(each) === JSON.stringify(table),
      );
      tables.push(same ?? table);
    }
    this.found.set(ref, tables);
    this.unread.set(ref, doubts);
  }
}

function refOf({ accountId, region }: AwsPlace): string {
  return `${accountId}/${region}`;
}

function unsearched(ref: string, reason: string): UnsearchedApprovals {
  return { id: ref.replace(/\//g, '.'), title: ref, reason };
}
