import type { WaveView } from 'backstage-plugin-batch-migration-common';
import { useTexts } from '../../translations/useTexts';
import { useForecastWords } from '../forecast/useForecastWords';

/** Work is left that will not be done in time, or hardly. */
export function isRed({ verdict, isDue }: WaveView): boolean {
  return isDue || verdict === 'overdue' || verdict === 'late';
}

/** Words for the dates of a wave. */
export function useWaveWords() {
  const { t } = useTexts();
  const { dayText, rangeText } = useForecastWords();

  /** `1 Mar 2026 – 30 Jun 2026`, `until 30 Jun 2026`, `has no dates`. */
  const datesText = ({ start, deadline }: WaveView): string => {
    if (start && deadline) {
      return t('waves.fromTo', {
        from: dayText(start),
        to: dayText(deadline),
      });
    }
    if (deadline) return t('waves.until', { to: dayText(deadline) });
    if (start) return t('waves.from', { from: dayText(start) });
    return t('waves.noDates');
  };

  const finishText = ({ finish }: WaveView): string =>
    finish ? rangeText(finish.p10, finish.p90) : '–';

  return { dayText, datesText, finishText };
}
