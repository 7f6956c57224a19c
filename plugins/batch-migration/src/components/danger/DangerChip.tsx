import makeStyles from '@material-ui/core/styles/makeStyles';
import type {
  DangerSeverity,
  DangerType,
} from 'backstage-plugin-batch-migration-common';
import { hatching, tokensOf } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  const chip = {
    display: 'inline-block',
    borderRadius: 12,
    padding: '1px 9px',
    fontSize: 12,
    lineHeight: 'normal',
    fontWeight: 600,
    whiteSpace: 'nowrap' as const,
    border: '1px solid transparent',
  };
  // Screen readers say the word as it stands in the text.
  const acute = { ...chip, fontSize: 11, textTransform: 'uppercase' as const };
  return {
    wrong: { ...acute, background: tokens.danger, color: tokens.onDanger },
    acute: {
      ...acute,
      background: tokens.dangerSurface,
      color: tokens.dangerText,
      borderColor: tokens.danger,
    },
    pressing: {
      ...chip,
      background: tokens.warningSurface,
      color: tokens.warningText,
      borderColor: tokens.warning,
    },
    unseen: {
      ...chip,
      color: tokens.text1,
      background: hatching(tokens),
      textShadow: `0 0 3px ${tokens.surface}, 0 0 3px ${tokens.surface}`,
    },
  };
});

/** Wrong at this moment, not only about to be. */
const WRONG_NOW: ReadonlySet<DangerType> = new Set([
  'runs-twice',
  'runs-nowhere',
  'run-missed',
]);

export const isWrongNow = (type: DangerType) => WRONG_NOW.has(type);

export const DangerChip = ({
  type,
  severity,
}: {
  type: DangerType;
  severity: DangerSeverity;
}) => {
  const { t } = useTexts();
  const styles = useStyles();
  let look = styles.pressing;
  if (severity === 'acute') {
    look = isWrongNow(type) ? styles.wrong : styles.acute;
  }
  return <span className={look}>{t(`dangers.${type}`)}</span>;
};

/** Hatched, as everything is that was not seen. */
export const NotSeenChip = () => {
  const { t } = useTexts();
  return <span className={useStyles().unseen}>{t('dangers.notSeen')}</span>;
};
