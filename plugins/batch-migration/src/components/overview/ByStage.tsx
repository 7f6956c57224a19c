import { STAGES, type Summary } from 'backstage-plugin-batch-migration-common';
import type { Load } from '../../hooks/useLoad';
import { hatching, useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { FilterLink } from '../links';
import { Loaded } from '../states/Loaded';
import { Section } from '../states/Section';
import { BarList } from './BarList';

export const ByStage = ({ summary }: { summary: Load<Summary> }) => {
  const { t } = useTexts();
  const tokens = useTokens();
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
              const count =
                byStage.find(({ key }) => key === stage)?.count ?? 0;
              return {
                key: stage,
                label: t(`stages.${stage}`),
                length: count,
                colour:
                  stage === 'retained'
                    ? hatching(tokens)
                    : tokens.stages[stage],
                figure: (
                  <FilterLink
                    filters={{ stage: [stage] }}
                    aria-label={`${t(`stages.${stage}`)}: ${count}`}
                  >
                    {count}
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
