import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  locationId,
  schedulesInForce,
  usualRunSeconds,
  weekDensity,
  type DensityJob,
  type DensityResponse,
  type DensityTool,
  type LocationRef,
  type Workload,
} from 'backstage-plugin-batch-migration-common';
import type { Estate } from './estate';
import { readSlice, type EstateSlice } from './estateSlice';

const DAY_MS = 86_400_000;
/** So long back, and so far, run lengths are measured and uses are looked for. */
export const DENSITY_DAYS = 28;

/** As the route has read it. */
export interface DensityRequest {
  servers: string[];
  roles: string[];
  /** The four weeks up to now where neither bound is given. */
  from?: Date;
  to?: Date;
  bucketMinutes: number;
  timezone?: string;
  frequent: boolean;
}

/**
 * When the legacy side of the asked servers and roles works. Jobs and tools
 * that the caller may not read count without their names.
 */
export async function showDensity(
  estate: Estate,
  credentials: BackstageCredentials,
  request: DensityRequest,
): Promise<DensityResponse> {
  const { access, clock, database } = estate;
  const now = clock.now();
  const { from, to } = boundsOf(request, now);
  const ids = await database.workloads.idsWhere({
    serverRefs: request.servers,
    roleRefs: request.roles,
  });
  const { scope } = await access.readable(credentials);
  const readable =
    scope === 'all' ? new Set(ids) : await access.readableIds(credentials, ids);
  const earliest = Math.min(
    from.getTime(),
    now.getTime() - DENSITY_DAYS * DAY_MS,
  );
  const slice = await readSlice(database, ids, {
    runs: { from: new Date(earliest).toISOString() },
    sight: 'latest',
  });
  const isHidden = ({ id }: Workload) => !readable.has(id);
  return weekDensity(
    jobsOf(slice, isHidden, now),
    await toolsOf(estate, slice, isHidden),
    {
      from: from.getTime(),
      to: to.getTime(),
      bucketMinutes: request.bucketMinutes,
      timezone: request.timezone ?? estate.timezone,
      frequent: request.frequent,
      now: now.getTime(),
    },
  );
}

function boundsOf({ from, to }: DensityRequest, now: Date) {
  const span = DENSITY_DAYS * DAY_MS;
  if (from && !to) return { from, to: new Date(from.getTime() + span) };
  const end = to ?? now;
  return { from: from ?? new Date(end.getTime() - span), to: end };
}

function jobsOf(
  slice: EstateSlice,
  isHidden: (workload: Workload) => boolean,
  now: Date,
): DensityJob[] {
  return slice.workloads
    .filter(({ kind }) => kind === 'scheduled')
    .flatMap(workload => {
      const { legacy, problem } = schedulesInForce(
        workload,
        slice.observationsOf(workload),
        now,
      );
      // What is switched off or gone starts nothing.
      if (legacy.length === 0 && problem === null) return [];
      return {
        id: workload.id,
        name: workload.name,
        specs: legacy,
        problem,
        runSeconds: usualRunSeconds(
          slice.legacyRunsOf(workload),
          slice.attestationsOf(workload),
          now,
        ),
        hidden: isHidden(workload),
      };
    });
}

/** `null` where no run of an on-demand tool was ever told: that is not "never used". */
async function toolsOf(
  { database }: Estate,
  slice: EstateSlice,
  isHidden: (workload: Workload) => boolean,
): Promise<DensityTool[] | null> {
  const tools = slice.workloads.filter(({ kind }) => kind === 'on-demand');
  const told = await database.runs.newestStarts(
    tools.flatMap(({ locations }) => locations),
  );
  const isTold = (location: LocationRef) => told.has(locationId(location));
  const known = tools.filter(({ locations }) => locations.some(isTold));
  if (known.length === 0) return null;
  return known.map(tool => ({
    uses: slice
      .legacyRunsOf(tool)
      .map(({ startedAt }) => Date.parse(startedAt)),
    hidden: isHidden(tool),
  }));
}
