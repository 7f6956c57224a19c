import { useEstate } from '../../hooks/useEstate';
import { useTexts } from '../../translations/useTexts';

/** A Monday. */
const MONDAY = Date.UTC(2024, 0, 1, 12);
const DAY_MS = 86_400_000;

const two = (value: number) => String(value).padStart(2, '0');

export interface WeekWords {
  /** `Thursday`, or `Thu`. */
  dayOf: (weekday: number, style?: 'long' | 'short') => string;
  /** `Tue, Wed, Thu`; `Weekdays` where it is all of them. */
  daysOf: (weekdays: readonly number[]) => string;
  /** `07`, or `04–08` for a block. */
  hoursOf: (fromHour: number, toHour: number) => string;
  /** `14:00` of minutes of the day. */
  timeOf: (minute: number) => string;
  runs: (count: number) => string;
  /** `null` is not known. */
  uses: (count: number | null) => string;
}

export function useWeekWords(): WeekWords {
  const { t } = useTexts();
  const { locale } = useEstate();
  const dayOf: WeekWords['dayOf'] = (weekday, style = 'long') =>
    new Intl.DateTimeFormat(locale, {
      weekday: style,
      timeZone: 'UTC',
    }).format(MONDAY + (weekday - 1) * DAY_MS);
  return {
    dayOf,
    daysOf: weekdays => {
      switch (weekdays.join('')) {
        case '12345':
          return t('density.days.weekdays');
        case '67':
          return t('density.days.weekend');
        case '1234567':
          return t('density.days.daily');
        default:
          return new Intl.ListFormat(locale, {
            type: 'unit',
            style: 'short',
          }).format(weekdays.map(weekday => dayOf(weekday, 'short')));
      }
    },
    hoursOf: (fromHour, toHour) =>
      toHour - fromHour === 1
        ? two(fromHour)
        : t('density.block', { from: two(fromHour), to: two(toHour) }),
    timeOf: minute => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`,
    runs: count => t('density.runs', { count }),
    uses: count =>
      count === null ? t('density.usesUnknown') : t('density.uses', { count }),
  };
}
