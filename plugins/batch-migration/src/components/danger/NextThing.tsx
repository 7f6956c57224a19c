import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Box from '@material-ui/core/Box';
import type {
  Assessment,
  Danger,
} from 'backstage-plugin-batch-migration-common';
import { useTokens } from '../../theme/tokens';
import { batchMigrationTranslationRef } from '../../translations';
import { DangerChip, NotSeenChip } from './DangerChip';

/** Acute before pressing, then what hurts first. */
export function byUrgency(a: Danger, b: Danger): number {
  if (a.severity !== b.severity) return a.severity === 'acute' ? -1 : 1;
  return (a.nextAt ?? '9').localeCompare(b.nextAt ?? '9');
}

/** The danger, else the next blocker: every row says what to do. */
export const NextThing = ({ assessment }: { assessment: Assessment }) => {
  const { t } = useTranslationRef(batchMigrationTranslationRef);
  const tokens = useTokens();
  const [danger] = [...assessment.dangers].sort(byUrgency);
  const [blocker] = assessment.blockers;
  const unseen = assessment.placement === 'unknown';

  let words: string = t('blockers.none');
  if (danger) words = t(`dangerSteps.${danger.type}`);
  else if (blocker) words = t(`blockers.${blocker.type}`);

  return (
    <Box
      display="flex"
      flexWrap="wrap"
      alignItems="center"
      color={tokens.text2}
      fontSize={13}
      style={{ gap: '2px 8px' }}
    >
      {danger && <DangerChip type={danger.type} severity={danger.severity} />}
      {!danger && unseen && <NotSeenChip />}
      <span title={danger?.message ?? blocker?.message}>{words}</span>
      {!danger && blocker?.type === 'soak-not-passed' && assessment.soak && (
        <span>
          {t('blockers.soakCount', {
            good: String(assessment.soak.good),
            needed: String(assessment.soak.needed),
          })}
        </span>
      )}
    </Box>
  );
};
