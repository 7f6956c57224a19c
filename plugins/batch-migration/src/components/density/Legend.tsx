import makeStyles from '@material-ui/core/styles/makeStyles';
import useTheme from '@material-ui/core/styles/useTheme';
import { tokensOf } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { heatOf } from './heat';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    list: {
      listStyle: 'none',
      display: 'flex',
      flexWrap: 'wrap',
      gap: '4px 16px',
      margin: 0,
      padding: theme.spacing(1, 0, 0),
      fontSize: 12,
      color: tokens.text2,
      '& li': { display: 'flex', alignItems: 'center', gap: 6 },
    },
    swatch: {
      width: 14,
      height: 14,
      borderRadius: 2,
      border: `1px solid ${tokens.rule}`,
    },
    use: { width: 5, height: 5, borderRadius: 3, background: tokens.text1 },
    contended: { border: `2px solid ${tokens.danger}` },
    quiet: { border: `2px dashed ${tokens.good}` },
    now: { width: 2, height: 14, background: tokens.text1 },
  };
});

/** @param steps - the fewest runs of each shade above the first */
export const Legend = ({
  steps,
  days,
  hasUses,
}: {
  steps: number[];
  days: number;
  hasUses: boolean;
}) => {
  const { t } = useTexts();
  const styles = useStyles();
  const { palette } = useTheme();
  const { shades } = heatOf(palette.type);
  return (
    <ul className={styles.list} aria-label={t('density.legend.label')}>
      <li>
        {t('density.legend.runs', { days: String(days) })}
        {[0, ...steps].map((step, level) => (
          <span
            key={step}
            style={{ display: 'inline-flex', alignItems: 'center', gap: 4 }}
          >
            <span
              className={styles.swatch}
              style={{ background: shades[level] }}
            />
            {level === steps.length ? `${step}+` : step}
          </span>
        ))}
      </li>
      {hasUses && (
        <>
          <li>
            <span className={styles.use} />
            {t('density.legend.use')}
          </li>
          <li>
            <span className={`${styles.swatch} ${styles.contended}`} />
            {t('density.legend.contention')}
          </li>
        </>
      )}
      <li>
        <span className={`${styles.swatch} ${styles.quiet}`} />
        {t('density.legend.quiet')}
      </li>
      <li>
        <span className={styles.now} />
        {t('density.legend.now')}
      </li>
    </ul>
  );
};
