import {
  agreedSchedule,
  hostOf,
  longestRunOf,
  readWrappers,
  schedulesInForce,
  speaksTls12,
  type Assessment,
  type HandoverJob,
  type HandoverWarning,
  type KnownLongestRun,
  type Plan,
  type Server,
  type Workload,
} from 'backstage-plugin-batch-migration-common';
import type { EstateSlice } from './estateSlice';

/** What one job is planned from. */
export interface KnownJob {
  workload: Workload;
  plan: Plan;
  assessment: Assessment | undefined;
  servers: Server[];
}

/** As the planner takes it, with what a person is shown beside. */
export interface PlannedJob {
  job: HandoverJob;
  longestRun: KnownLongestRun | null;
}

/**
 * @param until - end of the time that is looked at: an attestation that ends
 *   before it may not be there when the job switches
 */
export function toHandoverJob(
  slice: EstateSlice,
  known: KnownJob,
  now: Date,
  until: Date,
): PlannedJob {
  const { workload, plan, assessment, servers } = known;
  const inForce = schedulesInForce(
    workload,
    slice.observationsOf(workload),
    now,
  );
  const longestRun = longestRunOf(
    slice.legacyRunsOf(workload),
    slice.attestationsOf(workload),
    now,
  );
  return {
    longestRun,
    job: {
      id: workload.id,
      name: workload.name,
      legacy: inForce.legacy,
      target: inForce.target,
      scheduleChanges: agreedSchedule(plan) !== null,
      longestRun: longestRun && {
        seconds: longestRun.seconds,
        source: longestRun.source,
        expiresAt: longestRun.expiresAt,
      },
      places: inForce.places,
      lock: lockOf(workload, inForce.places),
      after: [],
      hostTls12: tls12Of(servers),
      runsTwice:
        assessment?.placement === 'both' ||
        (assessment?.dangers ?? []).some(({ type }) => type === 'runs-twice'),
      warnings: [
        ...sightWarnings(inForce.problem),
        ...attestationWarnings(longestRun, until),
        ...targetWarnings(slice, workload, longestRun),
      ],
    },
  };
}

/** A lock file keeps runs of one host apart, so the host is part of its name. */
function lockOf({ command }: Workload, places: string[]): string | null {
  const path = readWrappers(command).lock?.path;
  if (!path) return null;
  const host = places.map(hostOf).find(found => found !== null) ?? '';
  return `${host}:${path}`;
}

/** One host that cannot reach the guard is enough; one of which nobody knows leaves it open. */
function tls12Of(servers: readonly Server[]): boolean | null {
  const told = servers.map(({ facts }) => speaksTls12(facts));
  if (told.includes(false)) return false;
  return told.length === 0 || told.includes(null) ? null : true;
}

function sightWarnings(problem: string | null): HandoverWarning[] {
  return problem === null ? [] : [{ code: 'not-seen', message: problem }];
}

function attestationWarnings(
  longestRun: KnownLongestRun | null,
  until: Date,
): HandoverWarning[] {
  const expiresAt = longestRun?.expiresAt ?? null;
  if (expiresAt === null || Date.parse(expiresAt) >= until.getTime()) return [];
  return [
    {
      code: 'attestation-ends-soon',
      message: `The attested longest run (${
        longestRun!.basis
      }) ends at ${expiresAt}, within the time that is looked at. Renew it, or switch before.`,
    },
  ];
}

function targetWarnings(
  slice: EstateSlice,
  workload: Workload,
  longestRun: KnownLongestRun | null,
): HandoverWarning[] {
  const targets = workload.locations.filter(({ side }) => side === 'target');
  const warnings: HandoverWarning[] = [];
  if (targets.some(({ alsoServes }) => (alsoServes ?? []).length > 0)) {
    warnings.push({
      code: 'shares-target',
      message:
        'Its target also does the work of other jobs, which is not planned here: take the lines of all of them out in one edit while none of them runs, and let the target start then.',
    });
  }
  const stoppedAfter = slice
    .observationsOf(workload)
    .filter(({ location }) =>
      targets.some(
        ({ ref, key }) => ref === location.ref && key === location.key,
      ),
    )
    .flatMap(({ detail }) => detail.timeoutSeconds ?? []);
  const shortest = Math.min(...stoppedAfter);
  if (longestRun && shortest < longestRun.seconds) {
    warnings.push({
      code: 'may-be-cut-off',
      message: `Its target stops a run after ${shortest} s, and the job takes up to ${longestRun.seconds} s. Raise the limit before it moves.`,
    });
  }
  return warnings;
}
