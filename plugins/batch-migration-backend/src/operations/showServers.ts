import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  serverVerdict,
  withEndOfLife,
  type EntityRef,
  type Instant,
  type ListResponse,
  type LocationView,
  type Server,
  type ServerDetail,
  type ServerVerdict,
  type ServerView,
  type VerdictRow,
  type WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import type { Estate } from './estate';
import { locationViews } from './locationView';
import { workloadViews } from './workloadViews';

interface ServerPage {
  limit: number;
  /** Ref of the last server of the page before. */
  after?: string;
}

/** Servers by ref. What one may not read is in the counts, without its name. */
export async function listServers(
  estate: Estate,
  credentials: BackstageCredentials,
  { limit, after }: ServerPage,
): Promise<ListResponse<ServerView>> {
  const servers = await estate.database.servers.list();
  const rest = servers.filter(({ ref }) => after === undefined || ref > after);
  const page = rest.slice(0, limit);
  const known = await knowServers(estate, credentials, page);
  return {
    items: known.map(toView),
    totalItems: servers.length,
    nextCursor: rest.length > limit ? page[page.length - 1].ref : null,
  };
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
  const workloads = await database.workloads.ofServers(
    servers.map(({ ref }) => ref),
  );
  const ids = workloads.map(({ id }) => id);
  const readable =
    scope === 'all' ? new Set(ids) : await access.readableIds(credentials, ids);
  const rows = (await workloadViews(database, ids, now)).map(
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
  const judged = servers.map(stored => {
    const server = withEndOfLife(stored, endOfLife);
    const own = rows.filter(row => row.serverRefs.includes(server.ref));
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
