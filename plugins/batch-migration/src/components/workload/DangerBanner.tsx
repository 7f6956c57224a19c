import makeStyles from '@material-ui/core/styles/makeStyles';
import type {
  Danger,
  WorkloadDetail,
} from 'backstage-plugin-batch-migration-common';
import { useEffect, useRef, useState } from 'react';
import { tokensOf, useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { DangerChip } from '../danger/DangerChip';
import { FindingSentence } from '../danger/FindingSentence';
import { HowToFix } from '../danger/HowToFix';
import { byUrgency } from '../danger/NextThing';
import { WorkloadLamps } from '../lamps/Lamps';
import { Time, useInstantText, useRelativeTime } from '../time/Time';
import { Grounds } from '../why/Grounds';
import { Why } from '../why/Why';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    banner: {
      display: 'grid',
      gridTemplateColumns: 'auto minmax(0, 1fr)',
      alignItems: 'start',
      gap: theme.spacing(0, 2),
      padding: theme.spacing(1.5, 2),
      color: tokens.text1,
      border: '1px solid',
      borderLeftWidth: 4,
      borderRadius: 4,
    },
    lamps: { display: 'flex', alignItems: 'center', minHeight: 40 },
    list: { margin: 0, padding: 0, listStyle: 'none' },
    danger: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0, 1.5),
      fontSize: 14,
      '& + &': { marginTop: theme.spacing(1) },
    },
    words: { flex: '1 1 320px', minWidth: 0, padding: '6px 0' },
  };
});

/** One that appears while the page is open is an alert; one that was there is a region. */
function useAppeared(types: string): boolean {
  const first = useRef(types);
  const [appeared, setAppeared] = useState(false);
  useEffect(() => {
    if (types !== first.current && types !== '') setAppeared(true);
  }, [types]);
  return appeared;
}

/** The instant of a due run that the danger says ran on both sides. */
function doubledAt(
  { evidence }: WorkloadDetail,
  { type, runIds = [] }: Danger,
): string | undefined {
  if (type !== 'runs-twice') return undefined;
  const runs = evidence.runs.filter(({ id }) => id && runIds.includes(id));
  const sides = new Set(runs.map(({ side }) => side));
  return sides.size > 1 ? runs[0].scheduledFor ?? undefined : undefined;
}

/** What happened, and when it hurts next. */
const DangerWords = ({
  workload,
  danger,
}: {
  workload: WorkloadDetail;
  danger: Danger;
}) => {
  const { t } = useTexts();
  const textOf = useInstantText();
  const relativeOf = useRelativeTime();
  const { type, nextAt } = danger;
  const doubled = doubledAt(workload, danger);
  return (
    <>
      <b>
        {doubled ? (
          t('workloadPage.ranTwice', { at: textOf(doubled) })
        ) : (
          <FindingSentence workload={workload} finding={danger} />
        )}
      </b>{' '}
      {nextAt && type === 'runs-twice' && (
        <>
          {t('workloadPage.nextDouble', {
            at: textOf(nextAt),
            relative: relativeOf(nextAt),
          })}{' '}
        </>
      )}
      {nextAt && type !== 'runs-twice' && (
        <>
          {t('inDanger.next')} <Time at={nextAt} show="both" />
          {t('workloadPage.stop')}{' '}
        </>
      )}
      {type !== 'runs-twice' && t(`dangerSteps.${type}`)}{' '}
      <Why word={t(`dangers.${type}`)} name={type}>
        <Grounds basis={danger} evidence={workload.evidence} />
      </Why>
    </>
  );
};

/** Only for a danger: what, when it hurts next, and where to read how to stop it. */
export const DangerBanner = ({ workload }: { workload: WorkloadDetail }) => {
  const { t } = useTexts();
  const tokens = useTokens();
  const styles = useStyles();
  const dangers = [...workload.assessment.dangers].sort(byUrgency);
  const appeared = useAppeared(dangers.map(({ type }) => type).join());
  if (dangers.length === 0) return null;
  const acute = dangers[0].severity === 'acute';
  return (
    <div
      role={appeared ? 'alert' : 'region'}
      aria-label={t('workload.dangers')}
      className={styles.banner}
      style={{
        background: acute ? tokens.dangerSurface : tokens.warningSurface,
        borderColor: acute ? tokens.danger : tokens.warning,
      }}
    >
      <div className={styles.lamps}>
        <WorkloadLamps workload={workload} />
      </div>
      <ul className={styles.list}>
        {dangers.map(danger => (
          <li key={danger.type} className={styles.danger}>
            <DangerChip type={danger.type} severity={danger.severity} />
            <div className={styles.words}>
              <DangerWords workload={workload} danger={danger} />
            </div>
            <HowToFix type={danger.type} />
          </li>
        ))}
      </ul>
    </div>
  );
};
