import Tooltip from '@material-ui/core/Tooltip';
import { TICK_MS, useEstate } from '../../hooks/useEstate';
import { useTexts } from '../../translations/useTexts';
import { durationOf, formatExactly, formatInstant, formatNear } from './format';
import { useZone } from './useZone';

/** Words for how far away an instant is: `in 17 h 51 min`, `2 min ago`. */
export function useRelativeTime(): (at: string) => string {
  const { t } = useTexts();
  const { now } = useEstate();
  return at => {
    if (!now) return '';
    const distance = Date.parse(at) - now.getTime();
    const { unit, major, minor } = durationOf(distance);
    if (unit === 'seconds') {
      // What lies within one step of the clock may be over by now.
      return t(distance > TICK_MS ? 'time.soon' : 'time.now');
    }
    const duration =
      minor > 0 && unit !== 'minutes'
        ? t(`time.${unit}AndMore`, {
            major: String(major),
            minor: String(minor),
          })
        : t(`time.${unit}`, { major: String(major) });
    return distance > 0
      ? t('time.ahead', { duration })
      : t('time.past', { duration });
  };
}

/**
 * An instant in the estate's zone, for the middle of a sentence; `near` as
 * short as it stays clear beside now.
 */
export function useInstantText(show?: 'near'): (at: string) => string {
  const { t } = useTexts();
  const { locale, timezone, now } = useEstate();
  const { zone, named } = useZone();
  return at => {
    const date = new Date(at);
    if (Number.isNaN(date.getTime())) return t('time.unreadable');
    if (now && timezone && show === 'near') {
      return formatNear(date, now, locale, timezone);
    }
    return named(formatInstant(date, locale, zone, now));
  };
}

export interface TimeProps {
  /** ISO 8601 in UTC. */
  at: string;
  /**
   * `absolute` in the estate's zone, `relative` to its clock, both, or `near`:
   * as short as it stays clear beside now.
   */
  show?: 'absolute' | 'relative' | 'both' | 'near';
}

/** Worded only for who asks: a table holds a hundred of them. */
const OtherZones = ({ at }: { at: Date }) => {
  const { t } = useTexts();
  const { locale } = useEstate();
  return (
    <>
      <div>{t('time.yours', { at: formatExactly(at, locale) })}</div>
      <div>{formatExactly(at, locale, 'UTC')}</div>
    </>
  );
};

/** An instant; on hover or focus in the reader's own zone and in UTC. */
export const Time = ({ at, show = 'absolute' }: TimeProps) => {
  const { t } = useTexts();
  const absolute = useInstantText(show === 'near' ? show : undefined)(at);
  const relativeText = useRelativeTime();
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return <>{absolute}</>;

  const isRelative = show === 'relative' || show === 'both';
  const relative = isRelative && relativeText(at);
  let text: string = absolute;
  if (relative && show === 'relative') text = relative;
  else if (relative) text = t('time.both', { absolute, relative });
  return (
    <Tooltip title={<OtherZones at={date} />}>
      <time dateTime={at}>{text}</time>
    </Tooltip>
  );
};
