import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  agreedSchedule,
  billedInstanceTypes,
  EMPTY_PLAN,
  fargateSizeOf,
  HOURS_OF_MONTH,
  newestFact,
  regionOf,
  schedulesInForce,
  serverCost,
  startsPerMonth,
  sumOf,
  workloadCost,
  type Observation,
  type Plan,
  type Run,
  type ServerCostResponse,
  type Workload,
  type WorkloadCostView,
} from 'backstage-plugin-batch-migration-common';
import { setImmediate } from 'node:timers/promises';
import type { Estate } from './estate';
import { readSlice, type EstateSlice } from './estateSlice';
import { locationViews } from './locationView';
import { MEASURED_MS, measuredRun } from './measuredRun';

/** What of a workload is known for its cost. */
interface Known {
  workload: Workload;
  plan: Plan;
  slice: EstateSlice;
  targetRuns: Run[];
  serverRegion: string | null;
}

/**
 * What a server costs a month, and what its workloads would cost on Fargate,
 * by their real schedules, run lengths and peaks.
 *
 * @throws NotFoundError naming the server
 */
export async function showServerCost(
  { access, clock, database, prices }: Estate,
  credentials: BackstageCredentials,
  ref: string,
): Promise<ServerCostResponse> {
  const server = await database.servers.get(ref);
  if (!server) throw new NotFoundError(`No inventory has the server ${ref}`);
  await access.assertReadsSome(credentials);
  const now = clock.now();
  const since = new Date(now.getTime() - MEASURED_MS).toISOString();
  const all = (await database.workloads.ofServers([ref])).map(({ id }) => id);
  const readable = await access.readableIds(credentials, all);
  const slice = await readSlice(database, [...readable], {
    runs: { from: since },
    sight: 'latest',
  });
  const plans = await database.plans.getMany([...readable]);
  const viewOf = await locationViews(database, server.instances, now);
  const instances = server.instances.map(location =>
    viewOf({ ...location, side: 'legacy', position: 0 }),
  );
  const serverRegion = server.instances.flatMap(
    location => regionOf(location.ref) ?? [],
  )[0];
  const type = newestFact(server.facts, 'instance-type')?.value ?? null;

  const items: WorkloadCostView[] = [];
  let notMoving = 0;
  for (const workload of slice.workloads) {
    const plan = plans.get(workload.id) ?? EMPTY_PLAN;
    if (plan.strategy === 'retire' || plan.strategy === 'retain') {
      notMoving += 1;
      continue;
    }
    const targetRuns = await database.runs.list(targetsOf(workload), {
      from: since,
    });
    const usage = usageOf(
      {
        ...{ workload, plan, slice, targetRuns },
        serverRegion: serverRegion ?? null,
      },
      now,
    );
    items.push({ ...usage, cost: workloadCost(usage, prices) });
    // A year of starts takes some milliseconds; other requests come in between.
    await setImmediate();
  }
  items.sort(
    (a, b) =>
      (b.cost.amount ?? -1) - (a.cost.amount ?? -1) ||
      a.name.localeCompare(b.name, 'en'),
  );
  return {
    currency: prices.currency,
    hoursOfMonth: HOURS_OF_MONTH,
    server: serverCost(
      {
        serverRef: ref,
        region: serverRegion ?? null,
        instanceTypes: billedInstanceTypes(instances, type),
      },
      prices,
    ),
    target: sumOf(items.map(({ cost }) => cost)),
    items,
    notMoving,
    notReadable: all.length - readable.size,
  };
}

function usageOf(known: Known, now: Date): Omit<WorkloadCostView, 'cost'> {
  const { workload, slice, serverRegion } = known;
  const seen = slice.observationsOf(workload);
  const peaks = seen.flatMap(({ detail }) => detail.peakMib ?? []);
  const memoryMib = peaks.length > 0 ? Math.max(...peaks) : null;
  const linked = targetsOf(workload).flatMap(
    location => regionOf(location.ref) ?? [],
  );
  return {
    workloadId: workload.id,
    name: workload.name,
    kind: workload.kind,
    region: linked.length > 0 ? linked[linked.length - 1] : serverRegion,
    ...runsOf(known, seen, now),
    copies: workload.kind === 'resident' ? copiesOf(workload, seen, now) : null,
    memoryMib,
    size: fargateSizeOf({ memoryMib }),
  };
}

/** Starts and lengths of a job: as the plan means it to be, else as it is. */
function runsOf(
  { workload, plan, slice, targetRuns }: Known,
  seen: Observation[],
  now: Date,
): Pick<WorkloadCostView, 'startsPerMonth' | 'secondsPerRun' | 'runsFrom'> {
  if (workload.kind !== 'scheduled') {
    return { startsPerMonth: null, secondsPerRun: null, runsFrom: null };
  }
  const { legacy, target } = schedulesInForce(workload, seen, now);
  const intended = agreedSchedule(plan);
  const asItIs = legacy.length > 0 ? legacy : target;
  const asWritten = workload.schedule ? [workload.schedule] : [];
  const schedules = intended
    ? [intended]
    : [asItIs, asWritten].find(some => some.length > 0) ?? [];
  return {
    startsPerMonth:
      schedules.length > 0 ? startsPerMonth(schedules, now) : null,
    ...measuredRun(
      {
        targetRuns,
        legacyRuns: slice.legacyRunsOf(workload),
        attestations: slice.attestationsOf(workload),
      },
      now,
    ),
  };
}

/** As many as its target is to have, else as many as run now; `null` where that is not known. */
function copiesOf(
  workload: Workload,
  seen: readonly Observation[],
  now: Date,
): number | null {
  const desired = seen.flatMap(({ detail }) => detail.service?.desired ?? []);
  if (desired.length > 0) return Math.max(...desired);
  const legacy = workload.locations.filter(({ side }) => side === 'legacy');
  const states = legacy.map(({ ref, key }) => {
    const one = seen.find(
      ({ location }) => location.ref === ref && location.key === key,
    );
    const isFresh =
      one &&
      (one.freshUntil === null || Date.parse(one.freshUntil) >= now.getTime());
    return isFresh ? one.state : 'unknown';
  });
  if (states.length === 0 || states.includes('unknown')) return null;
  return states.filter(state => state === 'active').length;
}

function targetsOf({ locations }: Workload) {
  return locations.filter(({ side }) => side === 'target');
}
