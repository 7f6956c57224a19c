import makeStyles from '@material-ui/core/styles/makeStyles';
import type { DayView } from 'backstage-plugin-batch-migration-common';
import type { Load } from '../../hooks/useLoad';
import { tokensOf } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { CodeText } from '../CodeText';
import { useOwnWords } from '../states/useOwnWords';
import { DayTicks, useDayText } from './DayTicks';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    head: { whiteSpace: 'nowrap' },
    square: {
      display: 'inline-block',
      width: 9,
      height: 9,
      marginLeft: 4,
      borderRadius: 1,
    },
    legacy: { background: tokens.legacy },
    target: { background: tokens.target },
    // As large as the ticks that come.
    waiting: {
      display: 'inline-block',
      width: 130,
      height: 21,
      borderRadius: 3,
      background: tokens.faint,
    },
    // No wider than the ticks that would stand below it.
    failed: { maxWidth: 180, whiteSpace: 'normal', color: tokens.dangerText },
  };
});

export type DaysLoad = Load<Map<string, DayView[]>>;

/** Which days are shown, and in which colour either side; or why they are not. */
export const DaysHead = ({ load }: { load: DaysLoad }) => {
  const { t } = useTexts();
  const ownWords = useOwnWords();
  const styles = useStyles();
  const dayText = useDayText();
  const [first] = [...(load.value?.values() ?? [])].find(Boolean) ?? [];
  if (load.error && !load.value) {
    return (
      <div className={styles.failed}>
        {t('states.failed', { what: t('roleTab.daysLoading') })}
        <br />
        <CodeText text={ownWords(load.error)} />
      </div>
    );
  }
  return (
    <span className={styles.head}>
      {first
        ? t('roleTab.days', { from: dayText(first.day) })
        : t('states.updating')}
      <span className={`${styles.square} ${styles.legacy}`} aria-hidden />
      <span className={`${styles.square} ${styles.target}`} aria-hidden />
    </span>
  );
};

/** The ticks of one job; a box of their size until they are there. */
export const DaysCell = ({
  load,
  days,
}: {
  load: DaysLoad;
  days: DayView[] | undefined;
}) => {
  const { t } = useTexts();
  const styles = useStyles();
  if (days) return <DayTicks days={days} />;
  return load.loading ? (
    <span className={styles.waiting} aria-hidden />
  ) : (
    <>{t('dayTicks.noDays')}</>
  );
};
