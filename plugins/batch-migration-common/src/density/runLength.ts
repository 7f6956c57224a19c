import type { Attestation } from '../api/attestations';
import { longestRunOf, MEASURED_RUNS } from '../workload/longestRun';
import type { Run } from '../workload/model';

/**
 * How long one run of a job usually takes, in seconds: the middle one of those
 * that were measured, else what was attested; `null` where neither is known.
 * The longest run would make a host look busier than it is.
 */
export function usualRunSeconds(
  runs: readonly Run[],
  attestations: readonly Attestation[],
  now: Date,
): number | null {
  const lengths = runs
    .filter(({ outcome }) => outcome !== 'skipped-duplicate')
    .flatMap(({ startedAt, endedAt }) =>
      endedAt === null ? [] : Date.parse(endedAt) - Date.parse(startedAt),
    )
    .filter(length => length >= 0)
    .sort((a, b) => a - b);
  if (lengths.length >= MEASURED_RUNS) {
    return Math.ceil(lengths[Math.floor(lengths.length / 2)] / 1000);
  }
  return longestRunOf(runs, attestations, now)?.seconds ?? null;
}
