import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import makeStyles from '@material-ui/core/styles/makeStyles';
import type { WorkloadDetail } from 'backstage-plugin-batch-migration-common';
import type { ReactNode } from 'react';
import { tokensOf } from '../../theme/tokens';
import { batchMigrationTranslationRef } from '../../translations';
import { markOf, useLampsSentence } from '../lamps/Lamps';
import { useInstantText } from '../time/Time';
import { Grounds } from '../why/Grounds';
import { Why } from '../why/Why';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    words: {
      listStyle: 'none',
      margin: theme.spacing(1.5, 0, 0),
      padding: theme.spacing(0.5, 0, 0),
      borderTop: `1px solid ${tokens.rule}`,
      display: 'grid',
      gap: theme.spacing(0, 3),
      gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))',
      fontSize: 13,
      color: tokens.text2,
      // What is open needs the whole width.
      '& > li:has([aria-expanded=true])': { gridColumn: '1 / -1' },
    },
    word: { color: tokens.text1, fontWeight: 600 },
  };
});

/** Stages that are reached by deciding, at least in part. */
const BY_PLAN = new Set(['planned', 'retained']);

/** The derived words of one workload, each with what it rests on. */
export const Words = ({ workload }: { workload: WorkloadDetail }) => {
  const { t } = useTranslationRef(batchMigrationTranslationRef);
  const styles = useStyles();
  const lampsSentence = useLampsSentence();
  const textOf = useInstantText();
  const { assessment, evidence, plan, locations } = workload;
  const { placement, stage, stale, soak, because } = assessment;
  const byPlan = t(stage === 'retained' ? 'why.plan' : 'why.andPlan', {
    version: String(plan.version),
  });
  const hasTarget = locations.some(({ side }) => side === 'target');

  const label = (name: string, word: string): ReactNode => (
    <>
      {name}: <span className={styles.word}>{word}</span>
    </>
  );
  return (
    <ul className={styles.words} aria-label={t('why.words')}>
      <li>
        <Why
          word={`${t('why.placement')}: ${t(`placements.${placement}`)}`}
          name="placement"
          label={label(t('why.placement'), t(`placements.${placement}`))}
        >
          <Grounds basis={because?.placement} evidence={evidence}>
            <div>
              {lampsSentence(
                assessment.legacy,
                assessment.target,
                markOf(assessment),
              )}
              {!hasTarget && `. ${t('why.noTarget')}`}
            </div>
          </Grounds>
        </Why>
      </li>
      <li>
        <Why
          word={`${t('why.stage')}: ${t(`stages.${stage}`)}`}
          name="stage"
          label={label(t('why.stage'), t(`stages.${stage}`))}
        >
          <Grounds
            basis={because?.stage}
            evidence={evidence}
            isDecided={BY_PLAN.has(stage)}
          >
            <div>
              {t(`why.rules.stage.${stage}`)} {BY_PLAN.has(stage) && byPlan}
            </div>
          </Grounds>
        </Why>
      </li>
      {stale && (
        <li>
          <Why
            word={t('why.stale')}
            name="silence"
            label={<span className={styles.word}>{t('why.stale')}</span>}
          >
            <Grounds basis={because?.stale} evidence={evidence}>
              <div>{t('why.rules.stale')}</div>
            </Grounds>
          </Why>
        </li>
      )}
      {soak && (
        <li>
          <Why
            word={t('why.soak')}
            name="soak"
            label={label(
              t('why.soak'),
              soak.passedAt
                ? t('why.soakPassed')
                : t('why.soakCount', {
                    good: String(soak.good),
                    needed: String(soak.needed),
                  }),
            )}
          >
            <Grounds
              basis={because?.soak}
              evidence={evidence}
              isDecided={soak.passedAt !== null}
            >
              <div>
                {t('why.rules.soak')}{' '}
                {soak.passedAt &&
                  t('why.recorded', { at: textOf(soak.passedAt) })}
              </div>
            </Grounds>
          </Why>
        </li>
      )}
    </ul>
  );
};
