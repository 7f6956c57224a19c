import {
  STAGES,
  type Counts,
  type Stage,
} from 'backstage-plugin-batch-migration-common';
import { hatching, useTokens } from '../../theme/tokens';
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
  byStage: Counts<Stage>[];
  /** Length of a full bar, so that bars of a list share one scale. */
  scale: number;
  height?: number;
}

/** One stacked bar; its accessible name lists the counts. */
export const StageBar = ({ byStage, scale, height = 12 }: StageBarProps) => {
  const { t } = useTexts();
  const tokens = useTokens();
  const counts = new Map(byStage.map(({ key, count }) => [key, count]));
  const name = STAGES.filter(stage => counts.get(stage))
    .map(stage => `${counts.get(stage)} ${t(`stages.${stage}`)}`)
    .join(', ');
  return (
    <div
      role="img"
      aria-label={name || t('stages.none')}
      style={{ display: 'flex', height, width: '100%', gap: 1 }}
    >
      {STAGES_FROM_DONE.filter(stage => counts.get(stage)).map(stage => (
        <span
          key={stage}
          style={{
            width: `${(100 * counts.get(stage)!) / Math.max(scale, 1)}%`,
            background:
              stage === 'retained' ? hatching(tokens) : tokens.stages[stage],
            borderRadius: 2,
          }}
        />
      ))}
    </div>
  );
};
