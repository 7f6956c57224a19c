import { useDates } from '../hooks/useEstate';

/** Making one takes longer than using it a hundred times, and a page has few. */
const formats = new Map<string, Intl.NumberFormat>();

/** `100,000` as the language of a locale writes it. */
export function formatNumber(value: number, locale: string): string {
  const format = formats.get(locale) ?? new Intl.NumberFormat(locale);
  formats.set(locale, format);
  return format.format(value);
}

/** Counts as text, wherever one may pass 999; a text's own `count` is grouped by itself. */
export function useNumberText(): (value: number) => string {
  const { locale } = useDates();
  return value => formatNumber(value, locale);
}
