import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import type {
  Summary,
  WaveView,
} from 'backstage-plugin-batch-migration-common';
import type { Load } from '../../hooks/useLoad';
import { wavesRouteRef } from '../../routes';
import { useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { FilterLink } from '../links';
import { Loaded } from '../states/Loaded';
import { Section } from '../states/Section';
import { isRed, useWaveWords } from '../waves/useWaveWords';
import { BarList } from './BarList';

/** Key of the workloads that are in no wave, in counts and filters. */
export const NO_WAVE = 'none';

/** Its title leads to the wave; under it the deadline, red where it is late or near. */
const WaveLabel = ({ name, wave }: { name: string; wave?: WaveView }) => {
  const { t } = useTexts();
  const tokens = useTokens();
  const path = useRouteRef(wavesRouteRef)();
  const { dayText } = useWaveWords();
  const deadline = wave?.deadline;
  return (
    <span style={{ overflowWrap: 'anywhere' }}>
      <Link to={`${path}?wave=${encodeURIComponent(name)}`}>
        {wave?.title ?? name}
      </Link>
      {wave && deadline && (
        <span
          style={{
            display: 'block',
            fontSize: 12,
            color: isRed(wave) ? tokens.dangerText : tokens.text2,
          }}
        >
          {t('waves.until', { to: dayText(deadline) })} ·{' '}
          {t(`waves.verdicts.${wave.verdict}`)}
        </span>
      )}
    </span>
  );
};

export const ByWave = ({
  summary,
  waves: described = [],
}: {
  summary: Load<Summary>;
  /** What is known of them beside their counts. */
  waves?: readonly WaveView[];
}) => {
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
                  label: (
                    <WaveLabel
                      name={key}
                      wave={described.find(({ name }) => name === key)}
                    />
                  ),
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
