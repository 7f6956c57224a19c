import type {
  Danger,
  WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import { useTokens } from '../../theme/tokens';
import { useNumberText } from '../../translations/useNumberText';
import { useTexts } from '../../translations/useTexts';
import { WhyWord } from '../why/WhyWord';
import { DangerChip, NotSeenChip } from './DangerChip';

/** Acute before pressing, then what hurts first. */
export function byUrgency(a: Danger, b: Danger): number {
  if (a.severity !== b.severity) return a.severity === 'acute' ? -1 : 1;
  return (a.nextAt ?? '9').localeCompare(b.nextAt ?? '9');
}

/** The danger, else the next blocker: every row says what to do. */
export const NextThing = ({ workload }: { workload: WorkloadView }) => {
  const { t } = useTexts();
  const numberText = useNumberText();
  const tokens = useTokens();
  const { assessment } = workload;
  const [danger] = [...assessment.dangers].sort(byUrgency);
  const [blocker] = assessment.blockers;
  const isUnseen = assessment.placement === 'unknown';

  const blockerWords =
    blocker &&
    [
      t(`blockers.${blocker.type}`),
      blocker.type === 'soak-not-passed' &&
        assessment.soak &&
        t('blockers.soakCount', {
          good: numberText(assessment.soak.good),
          needed: numberText(assessment.soak.needed),
        }),
    ]
      .filter(Boolean)
      .join(' ');
  return (
    <div
      style={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: '2px 8px',
        fontSize: 13,
        color: tokens.text2,
      }}
    >
      {danger && (
        <>
          <WhyWord
            workload={workload}
            word={danger.type}
            says={t(`dangers.${danger.type}`)}
          >
            <DangerChip type={danger.type} severity={danger.severity} />
          </WhyWord>
          <span>{t(`dangerSteps.${danger.type}`)}</span>
        </>
      )}
      {!danger && isUnseen && (
        <WhyWord
          workload={workload}
          word="placement"
          says={t('dangers.notSeen')}
        >
          <NotSeenChip />
        </WhyWord>
      )}
      {!danger && blocker && (
        <WhyWord workload={workload} word={blocker.type} says={blockerWords!}>
          {blockerWords}
        </WhyWord>
      )}
      {!danger && !blocker && <span>{t('blockers.none')}</span>}
    </div>
  );
};
