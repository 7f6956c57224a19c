import type { StageCount } from '../api/contract';
import { STAGES, type Assessment } from './model';

/**
 * Retired or retained, and seen to be so now: what is stale or has an unknown
 * placement is never counted as progress.
 */
export const isDone = ({ stage, stale, placement }: Assessment) =>
  !stale &&
  placement !== 'unknown' &&
  (stage === 'retired' || stage === 'retained');

/** How many are in each stage, in the order of the stages. */
export function countByStage(
  assessments: Array<Pick<Assessment, 'stage' | 'placement'>>,
): StageCount[] {
  return STAGES.map(key => {
    const own = assessments.filter(({ stage }) => stage === key);
    const unseen = own.filter(({ placement }) => placement === 'unknown');
    return { key, count: own.length, notSeen: unseen.length };
  });
}
