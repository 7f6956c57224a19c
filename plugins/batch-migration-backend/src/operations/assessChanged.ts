import { reassess } from '../observation';
import type { Estate } from './estate';

/**
 * Assesses what a stored change touched. The change stands if this fails: its
 * assessment was invalidated with it, so that the next round makes it anew.
 */
export async function assessChanged(
  { database, logger }: Estate,
  workloadIds: readonly string[],
  now: Date,
): Promise<void> {
  try {
    await reassess(database, workloadIds, now);
  } catch (error) {
    logger.warn(
      `Could not assess ${workloadIds.join(', ')} after a change: ${error}`,
    );
  }
}
