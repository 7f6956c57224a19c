import {
  FORECAST_MIN_WEEKS,
  type Day,
  type Forecast,
  type ProgressPoint,
  type ScopeChange,
} from 'backstage-plugin-batch-migration-common';
import { useEstate } from '../../hooks/useEstate';
import { useNumberText } from '../../translations/useNumberText';
import { useTexts } from '../../translations/useTexts';
import { refName } from '../links';
import { formatDate, formatMonth } from '../time/format';
import { doneOf, soakOf } from './burnUp';

/** Words for days, ranges, reasons and what changed. */
export function useForecastWords() {
  const { t } = useTexts();
  const numberText = useNumberText();
  const { locale } = useEstate();
  const at = (day: Day) => new Date(`${day}T00:00:00Z`);

  /** `12 Feb 2026` */
  const dayText = (day: Day) => formatDate(at(day), locale, 'UTC');
  /** `12 Feb`, for the labels of the drawing. */
  const shortDay = (day: Day) => formatDate(at(day), locale, 'UTC', false);
  /** `Feb 2026`, in Japanese `2026年2月` */
  const monthText = (day: Day, withYear = true) =>
    formatMonth(at(day), locale, withYear);

  /** `Feb`, in Japanese `2月`, and with the year where one begins: for axes. */
  const shortMonth = (day: Day) => monthText(day, day.slice(5, 7) === '01');

  /** Months, or days where it begins and ends in the same one. */
  const rangeText = (from: Day, to: Day) => {
    const text = from.slice(0, 7) === to.slice(0, 7) ? shortDay : monthText;
    return t('forecast.range', { from: text(from), to: text(to) });
  };

  const joined = ([first = '', ...rest]: string[]) =>
    rest.reduce<string>(
      (before, next) => t('forecast.chart.join', { before, next }),
      first,
    );

  /** What changed, for the labels of the drawing. */
  const stepText = ({ type, count, serverRef }: ScopeChange): string => {
    const number = numberText(count);
    const server = serverRef ? refName(serverRef) : '';
    switch (type) {
      case 'server-found':
        return t('forecast.change.server-found', { number, server });
      case 'workloads-appeared':
        return t('forecast.change.workloads-appeared', { number, server });
      case 'workloads-gone':
        return t('forecast.change.workloads-gone', { number, server });
      case 'planned-in':
        return t('forecast.change.planned-in', { number });
      default:
        return t('forecast.change.planned-out', { number });
    }
  };

  const changeText = (change: ScopeChange) => {
    const text = stepText(change);
    return change.source === null
      ? text
      : t('forecast.change.by', { change: text, source: change.source });
  };

  const changesOf = ({ changes, moreChanges }: ProgressPoint) => [
    ...changes.map(changeText),
    ...(moreChanges > 0
      ? [t('forecast.change.more', { count: moreChanges })]
      : []),
  ];

  const pointText = (point: ProgressPoint) => {
    const day = t('forecast.point.day', {
      date: dayText(point.date),
      done: numberText(doneOf(point)),
      scope: numberText(point.scope),
      soak: numberText(soakOf(point)),
    });
    const changes = changesOf(point);
    return changes.length === 0
      ? day
      : t('forecast.point.changed', { day, changes: joined(changes) });
  };

  /** Why there is no range. */
  const reasonText = (forecast: Forecast & { state: 'too-early' }) => {
    const { reason, weeks, unseenWeeks, to } = forecast;
    switch (reason) {
      case 'too-few-weeks':
        return t('forecast.reason.too-few-weeks', {
          count: weeks - unseenWeeks,
          least: String(FORECAST_MIN_WEEKS),
        });
      case 'no-progress':
        return t('forecast.reason.no-progress', {
          count: forecast.windows[0].weeks,
        });
      case 'not-current':
        return t('forecast.reason.not-current', { to: to ? dayText(to) : '' });
      case 'scope-grows-faster':
        return t('forecast.reason.scope-grows-faster');
      default:
        return t('forecast.reason.beyond-horizon');
    }
  };

  return {
    ...{ dayText, shortDay, monthText, shortMonth, rangeText },
    ...{ stepText, changesOf, pointText, joined, reasonText },
  };
}

export type ForecastWords = ReturnType<typeof useForecastWords>;
