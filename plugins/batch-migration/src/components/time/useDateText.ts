import { useDates } from '../../hooks/useEstate';
import { formatDate } from './format';

/**
 * `2026-02-06` as a date of the reader's language, `6 Feb 2026`; a day has no
 * zone. What is no day stays as it is.
 */
export function useDateText(): (day: string) => string {
  const { locale } = useDates();
  return day => {
    const at = new Date(`${day}T00:00:00Z`);
    return Number.isNaN(at.getTime()) ? day : formatDate(at, locale, 'UTC');
  };
}
