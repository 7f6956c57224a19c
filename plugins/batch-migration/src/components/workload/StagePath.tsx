import makeStyles from '@material-ui/core/styles/makeStyles';
import CheckIcon from '@material-ui/icons/CheckCircle';
import NextIcon from '@material-ui/icons/ErrorOutline';
import OpenIcon from '@material-ui/icons/RadioButtonUnchecked';
import type {
  Stage,
  WorkloadDetail,
} from 'backstage-plugin-batch-migration-common';
import { tokensOf, useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { OnTrack } from '../cutover/OnTrack';
import { RAMP } from '../stage/StageTrack';
import { Section } from '../states/Section';
import { Time } from '../time/Time';
import { Words } from './Words';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    path: {
      display: 'grid',
      gridTemplateColumns: 'repeat(6, minmax(0, 1fr))',
      listStyle: 'none',
      margin: 0,
      padding: 0,
      [theme.breakpoints.down('xs')]: { gridTemplateColumns: '1fr' },
    },
    step: {
      position: 'relative',
      textAlign: 'center',
      color: tokens.text2,
      fontSize: 13,
      padding: theme.spacing(0, 0.5),
    },
    name: { fontWeight: 600, color: tokens.text1 },
  };
});

/** Reached stages, and at the next one what blocks it. */
export const StagePath = ({ workload }: { workload: WorkloadDetail }) => {
  const { t } = useTexts();
  const styles = useStyles();
  const tokens = useTokens();
  const { stage, stale, blockers, soak } = workload.assessment;
  const { pointOfNoReturn } = workload.cutover;
  const reached = (RAMP as readonly Stage[]).indexOf(stage);
  // Retained left the ramp; it was planned, and nothing comes next.
  const isRetained = stage === 'retained';

  let hint: string | undefined;
  if (isRetained) hint = t('stagePath.retained');
  else if (stale) hint = t('stagePath.stale');

  const noteOf = (index: number, step: Stage) => {
    if (step === 'proven' && soak) {
      if (soak.passedAt) return <Time at={soak.passedAt} />;
      if (index > reached) {
        return t('blockers.soakCount', {
          good: String(soak.good),
          needed: String(soak.needed),
        });
      }
    }
    if (!isRetained && index === reached + 1 && blockers[0]) {
      return t(`blockers.${blockers[0].type}`);
    }
    return null;
  };

  return (
    <Section title={t('stagePath.title')} hint={hint}>
      <ol className={styles.path}>
        {RAMP.map((step, index) => {
          const done = !isRetained && index <= reached;
          const next = !isRetained && index === reached + 1;
          return (
            <li
              key={step}
              className={styles.step}
              aria-current={step === stage ? 'step' : undefined}
            >
              {done && (
                <CheckIcon
                  style={{ color: tokens.target }}
                  titleAccess={t('stagePath.reached')}
                />
              )}
              {!done && next && (
                <NextIcon
                  style={{ color: tokens.warningText }}
                  titleAccess={t('stagePath.next')}
                />
              )}
              {!done && !next && (
                <OpenIcon
                  style={{ color: tokens.text3 }}
                  titleAccess={t('stagePath.later')}
                />
              )}
              <div className={styles.name}>{t(`stages.${step}`)}</div>
              <div>{noteOf(index, step)}</div>
              {pointOfNoReturn?.afterStage === step && (
                <OnTrack point={pointOfNoReturn} />
              )}
            </li>
          );
        })}
      </ol>
      <Words workload={workload} />
    </Section>
  );
};
