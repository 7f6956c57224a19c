import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { ProbedRun } from 'backstage-plugin-batch-migration-node';
import { mapConcurrently } from '../concurrent';
import { reasonOf } from '../failure';

/** How the runs of one thing are read. */
export interface RunsLook<T> {
  /** The IAM action that a reason names. */
  action: string;
  concurrentCalls: number;
  logger: LoggerService;
  /** For a person. */
  nameOf(thing: T): string;
  /** Whether an error says that there is no such thing: then it has no runs to tell of. */
  isGone(errorName: string): boolean;
  read(thing: T): Promise<ProbedRun[]>;
}

/**
 * Runs of several things. One that cannot be read is logged, and the rest goes on.
 *
 * @throws Error where none could be read: nothing read is not "no runs", only
 * then would ticks count as missed
 */
export async function readRunsOf<T>(
  things: readonly T[],
  { action, concurrentCalls, logger, nameOf, isGone, read }: RunsLook<T>,
  signal?: AbortSignal,
): Promise<ProbedRun[]> {
  const failures: Error[] = [];
  const runs = await mapConcurrently(
    things,
    concurrentCalls,
    async thing => {
      try {
        return await read(thing);
      } catch (error) {
        if (isGone(toError(error).name)) return [];
        const reason = reasonOf(error, action, nameOf(thing));
        logger.warn(reason);
        failures.push(new Error(reason));
        return [];
      }
    },
    signal,
  );
  if (failures.length > 0 && failures.length === things.length) {
    throw failures[0];
  }
  return runs.flat();
}
