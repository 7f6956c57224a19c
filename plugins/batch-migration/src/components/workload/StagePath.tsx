import CheckIcon from '@material-ui/icons/CheckCircle';
import NextIcon from '@material-ui/icons/ErrorOutline';
import OpenIcon from '@material-ui/icons/RadioButtonUnchecked';
import type {
  HistoryEvent,
  Stage,
  WorkloadDetail,
} from 'backstage-plugin-batch-migration-common';
import { useTokens } from '../../theme/tokens';
import { useNumberText } from '../../translations/useNumberText';
import { useTexts } from '../../translations/useTexts';
import { OnTrack } from '../cutover/OnTrack';
import { RAMP } from '../stage/StageTrack';
import { Section } from '../states/Section';
import { Time } from '../time/Time';
import { reachedAt, useStageEvidence } from './stageNotes';
import { useStagePathStyles } from './stagePathStyles';
import { Words } from './Words';

const StageIcon = ({
  isDone,
  isNext,
  isBlocked,
}: {
  isDone: boolean;
  isNext: boolean;
  isBlocked: boolean;
}) => {
  const { t } = useTexts();
  const tokens = useTokens();
  if (isDone) {
    return (
      <CheckIcon
        style={{ color: tokens.target }}
        titleAccess={t('stagePath.reached')}
      />
    );
  }
  if (isNext) {
    return (
      <NextIcon
        style={{ color: isBlocked ? tokens.danger : tokens.warningText }}
        titleAccess={t('stagePath.next')}
      />
    );
  }
  return (
    <OpenIcon
      style={{ color: tokens.text3 }}
      titleAccess={t('stagePath.later')}
    />
  );
};

/** Reached stages with date and evidence, and at the next one what blocks it. */
export const StagePath = ({
  workload,
  events = [],
}: {
  workload: WorkloadDetail;
  /** What happened, newest first. */
  events?: readonly HistoryEvent[];
}) => {
  const { t } = useTexts();
  const numberText = useNumberText();
  const styles = useStagePathStyles();
  const evidenceOf = useStageEvidence(workload);
  const { stage, stale, blockers, dangers, soak } = workload.assessment;
  const { pointOfNoReturn } = workload.cutover;
  const reached = (RAMP as readonly Stage[]).indexOf(stage);
  const dates = reachedAt(events);
  // Retained left the ramp; it was planned, and nothing comes next.
  const isRetained = stage === 'retained';
  const isAcute = dangers.some(({ severity }) => severity === 'acute');

  let hint: string | undefined;
  if (isRetained) hint = t('stagePath.retained');
  else if (stale) hint = t('stagePath.stale');

  const dateOf = (index: number, step: Stage) => {
    if (isRetained || index > reached) return null;
    const at = step === 'proven' ? soak?.passedAt : dates[step];
    return at ? <Time at={at} /> : null;
  };

  const noteOf = (index: number, step: Stage) => {
    if (step === 'proven' && soak && !soak.passedAt && index > reached) {
      return t('blockers.soakCount', {
        good: numberText(soak.good),
        needed: numberText(soak.needed),
      });
    }
    return !isRetained && index === reached + 1 && blockers[0]
      ? t(`blockers.${blockers[0].type}`)
      : null;
  };

  return (
    <Section title={t('stagePath.title')} hint={hint}>
      <ol className={styles.path}>
        {RAMP.map((step, index) => {
          const isDone = !isRetained && index <= reached;
          const isNext = !isRetained && index === reached + 1;
          const isBlocked = isNext && isAcute && blockers.length > 0;
          let look = isDone || isNext ? '' : styles.ahead;
          if (isBlocked) look = styles.blocked;
          const date = dateOf(index, step);
          const note = noteOf(index, step);
          // What is ahead and far says nothing yet, except what it takes.
          const evidence = isRetained ? undefined : evidenceOf(step);
          return (
            <li
              key={step}
              className={[
                styles.step,
                isDone ? styles.done : '',
                isDone && index < reached ? styles.passed : '',
              ].join(' ')}
              aria-current={step === stage ? 'step' : undefined}
            >
              <StageIcon {...{ isDone, isNext, isBlocked }} />
              <div className={`${styles.name} ${look}`}>
                {t(`stages.${step}`)}
              </div>
              {isBlocked && (
                <div className={styles.blocked}>
                  {t('workloadPage.stage.blocked')}
                </div>
              )}
              {date && <div>{date}</div>}
              {note && <div>{note}</div>}
              {evidence && <div>{evidence}</div>}
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
