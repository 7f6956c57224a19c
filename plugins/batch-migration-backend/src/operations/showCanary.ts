import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  compareSeries,
  countRequests,
  guardrailViews,
  trafficSplit,
  weightTrack,
  within,
  type CanaryView,
  type SideTraffic,
  type WeightTrack,
} from 'backstage-plugin-batch-migration-common';
import { canaryQuestions, readingsOf, trafficOf, waysOf } from '../canary';
import { showCutover } from '../cutover';
import { noWorkload } from '../permissions';
import type { Estate } from './estate';
import { readableWorkload } from './showWorkload';
import { workloadViews } from './workloadViews';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Of the charts, and of what is compared over a bake of some days. */
const PERIOD_SECONDS = 900;
/** Beyond three days the same periods would be too many to read and to draw. */
const LONG_PERIOD_SECONDS = 3_600;
const LONG_MS = 3 * DAY_MS;
/** CloudWatch keeps periods of an hour for 455 days; nobody bakes so long. */
const LONGEST_MS = 91 * DAY_MS;

const NO_TRAFFIC: SideTraffic = { requests: [], errors: [], slowest: [] };

/** From the beginning of the bake, and a day at least, to the end of the last full period. */
function windowOf({ bake }: WeightTrack, now: Date) {
  const wanted = Math.min(
    bake ? Date.parse(bake.since) : Infinity,
    now.getTime() - DAY_MS,
  );
  const from = Math.max(wanted, now.getTime() - LONGEST_MS);
  const periodSeconds =
    now.getTime() - from > LONG_MS ? LONG_PERIOD_SECONDS : PERIOD_SECONDS;
  const floor = (time: number) =>
    new Date(Math.floor(time / (periodSeconds * 1000)) * periodSeconds * 1000);
  return { from: floor(from), until: floor(now.getTime()), periodSeconds };
}

/**
 * How far a service has moved by its weights, who gets which stack, and
 * whether what the plan asks for holds. It changes no weight.
 */
export async function showCanary(
  estate: Estate,
  credentials: BackstageCredentials,
  id: string,
): Promise<CanaryView> {
  const { canaryMetrics, clock, database, secondPerson } = estate;
  const workload = await readableWorkload(estate, credentials, id);
  const now = clock.now();
  const [view] = await workloadViews(database, [id], now);
  if (!view) throw noWorkload([id]);
  const { plan, assessment } = view;
  const cutover = await showCutover(database, {
    ...{ workload, plan, assessment, secondPerson, now },
  });
  const track = weightTrack(cutover, now);
  const ways = waysOf(view);

  const window = windowOf(track, now);
  const { until, periodSeconds } = window;
  const answers = await canaryMetrics.read(
    canaryQuestions(ways, plan.canary),
    window,
  );
  const legacy = trafficOf(answers, ways, 'legacy');
  const target = trafficOf(answers, ways, 'target');
  const measured = legacy || target;
  const sides = { legacy: legacy ?? NO_TRAFFIC, target: target ?? NO_TRAFFIC };
  const cutTo = (from: Date) => (side: SideTraffic) => ({
    requests: within(side.requests, from, until),
    errors: within(side.errors, from, until),
    slowest: within(side.slowest, from, until),
  });
  const unread = [...answers.values()].flatMap(
    answer => (!answer.id.startsWith('guardrail.') && answer.unread) || [],
  );

  const countedFrom = new Date(until.getTime() - HOUR_MS);
  const hour = cutTo(countedFrom);
  const counted = countRequests(
    hour(sides.legacy).requests,
    hour(sides.target).requests,
    periodSeconds,
  );
  // What began within a period is compared from the next on.
  const bakeMs = track.bake ? Date.parse(track.bake.since) : until.getTime();
  const period = periodSeconds * 1000;
  const bakeFrom = new Date(Math.ceil(bakeMs / period) * period);
  const day = cutTo(new Date(until.getTime() - DAY_MS));

  return {
    at: now.toISOString(),
    track,
    split: trafficSplit(
      ways.map(({ ref, key, side, state, detail }) => ({
        ...{ ref, key, side, state },
        traffic: detail.traffic ?? null,
      })),
      counted,
      plan.canary?.requestsPerTarget ?? null,
    ),
    countedFrom: counted && countedFrom.toISOString(),
    countedUntil: counted && until.toISOString(),
    guardrails: guardrailViews({
      guardrails: plan.canary?.guardrails ?? [],
      bake: track.bake,
      traffic: measured && {
        legacy: cutTo(bakeFrom)(sides.legacy),
        target: cutTo(bakeFrom)(sides.target),
      },
      unread: unread[0] ?? null,
      metrics: readingsOf(answers, plan.canary, points =>
        within(points, bakeFrom, until),
      ),
      records: await database.guardrails.list(id),
    }),
    series:
      measured &&
      compareSeries(
        { legacy: day(sides.legacy), target: day(sides.target) },
        periodSeconds,
      ),
    unread: [...new Set(unread)],
    rollback: plan.canary?.rollback ?? null,
    monitoringUrl: plan.canary?.monitoringUrl ?? null,
  };
}
