import makeStyles from '@material-ui/core/styles/makeStyles';
import Tooltip from '@material-ui/core/Tooltip';
import BrokenIcon from '@material-ui/icons/Error';
import WholeIcon from '@material-ui/icons/Check';
import type { WorkloadHistory } from 'backstage-plugin-batch-migration-common';
import { tokensOf } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  const chip = {
    display: 'inline-flex',
    alignItems: 'center',
    gap: 4,
    borderRadius: 12,
    padding: '2px 10px',
    fontSize: 12,
    fontWeight: 600,
    '& svg': { fontSize: 15 },
  };
  return {
    intact: { ...chip, background: tokens.goodSurface, color: tokens.good },
    broken: { ...chip, background: tokens.danger, color: tokens.onDanger },
  };
});

/** The result of the check of the events that are shown; nothing where none was checked. */
export const ChainCheck = ({ chain }: { chain: WorkloadHistory['chain'] }) => {
  const { t } = useTexts();
  const styles = useStyles();
  if (!chain.isIntact) {
    return (
      <span className={styles.broken} role="alert">
        <BrokenIcon aria-hidden />
        {t('workloadPage.history.broken', { id: String(chain.brokenId) })}
      </span>
    );
  }
  if (chain.checked === 0) return null;
  return (
    <Tooltip
      title={t('workloadPage.history.checked', { count: chain.checked })}
    >
      {/* Reached by keyboard, so that what was checked can be read. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <span className={styles.intact} tabIndex={0}>
        <WholeIcon aria-hidden />
        {t('workloadPage.history.intact')}
      </span>
    </Tooltip>
  );
};
