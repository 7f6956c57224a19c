import {
  hostOfServer,
  matchInventory,
  type CrontabDialect,
  type KnownLocation,
  type ServerInventory,
} from 'backstage-plugin-batch-migration-common';
import { readHandedIn } from './handedIn';
import {
  describeKnownServer,
  dialectOfPath,
  knownPaths,
  type KnownServer,
} from './knownServer';

/** Where a crontab would lie of which nobody says where it does. */
const SOMEWHERE: Record<CrontabDialect, string> = {
  user: 'var/spool/cron/crontabs/unknown',
  system: 'etc/cron.d/unknown',
};

interface AskedCrontab {
  text: string;
  dialect: CrontabDialect;
  path?: string;
  cron?: 'debian' | 'cronie';
  cronVersion?: string;
  timezone: string;
}

/**
 * Which known workload each line of a crontab is, by the rules by which a
 * capture of the server would find it again.
 */
export function knownLines(
  known: KnownServer,
  locations: readonly KnownLocation[],
  asked: AskedCrontab,
  now: Date,
): Map<number, string> {
  const description = describeKnownServer(known);
  const readAt = (path: string) =>
    readHandedIn(
      description,
      {
        files: [{ path, text: asked.text }],
        capturedAt: now.toISOString(),
        ...(asked.cron && {
          cron: { flavour: asked.cron, version: asked.cronVersion },
        }),
        timezone: asked.timezone,
      },
      asked.timezone,
    );
  const inventory = readAt(
    asked.path ??
      likeliestPath(known, locations, readAt(SOMEWHERE[asked.dialect]), asked),
  );
  const { matched } = matchInventory([...locations], inventory.items);
  return new Map(
    matched.flatMap(({ item, workloadId }) =>
      item.detail.line === undefined
        ? []
        : [[item.detail.line, workloadId] as const],
    ),
  );
}

/** The known file with most of these commands. */
function likeliestPath(
  known: KnownServer,
  locations: readonly KnownLocation[],
  { items }: ServerInventory,
  { dialect }: AskedCrontab,
): string {
  const keys = new Set(items.map(({ location }) => location.key));
  const host = hostOfServer(known.server.ref);
  const shared = (path: string) =>
    locations.filter(
      ({ location }) =>
        location.ref === `crontab:${host}/${path}` && keys.has(location.key),
    ).length;
  const [likeliest] = knownPaths(known)
    .filter(path => dialectOfPath(path) === dialect)
    .map(path => ({ path, count: shared(path) }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
  return likeliest?.path ?? SOMEWHERE[dialect];
}
