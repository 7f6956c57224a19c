import { useTexts } from '../../translations/useTexts';
import type { Lane } from './laneState';
import { useWords } from './words';

/** A lane as one sentence, for those who do not see the picture. */
export function useLaneSentence(): (lane: Lane) => string {
  const { t } = useTexts();
  const words = useWords();
  return ({ name, move, state }) => {
    if (!move) return t(`handover.timeline.${state as 'waits'}`, { name });
    const near = (at: string) => words.near(at, move.oldLineGoesAt);
    const at = near(move.oldLineGoesAt);
    const start = near(move.startDate);
    const first = move.firstTargetTick
      ? near(move.firstTargetTick)
      : t('handover.timeline.none');
    switch (move.procedure) {
      case 'guard':
        return t('handover.timeline.guards', { name, start, at, first });
      case 'pause':
        return t('handover.timeline.pauses', {
          name,
          at,
          start,
          count: move.heldTicks.length,
        });
      default:
        return t('handover.timeline.moves', {
          name,
          last: move.lastLegacyTick
            ? near(move.lastLegacyTick)
            : t('handover.timeline.none'),
          earliest: near(move.earliest),
          latest: near(move.latest),
          first,
        });
    }
  };
}
