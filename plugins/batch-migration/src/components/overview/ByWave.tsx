import type { Summary } from 'backstage-plugin-batch-migration-common';
import type { Load } from '../../hooks/useLoad';
import { useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { FilterLink } from '../links';
import { Loaded } from '../states/Loaded';
import { Section } from '../states/Section';
import { BarList } from './BarList';

/** Key of the workloads that are in no wave, in counts and filters. */
export const NO_WAVE = 'none';

export const ByWave = ({ summary }: { summary: Load<Summary> }) => {
  const { t } = useTexts();
  const tokens = useTokens();
  const waves = summary.value?.byWave.filter(({ key }) => key !== NO_WAVE);
  const inNone = summary.value?.byWave.find(({ key }) => key === NO_WAVE);
  return (
    <Section
      title={t('byWave.title')}
      hint={
        inNone && (
          <FilterLink filters={{ wave: [NO_WAVE] }}>
            {t('byWave.none', { count: inNone.count })}
          </FilterLink>
        )
      }
    >
      <Loaded
        load={summary}
        what={t('states.what.summary')}
        boxes={[16, 16, 16]}
      >
        {() =>
          waves?.length ? (
            <BarList
              rows={[...waves]
                .sort((a, b) =>
                  a.key.localeCompare(b.key, undefined, { numeric: true }),
                )
                .map(({ key, count }) => ({
                  key,
                  label: key,
                  length: count,
                  colour: tokens.stages['cut-over'],
                  figure: (
                    <FilterLink
                      filters={{ wave: [key] }}
                      aria-label={`${key}: ${count}`}
                    >
                      {count}
                    </FilterLink>
                  ),
                }))}
            />
          ) : (
            t('byWave.empty')
          )
        }
      </Loaded>
    </Section>
  );
};
