import makeStyles from '@material-ui/core/styles/makeStyles';
import LockIcon from '@material-ui/icons/Lock';
import type { PointOfNoReturn } from 'backstage-plugin-batch-migration-common';
import { tokensOf } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    // On the border between this stage and the next one.
    mark: {
      position: 'absolute',
      zIndex: 1,
      top: 0,
      bottom: 0,
      right: 0,
      borderRight: `2px dotted ${tokens.noReturn}`,
      [theme.breakpoints.down('sm')]: {
        position: 'static',
        borderRight: 0,
        borderBottom: `2px dotted ${tokens.noReturn}`,
        padding: '4px 0',
      },
    },
    pill: {
      position: 'absolute',
      top: 3,
      right: 0,
      transform: 'translateX(50%)',
      display: 'inline-flex',
      alignItems: 'center',
      gap: 4,
      padding: '2px 8px',
      borderRadius: 10,
      fontSize: 12,
      fontWeight: 600,
      whiteSpace: 'nowrap',
      color: tokens.surface,
      background: tokens.noReturn,
      border: `1px solid ${tokens.noReturn}`,
      [theme.breakpoints.down('sm')]: { position: 'static', transform: 'none' },
    },
    behind: { borderRightStyle: 'solid', borderBottomStyle: 'solid' },
  };
});

/** The point of no return where it lies between the stages; its line is dotted until it is passed. */
export const OnTrack = ({ point }: { point: PointOfNoReturn }) => {
  const { t } = useTexts();
  const styles = useStyles();
  const { passed, title } = point;
  const number = String(point.number ?? '?');
  return (
    <div className={`${styles.mark} ${passed ? styles.behind : ''}`}>
      <span
        role="img"
        className={styles.pill}
        aria-label={
          passed
            ? t('cutover.onTrackPassedLabel', { title })
            : t('cutover.onTrackLabel', { number, title })
        }
      >
        <LockIcon fontSize="inherit" aria-hidden />
        {passed ? t('cutover.onTrackPassed') : t('cutover.onTrack', { number })}
      </span>
    </div>
  );
};
