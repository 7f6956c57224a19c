import { STAGES, type Summary } from 'backstage-plugin-batch-migration-common';
import type { Load } from '../../hooks/useLoad';
import { hatching, useTokens } from '../../theme/tokens';
import { useNumberText } from '../../translations/useNumberText';
import { useTexts } from '../../translations/useTexts';
import { FilterLink } from '../links';
import { useStageWords } from '../stage/StageBar';
import { Loaded } from '../states/Loaded';
import { Section } from '../states/Section';
import { BarList } from './BarList';

export const ByStage = ({ summary }: { summary: Load<Summary> }) => {
  const { t } = useTexts();
  const tokens = useTokens();
  const wordsOf = useStageWords();
  const numberText = useNumberText();
  return (
    <Section
      title={t('byStage.title')}
      hint={summary.value && t('byStage.scope', { count: summary.value.scope })}
    >
      <Loaded
        load={summary}
        what={t('states.what.summary')}
        boxes={STAGES.map(() => 16)}
      >
        {({ byStage }) => (
          <BarList
            rows={STAGES.map(stage => {
              const one = byStage.find(({ key }) => key === stage) ?? {
                ...{ key: stage, count: 0, notSeen: 0 },
              };
              return {
                key: stage,
                label: t(`stages.${stage}`),
                length: one.count,
                unseen: one.notSeen,
                colour:
                  stage === 'retained'
                    ? hatching(tokens)
                    : tokens.stages[stage],
                figure: (
                  <FilterLink
                    filters={{ stage: [stage] }}
                    aria-label={wordsOf(one)}
                  >
                    {numberText(one.count)}
                  </FilterLink>
                ),
              };
            })}
          />
        )}
      </Loaded>
    </Section>
  );
};
