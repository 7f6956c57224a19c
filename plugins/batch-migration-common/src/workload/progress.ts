import type { Counts } from '../api/contract';
import { STAGES, type Assessment, type Stage } from './model';

/**
 * Retired or retained, and seen to be so now: what is stale or has an unknown
 * placement is never counted as progress.
 */
export const isDone = ({ stage, stale, placement }: Assessment) =>
  !stale &&
  placement !== 'unknown' &&
  (stage === 'retired' || stage === 'retained');

/** How many are in each stage, in the order of the stages. */
export function countByStage(stages: Stage[]): Counts<Stage>[] {
  return STAGES.map(key => ({
    key,
    count: stages.filter(stage => stage === key).length,
  }));
}
