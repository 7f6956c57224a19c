import { useTexts } from '../../translations/useTexts';
import { daysBetween } from '../time/format';

const MONTH_DAYS = 365.25 / 12;

/** From one `YYYY-MM-DD` to another in words: `in 34 days`, `8 y 9 mo ago`. */
export function useDistance(): (today: string, day: string) => string {
  const { t } = useTexts();
  return (today, day) => {
    const days = daysBetween(today, day);
    if (days >= 0) return t('serverTab.facts.inDays', { count: days });
    const all = Math.floor(-days / MONTH_DAYS);
    const years = String(Math.floor(all / 12));
    const months = String(all % 12);
    const duration = () => {
      if (all === 0) return t('serverTab.facts.days', { days: String(-days) });
      if (years === '0') return t('serverTab.facts.months', { months });
      if (months === '0') return t('serverTab.facts.years', { years });
      return t('serverTab.facts.yearsMonths', { years, months });
    };
    return t('serverTab.facts.ago', { duration: duration() });
  };
}
