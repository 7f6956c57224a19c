import {
  STAGES,
  type Stage,
  type StageCount,
} from 'backstage-plugin-batch-migration-common';
import { Fragment } from 'react';
import { hatching, outlined, useTokens } from '../../theme/tokens';
import { useNumberText } from '../../translations/useNumberText';
import { useTexts } from '../../translations/useTexts';

/** Furthest stage first, as the bars are read from what is done. */
export const STAGES_FROM_DONE = [
  'retired',
  'retained',
  'proven',
  'cut-over',
  'built',
  'planned',
  'discovered',
] as const satisfies readonly Stage[];

export interface StageBarProps {
  byStage: StageCount[];
  /** Length of a full bar, so that bars of a list share one scale. */
  scale: number;
  height?: number;
}

/** `14 retired (1 not seen)`: what nobody sees now is never told as sure. */
export function useStageWords() {
  const { t } = useTexts();
  const numberText = useNumberText();
  return ({ key, count, notSeen }: StageCount): string => {
    const words = t('stageBar.counted', {
      number: numberText(count),
      stage: t(`stages.${key}`),
    });
    return notSeen > 0
      ? t('stageBar.unseen', { words, number: numberText(notSeen) })
      : words;
  };
}

/**
 * One stacked bar; its accessible name lists the counts. The end of each
 * stage is hatched as far as nobody sees now whether it still holds.
 */
export const StageBar = ({ byStage, scale, height = 12 }: StageBarProps) => {
  const { t } = useTexts();
  const tokens = useTokens();
  const wordsOf = useStageWords();
  const counts = new Map(byStage.map(one => [one.key, one]));
  const inOrder = (stages: readonly Stage[]) =>
    stages.flatMap(stage => counts.get(stage) ?? []).filter(one => one.count);
  const widthOf = (count: number) => `${(100 * count) / Math.max(scale, 1)}%`;
  return (
    <div
      role="img"
      aria-label={
        inOrder(STAGES).map(wordsOf).join(t('sentences.comma')) ||
        t('stages.none')
      }
      style={{ display: 'flex', height, width: '100%', gap: 1 }}
    >
      {inOrder(STAGES_FROM_DONE).map(({ key, count, notSeen }) => (
        <Fragment key={key}>
          {count > notSeen && (
            <span
              data-part={key}
              style={{
                width: widthOf(count - notSeen),
                background:
                  key === 'retained' ? hatching(tokens) : tokens.stages[key],
                borderRadius: 2,
                boxShadow: outlined(tokens),
              }}
            />
          )}
          {notSeen > 0 && (
            <span
              data-part={`${key} not seen`}
              style={{
                width: widthOf(notSeen),
                background: hatching(tokens),
                borderRadius: 2,
                boxShadow: outlined(tokens),
              }}
            />
          )}
        </Fragment>
      ))}
    </div>
  );
};
