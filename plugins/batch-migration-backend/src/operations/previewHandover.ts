import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  EMPTY_PLAN,
  gapsAround,
  handoverCandidates,
  planHandover,
  resolveSafety,
  simulateHandover,
  type HandoverJobView,
  type HandoverOptions,
  type HandoverPlan,
  type HandoverPreviewResponse,
  type HandoverRange,
  type HandoverSafety,
} from 'backstage-plugin-batch-migration-common';
import { noWorkload } from '../permissions';
import type { Estate } from './estate';
import { readSlice } from './estateSlice';
import { toHandoverJob, type PlannedJob } from './handoverJobs';
import { readTraffic } from './serverTraffic';
import { currentAssessments } from './workloadViews';

const MINUTE = 60_000;
const DAY = 86_400_000;
const WITHIN_DAYS = 14;
/** Run lengths are measured over so long: three runs of a monthly job. */
const MEASURED_DAYS = 93;
/** What a lane shows on either side of the instant. */
const LANE = 60 * MINUTE;

/** As the route has read it. */
export interface HandoverRequest {
  workloadIds: string[];
  from?: Date;
  withinDays?: number;
  switchAt?: Date;
  safety: Partial<HandoverSafety>;
}

/**
 * Plans how jobs move, from what was seen. Stores nothing, switches nothing.
 *
 * @throws NotFoundError naming the workloads that do not exist or may not be read
 */
export async function previewHandover(
  estate: Estate,
  credentials: BackstageCredentials,
  request: HandoverRequest,
): Promise<HandoverPreviewResponse> {
  const { clock, timezone } = estate;
  const now = clock.now();
  const options: HandoverOptions = {
    from: new Date(Math.max(request.from?.getTime() ?? 0, now.getTime())),
    withinDays: request.withinDays ?? WITHIN_DAYS,
    safety: request.safety,
  };
  const planned = await readJobs(estate, credentials, request.workloadIds, {
    now,
    until: new Date(options.from.getTime() + options.withinDays * DAY),
  });
  const jobs = planned.map(({ job }) => job);
  const { switchAt } = request;
  const plan = planHandover(jobs, { ...options, switchAt });
  const candidates = handoverCandidates(jobs, options);
  const traffic = await readTraffic(estate, request.workloadIds, now);
  return {
    now: now.toISOString(),
    timezone,
    jobs: viewsOf(planned, plan, middleOf(plan, candidates, options, switchAt)),
    candidates: candidates.map(range => ({ ...range, ...traffic(range) })),
    plan,
    simulation: simulateHandover(jobs, plan),
  };
}

async function readJobs(
  { access, database }: Estate,
  credentials: BackstageCredentials,
  ids: string[],
  { now, until }: { now: Date; until: Date },
): Promise<PlannedJob[]> {
  const since = new Date(now.getTime() - MEASURED_DAYS * DAY).toISOString();
  const slice = await readSlice(database, ids, {
    runs: { from: since },
    sight: 'latest',
  });
  const known = new Set(slice.workloads.map(({ id }) => id));
  const unknown = ids.filter(id => !known.has(id));
  if (unknown.length > 0) throw noWorkload(unknown);
  await access.assertReadable(credentials, ids);
  const assessments = await currentAssessments(database, ids, now);
  const plans = await database.plans.getMany(ids);
  const servers = new Map(
    (await database.servers.list()).map(server => [server.ref, server]),
  );
  return slice.workloads.map(workload =>
    toHandoverJob(
      slice,
      {
        workload,
        plan: plans.get(workload.id) ?? EMPTY_PLAN,
        assessment: assessments.get(workload.id),
        servers: workload.serverRefs.flatMap(ref => servers.get(ref) ?? []),
      },
      now,
      until,
    ),
  );
}

/** The instant around which all lanes are shown: one for all, so that they can be compared. */
function middleOf(
  { windows }: HandoverPlan,
  candidates: readonly HandoverRange[],
  { from, safety }: HandoverOptions,
  switchAt: Date | undefined,
): number {
  if (switchAt) return switchAt.getTime();
  const [fullest] = [...windows].sort(
    (a, b) => b.jobIds.length - a.jobIds.length,
  );
  const chosen = fullest?.switchAt ?? candidates[0]?.switchAt;
  return chosen === undefined
    ? from.getTime() + resolveSafety(safety).deploySeconds * 1000
    : Date.parse(chosen);
}

function viewsOf(
  planned: readonly PlannedJob[],
  plan: HandoverPlan,
  middle: number,
): HandoverJobView[] {
  const moves = new Map(plan.jobs.map(move => [move.id, move]));
  return planned.map(({ job, longestRun }) => {
    const move = moves.get(job.id);
    return {
      id: job.id,
      name: job.name,
      legacy: job.legacy,
      target: job.target,
      longestRun,
      lock: job.lock,
      hostTls12: job.hostTls12,
      warnings: [
        ...job.warnings,
        ...(move && move.procedure !== 'gap'
          ? [{ code: move.cause, message: move.reason }]
          : []),
      ],
      lane: gapsAround(
        job,
        new Date(middle - LANE),
        new Date(middle + LANE),
        plan.safety,
      ),
    };
  });
}
