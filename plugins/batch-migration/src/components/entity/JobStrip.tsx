import makeStyles from '@material-ui/core/styles/makeStyles';
import type { WorkloadView } from 'backstage-plugin-batch-migration-common';
import { tokensOf } from '../../theme/tokens';
import { useNumberText } from '../../translations/useNumberText';
import { useTexts } from '../../translations/useTexts';
import { STRIP, stripGroupOf, type StripGroup } from './strip';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    strip: {
      display: 'flex',
      flexWrap: 'wrap',
      background: theme.palette.background.paper,
      fontFamily: theme.typography.fontFamily,
      border: `1px solid ${tokens.rule}`,
      borderRadius: 4,
    },
    part: {
      flex: '1 1 90px',
      minHeight: 56,
      padding: theme.spacing(1, 1.5),
      textAlign: 'left',
      font: 'inherit',
      fontSize: 13,
      color: tokens.text2,
      background: 'none',
      border: 0,
      borderRight: `1px solid ${tokens.rule}`,
      borderBottom: '3px solid transparent',
      cursor: 'pointer',
      '&[aria-pressed=true]': {
        background: tokens.targetSurface,
        borderBottomColor: tokens.target,
      },
      '&:focus-visible': { outline: `2px solid ${tokens.target}` },
    },
    number: { display: 'block', fontSize: 20, color: tokens.text1 },
    danger: { color: tokens.dangerText },
  };
});

/** A filter whose parts add up to all jobs. */
export const JobStrip = ({
  jobs,
  selected,
  onSelect,
}: {
  jobs: WorkloadView[];
  selected: StripGroup | undefined;
  onSelect: (group: StripGroup | undefined) => void;
}) => {
  const { t } = useTexts();
  const numberText = useNumberText();
  const styles = useStyles();
  const counts = STRIP.map(group => ({
    group,
    count: jobs.filter(job => stripGroupOf(job) === group).length,
  })).filter(({ count }) => count > 0);
  return (
    <div className={styles.strip} role="group" aria-label={t('strip.label')}>
      <button
        type="button"
        className={styles.part}
        aria-pressed={selected === undefined}
        onClick={() => onSelect(undefined)}
      >
        <span className={styles.number}>{numberText(jobs.length)}</span>{' '}
        {t('strip.all')}
      </button>
      {counts.map(({ group, count }) => (
        <button
          key={group}
          type="button"
          className={styles.part}
          aria-pressed={selected === group}
          onClick={() => onSelect(group)}
        >
          <span
            className={`${styles.number} ${
              group === 'in-danger' ? styles.danger : ''
            }`}
          >
            {numberText(count)}
          </span>{' '}
          {t(`strip.${group}`)}
        </button>
      ))}
    </div>
  );
};
