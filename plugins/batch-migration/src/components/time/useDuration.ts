import { useTexts } from '../../translations/useTexts';
import { durationOf } from './format';

/** Seconds as words: `45 s`, `3 min`, `2 h 5 min`. */
export function useDuration(): (seconds: number) => string {
  const { t } = useTexts();
  return seconds => {
    if (seconds < 60) return t('time.seconds', { major: String(seconds) });
    const { unit, major, minor } = durationOf(seconds * 1000);
    if (unit === 'seconds' || unit === 'minutes' || minor === 0) {
      return t(`time.${unit}`, { major: String(major) });
    }
    return t(`time.${unit}AndMore`, {
      major: String(major),
      minor: String(minor),
    });
  };
}
