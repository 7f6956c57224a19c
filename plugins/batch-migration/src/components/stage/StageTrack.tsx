import { STAGES, type Stage } from 'backstage-plugin-batch-migration-common';
import { hatching, outlined, useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';

/** The six stages that a workload passes; `retained` stands beside the ramp. */
export const RAMP = STAGES.filter(stage => stage !== 'retained');

/** Six ticks, filled up to the stage, with the stage in words below. */
export const StageTrack = ({ stage }: { stage: Stage }) => {
  const { t } = useTexts();
  const tokens = useTokens();
  const reached = (RAMP as readonly Stage[]).indexOf(stage);
  const colour = stage === 'retained' ? hatching(tokens) : tokens.stages[stage];
  return (
    <span style={{ display: 'block', minWidth: 76 }}>
      <span style={{ display: 'flex', gap: 2 }} aria-hidden>
        {RAMP.map((step, index) => (
          <span
            key={step}
            style={{
              width: 10,
              height: 5,
              borderRadius: 1,
              background:
                stage === 'retained' || index <= reached
                  ? colour
                  : tokens.faint,
              boxShadow:
                stage === 'retained' || index <= reached
                  ? outlined(tokens)
                  : undefined,
            }}
          />
        ))}
      </span>
      <span style={{ display: 'block', fontSize: 12, color: tokens.text2 }}>
        {t(`stages.${stage}`)}
      </span>
    </span>
  );
};
