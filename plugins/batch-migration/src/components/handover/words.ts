import { createContext, useContext } from 'react';
import { useEstate } from '../../hooks/useEstate';
import { useTexts } from '../../translations/useTexts';
import { durationOf, formatInstant, formatNear } from '../time/format';

/** The zone that the plan was told with: it counts before that of the summary. */
export const ZoneOfPlan = createContext<string | undefined>(undefined);

/**
 * Times, lengths and numbers in the reader's language and the estate's zone.
 * Where nobody has told the zone, each time says that it is UTC.
 */
export function useWords() {
  const { t } = useTexts();
  const estate = useEstate();
  const ofPlan = useContext(ZoneOfPlan);
  const { locale } = estate;
  const known = ofPlan ?? estate.timezone;
  const timezone = known ?? 'UTC';
  const marked = (text: string) => (known ? text : `${text} UTC`);
  return {
    timezone,
    /** What is stored has to be in the estate's zone. */
    isZoneKnown: known !== undefined,
    locale,
    language: locale.startsWith('ja') ? ('ja' as const) : ('en' as const),
    number: (value: number) => new Intl.NumberFormat(locale).format(value),
    instant: (at: string | number) =>
      marked(formatInstant(new Date(at), locale, timezone)),
    /** Marks of a scale whose zone is told above it. */
    clock: (at: string | number) =>
      formatNear(new Date(at), new Date(at), locale, timezone),
    near: (at: string | number, other: string | number) =>
      marked(formatNear(new Date(at), new Date(other), locale, timezone)),
    /** Rounded up to the minute: a longest run is never told too short. */
    duration: (seconds: number) => {
      if (seconds < 60) {
        return t('handover.duration.seconds', {
          seconds: String(Math.ceil(seconds)),
        });
      }
      const { unit, major, minor } = durationOf(
        Math.ceil(seconds / 60) * 60_000,
      );
      if (unit === 'seconds' || unit === 'minutes' || minor === 0) {
        return t(`time.${unit === 'seconds' ? 'minutes' : unit}`, {
          major: String(major),
        });
      }
      return t(`time.${unit}AndMore`, {
        major: String(major),
        minor: String(minor),
      });
    },
  };
}
