import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  dayIn,
  serverOrderKey,
  serverVerdict,
  withEndOfLife,
  type EntityRef,
  type Instant,
  type ListResponse,
  type LocationView,
  type Server,
  type ServerDetail,
  type ServerOrder,
  type ServerVerdict,
  type ServerView,
  type VerdictRow,
  type WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import type { Estate } from './estate';
import { locationViews } from './locationView';
import { verdictRows } from './workloadViews';

interface ServerPage {
  limit: number;
  orderBy?: ServerOrder;
  /** `nextCursor` of the page before. */
  cursor?: string;
}

/** A page of servers. What one may not read is in the counts, without its name. */
export async function listServers(
  estate: Estate,
  credentials: BackstageCredentials,
  { limit, orderBy = 'ref', cursor }: ServerPage,
): Promise<ListResponse<ServerView>> {
  const places = await inOrder(estate, orderBy);
  const rest = places.filter(({ at }) => cursor === undefined || at > cursor);
  const page = rest.slice(0, limit);
  const servers = await serversOf(
    estate,
    page.map(({ ref }) => ref),
  );
  const known = await knowServers(estate, credentials, servers);
  return {
    items: known.map(toView),
    totalItems: places.length,
    nextCursor: rest.length > limit ? page[page.length - 1].at : null,
  };
}

/** In the order of the refs. */
async function serversOf(
  { database }: Estate,
  refs: readonly EntityRef[],
): Promise<Server[]> {
  const stored = await database.servers.getMany(refs);
  const byRef = new Map(stored.map(server => [server.ref, server]));
  return refs.flatMap(ref => byRef.get(ref) ?? []);
}

/** Each server with where it stands, which is the cursor that follows it. */
async function inOrder(
  { clock, database, timezone }: Estate,
  order: ServerOrder,
): Promise<Array<{ ref: EntityRef; at: string }>> {
  const servers = await database.servers.hardDates();
  if (order === 'ref') return servers.map(({ ref }) => ({ ref, at: ref }));
  const { byServer } = await database.assessments.counts({});
  const left = new Map(byServer.map(counts => [counts.key, counts.left]));
  const today = dayIn(timezone, clock.now());
  return servers
    .map(server => {
      const key = serverOrderKey(server, {
        ...{ order, today },
        left: left.get(server.ref) ?? 0,
      });
      return { ref: server.ref, at: `${key} ${server.ref}` };
    })
    .sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** @throws NotFoundError naming the server */
export async function showServer(
  estate: Estate,
  credentials: BackstageCredentials,
  ref: string,
): Promise<ServerDetail> {
  const { database } = estate;
  const server = await database.servers.get(ref);
  if (!server) throw new NotFoundError(`No inventory has the server ${ref}`);
  const [known] = await knowServers(estate, credentials, [server]);
  const { verdict, hidden } = known;
  return {
    ...toView(known),
    roles: await database.servers.roles({ serverRef: ref }),
    canBeShutDown: verdict.canBeShutDown,
    verdict: verdict.verdict.map(({ group, workloads }) => ({
      group,
      workloads: workloads.filter(({ id }) => !hidden.has(id)),
    })),
    reasons: verdict.reasons,
    grounds: verdict.grounds?.map(({ code, workloads }) => ({
      code,
      workloads: workloads.filter(({ id }) => !hidden.has(id)),
    })),
    // An issue may quote any line, so it is for those who may read all of them.
    issues:
      hidden.size > 0
        ? []
        : (await database.inventory.issues(ref)).map(
            ({ serverRef, ...issue }) => issue,
          ),
  };
}

interface KnownServer {
  server: Server;
  instances: LocationView[];
  verdict: ServerVerdict;
  /** Whether any source names it. */
  listed: boolean;
  unlistedSince: Instant | null;
  emptySince: Instant | null;
  roleRefs: EntityRef[];
  /** Ids of its workloads that the caller may not read. */
  hidden: Set<string>;
}

async function knowServers(
  { access, clock, database, endOfLife }: Estate,
  credentials: BackstageCredentials,
  servers: readonly Server[],
): Promise<KnownServer[]> {
  const { scope } = await access.assertReadsSome(credentials);
  const now = clock.now();
  const ids = await database.workloads.idsOfServers(
    servers.map(({ ref }) => ref),
  );
  const readable =
    scope === 'all' ? new Set(ids) : await access.readableIds(credentials, ids);
  const rows = (await verdictRows(database, ids, now)).map(
    (row): VerdictRow & Pick<WorkloadView, 'roleRef'> =>
      readable.has(row.id)
        ? row
        : { ...row, name: 'a workload that you may not read' },
  );
  const viewLocation = await locationViews(
    database,
    servers.flatMap(({ instances }) => instances),
    now,
  );
  const listed = await database.listings.listed();
  const unlistedSince = await database.listings.unlistedSince(
    servers.map(({ ref }) => ref),
  );
  const rowsOf = new Map<string, typeof rows>();
  for (const row of rows) {
    for (const ref of row.serverRefs) {
      rowsOf.set(ref, [...(rowsOf.get(ref) ?? []), row]);
    }
  }
  const judged = servers.map(stored => {
    const server = withEndOfLife(stored, endOfLife);
    const own = rowsOf.get(server.ref) ?? [];
    const instances = server.instances.map(location =>
      viewLocation({ ...location, side: 'legacy', position: 0 }),
    );
    const verdict = serverVerdict(server, own, instances, now);
    return { server, own, instances, verdict };
  });
  const changedAt = await database.history.stageChangedAt([
    ...new Set(
      judged.flatMap(({ own, verdict }) =>
        verdict.left === 0 ? own.map(({ id }) => id) : [],
      ),
    ),
  ]);
  return judged.map(({ server, own, instances, verdict }) => {
    const changes = own.map(({ id }) => changedAt.get(id) ?? '').sort();
    return {
      ...{ server, instances, verdict },
      listed: listed.has(server.ref),
      unlistedSince: unlistedSince.get(server.ref) ?? null,
      emptySince: verdict.left === 0 ? changes.pop() || null : null,
      roleRefs: [...new Set(own.map(({ roleRef }) => roleRef))].sort(),
      hidden: new Set(own.flatMap(({ id }) => (readable.has(id) ? [] : id))),
    };
  });
}

function toView({
  server,
  instances,
  verdict,
  listed,
  unlistedSince,
  emptySince,
  roleRefs,
}: KnownServer): ServerView {
  return {
    ref: server.ref,
    title: server.title,
    description: server.description,
    ownerRef: server.ownerRef,
    systemRef: server.systemRef,
    facts: server.facts,
    hardDates: server.hardDates,
    dangers: verdict.dangers,
    state: verdict.state,
    workloads: verdict.workloads,
    left: verdict.left,
    emptySince,
    roleRefs,
    byStage: verdict.byStage,
    instances,
    listed,
    unlistedSince,
  };
}
