import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { LocationRef } from 'backstage-plugin-batch-migration-common';
import type {
  ProbedRun,
  RunsOptions,
} from 'backstage-plugin-batch-migration-node';
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
  /** Whose runs they are. */
  locationsOf(thing: T): readonly LocationRef[];
  /** Whether an error says that there is no such thing: then it has no runs to tell of. */
  isGone(errorName: string): boolean;
  read(thing: T): Promise<ProbedRun[]>;
}

/**
 * Runs of several things. Of one that cannot be read its locations are told as
 * unread, and the rest goes on.
 *
 * @throws Error where none could be read: nothing read is not "no runs", only
 * then would ticks count as missed
 */
export async function readRunsOf<T>(
  things: readonly T[],
  how: RunsLook<T>,
  { signal, onUnread }: Pick<RunsOptions, 'signal' | 'onUnread'>,
): Promise<ProbedRun[]> {
  const { action, concurrentCalls, logger } = how;
  const failures: Error[] = [];
  const runs = await mapConcurrently(
    things,
    concurrentCalls,
    async thing => {
      try {
        return await how.read(thing);
      } catch (error) {
        if (how.isGone(toError(error).name)) return [];
        const reason = reasonOf(error, action, how.nameOf(thing));
        logger.warn(reason);
        failures.push(new Error(reason));
        how.locationsOf(thing).forEach(one => onUnread?.(one, reason));
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
