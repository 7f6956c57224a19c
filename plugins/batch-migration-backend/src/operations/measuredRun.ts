import {
  longestRunOf,
  meanRunSeconds,
  type Attestation,
  type Run,
  type WorkloadCostView,
} from 'backstage-plugin-batch-migration-common';

/** Lengths of runs count over so long: three runs of a monthly job. */
export const MEASURED_MS = 93 * 86_400_000;

/** How long a run of a job takes, by the best that is known of it. */
export function measuredRun(
  seen: { targetRuns: Run[]; legacyRuns: Run[]; attestations: Attestation[] },
  now: Date,
): Pick<WorkloadCostView, 'secondsPerRun' | 'runsFrom'> {
  const attested = longestRunOf([], seen.attestations, now)?.seconds ?? null;
  const [secondsPerRun, runsFrom] = (
    [
      [meanRunSeconds(seen.targetRuns), 'target'],
      [meanRunSeconds(seen.legacyRuns), 'legacy'],
      [attested, 'attested'],
    ] as const
  ).find(([seconds]) => seconds !== null) ?? [null, null];
  return { secondsPerRun, runsFrom };
}
