import type { WaveView } from 'backstage-plugin-batch-migration-common';
import { useNumberText } from '../../translations/useNumberText';
import { useTexts } from '../../translations/useTexts';
import { useForecastWords } from '../forecast/useForecastWords';
import { FilterLink } from '../links';

/** Why a wave stands so against its deadline: the rule, and what it was asked of. */
export const WaveAnswer = ({ wave }: { wave: WaveView }) => {
  const { t } = useTexts();
  const numberText = useNumberText();
  const { dayText } = useForecastWords();
  const { verdict, isDue, deadline, finish, left, workloads } = wave;
  return (
    <>
      <div>{t(`waves.why.${verdict}`)}</div>
      {isDue && verdict !== 'overdue' && <div>{t('waves.why.due')}</div>}
      <ul style={{ margin: '4px 0', paddingLeft: 20 }}>
        {deadline && (
          <li>{t('waves.why.deadline', { day: dayText(deadline) })}</li>
        )}
        {finish && (
          <li>
            {t('waves.why.finish', {
              from: dayText(finish.p10),
              to: dayText(finish.p90),
              middle: dayText(finish.p50),
            })}
          </li>
        )}
        <li>
          <FilterLink filters={{ wave: [wave.name] }}>
            {t('waves.why.left', {
              left: numberText(left),
              all: numberText(workloads),
            })}
          </FilterLink>
        </li>
      </ul>
    </>
  );
};
