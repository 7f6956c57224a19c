import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { LIMITED_CALLS, type LimitedCall } from './CallLimits';

const MAX = 1_000_000;

/**
 * How often each call may be made in a minute, `batchMigration.limits`.
 *
 * @throws InputError naming the key
 */
export function readLimits(config: Config): Record<LimitedCall, number> {
  const limits: Record<LimitedCall, number> = { ...LIMITED_CALLS };
  for (const call of Object.keys(LIMITED_CALLS) as LimitedCall[]) {
    const key = `batchMigration.limits.${call}`;
    const limit = config.getOptionalNumber(key) ?? limits[call];
    if (!(Number.isInteger(limit) && limit >= 1 && limit <= MAX)) {
      throw new InputError(
        `${key} must be a whole number of calls from 1 to ${MAX}, got: ${limit}`,
      );
    }
    limits[call] = limit;
  }
  return limits;
}
