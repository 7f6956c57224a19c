import type { WorkloadDetail } from 'backstage-plugin-batch-migration-common';
import { useTexts } from '../../translations/useTexts';
import { markOf, useLampsSentence } from '../lamps/Lamps';
import { useInstantText } from '../time/Time';
import { saidOf, type DerivedWord } from './derivedWords';
import { Grounds } from './Grounds';

/** The rule by which a word was derived, and what follows from the plan. */
function useRule() {
  const { t } = useTexts();
  const lampsSentence = useLampsSentence();
  const textOf = useInstantText();
  return (
    { assessment, plan, locations }: WorkloadDetail,
    word: DerivedWord,
  ): string => {
    const { stage, soak, legacy, target } = assessment;
    const version = String(plan.version);
    switch (word) {
      case 'placement': {
        const sentence = lampsSentence(legacy, target, {
          mark: markOf(assessment),
        });
        return locations.some(({ side }) => side === 'target')
          ? sentence
          : `${sentence}. ${t('why.noTarget')}`;
      }
      case 'stage': {
        const rule = t(`why.rules.stage.${stage}`);
        if (stage === 'retained')
          return `${rule} ${t('why.plan', { version })}`;
        return stage === 'planned'
          ? `${rule} ${t('why.andPlan', { version })}`
          : rule;
      }
      case 'silence':
        return t('why.rules.stale');
      case 'soak':
        return soak?.passedAt
          ? `${t('why.rules.soak')} ${t('why.recorded', {
              at: textOf(soak.passedAt),
            })}`
          : t('why.rules.soak');
      case 'dormant':
        return t('why.rules.dormant');
      case 'next-run':
        return t('why.rules.nextRun');
      default:
        return saidOf({ assessment }, word)?.isDecided
          ? t('why.plan', { version })
          : '';
    }
  };
}

export interface AnswerProps {
  workload: WorkloadDetail;
  word: DerivedWord;
}

/** On what one derived word of a workload rests, wherever it is asked. */
export const Answer = ({ workload, word }: AnswerProps) => {
  const { t } = useTexts();
  const rule = useRule()(workload, word);
  const said = saidOf(workload, word);
  if (!said) return <div>{t('why.noLonger')}</div>;
  return (
    <Grounds
      basis={said.basis}
      evidence={workload.evidence}
      isDecided={said.isDecided}
    >
      {rule && <div>{rule}</div>}
    </Grounds>
  );
};
