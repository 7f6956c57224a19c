import type { Exemption } from '../workload/model';
import type { ExemptionRecord } from './model';

/**
 * What of a workload's exemptions its assessment looks at: what nobody took
 * back. To take back what was approved also settles what had lapsed by then.
 */
export function countedExemptions(
  records: readonly ExemptionRecord[],
): Exemption[] {
  const settledAt = records
    .flatMap(({ approval, withdrawal }) =>
      approval && withdrawal ? [withdrawal.at] : [],
    )
    .reduce((last, at) => (at > last ? at : last), '');
  return records
    .filter(({ withdrawal, expiresAt }) => !withdrawal && expiresAt > settledAt)
    .map(({ reason, approval, expiresAt }) => ({
      reason,
      approval,
      expiresAt,
    }));
}
