import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  maskSecrets,
  type InventoryRole,
  type ListResponse,
  type SourceKind,
  type SourceView,
} from 'backstage-plugin-batch-migration-common';
import { groupBy } from '../stores/rows';
import type { Estate } from './estate';

/** A source or probe as it is configured. */
export interface KnownSource {
  id: string;
  kind: SourceKind;
  /** Of inventories. */
  role: InventoryRole | null;
}

interface SourcePage {
  limit: number;
  /** Id of the last source of the page before. */
  after?: string;
}

/** More would not help to see what is wrong. */
const TROUBLES_TOLD = 100;
const MISSING_TOLD = 10;

/** Sources and probes by id, those too that are configured no more and still matter. */
export async function listSources(
  {
    access,
    clock,
    database,
    sources,
  }: Pick<Estate, 'access' | 'clock' | 'database' | 'sources'>,
  credentials: BackstageCredentials,
  { limit, after }: SourcePage,
): Promise<ListResponse<SourceView>> {
  await access.assertReadsSome(credentials);
  const { inventory, listings } = database;
  const troubles = await inventory.troubles(clock.now().toISOString());
  const answers = await inventory.answers();
  const troublesOf = groupBy(troubles, ({ source }) => source);
  const countsOf = new Map(
    (await listings.counts()).map(counts => [counts.source, counts]),
  );
  const known = new Map(sources.map(source => [source.id, source]));
  const ids = [
    ...new Set([...known.keys(), ...countsOf.keys(), ...troublesOf.keys()]),
  ].sort();
  const rest = ids.filter(id => after === undefined || id > after);
  const page = rest.slice(0, limit);
  const items: SourceView[] = [];
  for (const id of page) {
    const { kind = null, role = null } = known.get(id) ?? {};
    const counts = countsOf.get(id);
    const own = troublesOf.get(id) ?? [];
    const failure = own.find(({ serverRef }) => serverRef === null);
    const ofServers = own.flatMap(({ serverRef, since, reason }) =>
      serverRef === null ? [] : { serverRef, since, reason: masked(reason) },
    );
    items.push({
      ...{ id, kind, role },
      answeredAt: answers.get(id) ?? null,
      servers: kind === 'inventory' || counts ? counts?.listed ?? 0 : null,
      failure: failure
        ? { since: failure.since, reason: masked(failure.reason) }
        : null,
      missing:
        counts && counts.missingSince !== null
          ? {
              count: counts.missing,
              since: counts.missingSince,
              first: await listings.missing(id, MISSING_TOLD),
            }
          : null,
      troubles: {
        count: ofServers.length,
        first: ofServers.slice(0, TROUBLES_TOLD),
      },
    });
  }
  return {
    items,
    totalItems: ids.length,
    nextCursor: rest.length > limit ? page[page.length - 1] : null,
  };
}

function masked(reason: string): string {
  return maskSecrets(reason).text;
}
