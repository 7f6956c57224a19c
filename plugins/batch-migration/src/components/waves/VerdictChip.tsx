import makeStyles from '@material-ui/core/styles/makeStyles';
import type { WaveView } from 'backstage-plugin-batch-migration-common';
import { tokensOf } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { WhyPopover } from '../why/WhyPopover';
import { isRed } from './useWaveWords';
import { WaveAnswer } from './WaveAnswer';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  const chip = {
    display: 'inline-block',
    borderRadius: 12,
    padding: '1px 9px',
    fontSize: 12,
    fontWeight: 600,
    whiteSpace: 'nowrap' as const,
    border: `1px solid ${tokens.rule}`,
    background: tokens.faint,
    color: tokens.text2,
  };
  return {
    plain: chip,
    red: {
      ...chip,
      background: tokens.dangerSurface,
      color: tokens.dangerText,
      borderColor: tokens.danger,
    },
    risky: {
      ...chip,
      background: tokens.warningSurface,
      color: tokens.warningText,
      borderColor: tokens.warning,
    },
    good: {
      ...chip,
      background: tokens.goodSurface,
      color: tokens.good,
      borderColor: tokens.good,
    },
  };
});

/** How a wave stands against its deadline; what is not known is never green. */
export const VerdictChip = ({ wave }: { wave: WaveView }) => {
  const { t } = useTexts();
  const styles = useStyles();
  const { verdict, isDue } = wave;
  let look = styles.plain;
  if (verdict === 'on-time' || verdict === 'done') look = styles.good;
  if (verdict === 'at-risk') look = styles.risky;
  if (isRed(wave)) look = styles.red;
  const word = t(`waves.verdicts.${verdict}`);
  const words =
    isDue && verdict !== 'overdue'
      ? t('waves.dueAnd', { verdict: word })
      : word;
  return (
    <span className={look}>
      <WhyPopover
        word={words}
        of={wave.title}
        answer={() => <WaveAnswer wave={wave} />}
      >
        {words}
      </WhyPopover>
    </span>
  );
};
