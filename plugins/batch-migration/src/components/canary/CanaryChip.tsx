import makeStyles from '@material-ui/core/styles/makeStyles';
import type { WorkloadView } from 'backstage-plugin-batch-migration-common';
import { tokensOf } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { shareOf } from '../lamps/share';
import { useCanaryWords } from './useCanaryWords';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    chip: {
      display: 'inline-block',
      marginLeft: theme.spacing(1.5),
      padding: '2px 10px',
      borderRadius: 12,
      fontSize: 13,
      fontWeight: 600,
      lineHeight: 1.4,
      verticalAlign: 'middle',
      whiteSpace: 'nowrap',
      background: tokens.targetSurface,
      color: tokens.link,
      // The header repeats the title in its breadcrumbs, where the name is enough.
      'nav &': { display: 'none' },
    },
    // Hatching is what nobody sees.
    unseen: {
      color: tokens.text1,
      background: `repeating-linear-gradient(135deg, ${tokens.faint} 0 3px, ${tokens.surface} 3px 6px)`,
    },
  };
});

/** Beside the name of a service: how much of it goes to the target, as a probe sees it. */
export const CanaryChip = ({ workload }: { workload: WorkloadView }) => {
  const { t } = useTexts();
  const styles = useStyles();
  const { percent } = useCanaryWords();
  const share = shareOf(workload.locations);
  return (
    <span className={`${styles.chip} ${share ? '' : styles.unseen}`}>
      {share
        ? t('canary.chip', { percent: percent(share.weight) })
        : t('canary.chipUnseen')}
    </span>
  );
};
