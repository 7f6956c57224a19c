import makeStyles from '@material-ui/core/styles/makeStyles';
import type {
  Side,
  WorkloadDetail,
} from 'backstage-plugin-batch-migration-common';
import { tokensOf, useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { Time } from '../time/Time';
import { sidesThatRun } from './laneColumns';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    column: {
      borderLeft: `1px solid ${tokens.rule}`,
      paddingLeft: theme.spacing(2),
      fontSize: 13,
      color: tokens.text1,
      [theme.breakpoints.down('xs')]: { borderLeft: 0, paddingLeft: 0 },
    },
    title: { margin: 0, fontSize: 13, fontWeight: 600 },
    runs: { listStyle: 'none', margin: theme.spacing(0.5, 0, 0), padding: 0 },
    run: {
      display: 'flex',
      alignItems: 'center',
      gap: 8,
      padding: '5px 0',
      borderTop: `1px solid ${tokens.rule}`,
      '& > span:first-child': { flex: 1 },
    },
    away: { display: 'block', fontSize: 12, color: tokens.text2 },
  };
});

const RADIUS = 5;

/** One dot for each side that will run; a sentence for who cannot see them. */
const WhichSides = ({ sides }: { sides: readonly Side[] | null }) => {
  const { t } = useTexts();
  const tokens = useTokens();
  if (sides === null) return null;
  const name =
    sides.length === 0
      ? t('workloadPage.runsNowhere')
      : t('runs.willRun', {
          sides: sides
            .map(side => t(`sides.${side}`))
            .join(t('sentences.comma')),
        });
  return (
    <svg width={28} height={14} role="img" aria-label={name}>
      <title>{name}</title>
      {(['legacy', 'target'] as const).map((side, index) => (
        <circle
          key={side}
          cx={7 + index * 14}
          cy={7}
          r={RADIUS}
          {...(sides.includes(side)
            ? { fill: tokens[side] }
            : { fill: 'none', stroke: tokens.text3, strokeDasharray: '1.6 2' })}
        />
      ))}
    </svg>
  );
};

/** When it is due next, and which side runs then if nobody acts. */
export const NextRuns = ({ workload }: { workload: WorkloadDetail }) => {
  const { t } = useTexts();
  const styles = useStyles();
  const { nextRuns } = workload;
  return (
    <div className={styles.column}>
      <h3 className={styles.title}>{t('when.nextRuns')}</h3>
      {nextRuns.length === 0 && <p>{t('runsHow.never')}</p>}
      <ol className={styles.runs}>
        {nextRuns.map(at => (
          <li key={at} className={styles.run}>
            <span>
              <Time at={at} />
              <span className={styles.away}>
                <Time at={at} show="relative" />
              </span>
            </span>
            <WhichSides sides={sidesThatRun(workload, at)} />
          </li>
        ))}
      </ol>
    </div>
  );
};
