import { bootstrap, quantile, type Bootstrap } from './bootstrap';
import { addDays, daysFrom } from './calendar';
import { ascending, fanOf } from './fan';
import {
  FORECAST_MONTHS,
  FORECAST_SHARES,
  type Day,
  type FinishDays,
  type Forecast,
  type ForecastMonths,
  type ForecastOptions,
  type ForecastShare,
  type ProgressDay,
  type TooEarlyReason,
  type WindowForecast,
} from './model';
import { weeksOf, type Week } from './weeks';

const WEEKS: Record<ForecastMonths, number> = { 3: 13, 6: 26, 12: 52 };
const WEEKS_A_YEAR = 52.1775;

/** With fewer weeks on which somebody counted, nothing is said. */
export const FORECAST_MIN_WEEKS = 4;

/** Days after which a record says nothing of today. */
export const FORECAST_CURRENT_DAYS = 14;

/** One window with its simulations. */
interface Played {
  view: WindowForecast;
  weeks: readonly Week[];
  /** Ascending; none where the window says nothing of its own. */
  ends: number[];
  input: Bootstrap;
}

/**
 * When everything in scope will be retired or retained, if the next weeks are
 * like those of the last 3, 6 or 12 months, whichever it is: a range, or why
 * it is too early to say. Work that was rolled back and scope that was found
 * count in the weeks in which that was seen.
 *
 * @param days - the record, in any order, each date once
 */
export function forecastFinish(
  days: readonly ProgressDay[],
  options: ForecastOptions,
): Forecast {
  const record = [...days].sort((a, b) => (a.date < b.date ? -1 : 1));
  const last = record[record.length - 1];
  const weeks = weeksOf(record);
  const done = last ? last.retired + last.retained : 0;
  const played = last ? playWindows({ weeks, last, done, options }) : [];
  const basis = {
    from: record[0]?.date ?? null,
    to: last?.date ?? null,
    weeks: weeks.length,
    unseenWeeks: unseenOf(weeks),
    scope: last?.scope ?? 0,
    done,
    windows: played.map(({ view }) => view),
  };
  if (!last) return { ...basis, state: 'too-early', reason: 'too-few-weeks' };
  if (last.scope === 0) return { ...basis, state: 'nothing-in-scope' };
  if (done >= last.scope) return { ...basis, state: 'finished' };

  const reason = reasonAgainst({ weeks, last, played, today: options.today });
  if (reason) return { ...basis, state: 'too-early', reason };

  const used = played.filter(({ ends }) => ends.length > 0);
  const weeksUntil = envelopeOf(used.map(({ ends }) => ends));
  if (weeksUntil.p90 === Infinity) {
    return { ...basis, state: 'too-early', reason: whyNoEnd(used) };
  }
  const dayAfter = (count: number) => dayOf(last.date, count, options.today);
  return {
    ...basis,
    state: 'range',
    finish: {
      p10: dayAfter(weeksUntil.p10)!,
      p50: dayAfter(weeksUntil.p50)!,
      p80: dayAfter(weeksUntil.p80)!,
      p90: dayAfter(weeksUntil.p90)!,
      p95: dayAfter(weeksUntil.p95),
    },
    fan: fanOf(
      used.map(({ input }) => input),
      {
        from: last.date,
        weeks: Math.max(1, Math.ceil(weeksUntil.p90)),
        points: options.fanPoints ?? 24,
      },
    ),
  };
}

/**
 * The envelope of all windows, in weeks. Weeks are the grain of the record, so
 * that it ends at least one before and one after its middle: weeks that were
 * all alike would else give one date.
 *
 * @param ends - of each window, ascending
 */
function envelopeOf(
  ends: ReadonlyArray<readonly number[]>,
): Record<`p${ForecastShare}`, number> {
  const latest = (percent: number) =>
    Math.max(...ends.map(own => quantile(own, percent)));
  const p50 = quantile(ascending(ends.flat()), 50);
  const p10 = Math.min(...ends.map(own => quantile(own, 10)), p50 - 1);
  const p90 = Math.max(latest(90), p50 + 1);
  return { p10, p50, p80: latest(80), p90, p95: Math.max(latest(95), p90) };
}

function playWindows(given: {
  weeks: readonly Week[];
  last: ProgressDay;
  done: number;
  options: ForecastOptions;
}): Played[] {
  const { weeks, last, done, options } = given;
  const { simulations = 1_000, horizonYears = 10, seed = 1 } = options;
  let before = 0;
  return FORECAST_MONTHS.map(months => {
    const own = weeks.slice(-WEEKS[months]);
    const seen = own.length - unseenOf(own);
    const isNew = own.length > before;
    before = own.length;
    const input = {
      weeks: own,
      scope: last.scope,
      done,
      simulations,
      horizonWeeks: Math.ceil(horizonYears * WEEKS_A_YEAR),
      seed,
    };
    const speaks = isNew && seen >= FORECAST_MIN_WEEKS && done < last.scope;
    const ends = speaks ? ascending(bootstrap(input).ends) : [];
    return {
      weeks: own,
      ends,
      input,
      view: {
        months,
        weeks: own.length,
        unseenWeeks: unseenOf(own),
        donePerWeek: meanOf(own, ({ done: moved }) => moved),
        scopePerWeek: meanOf(own, ({ scope }) => scope),
        finish: speaks ? finishOf(ends, last.date, options.today) : null,
      },
    };
  });
}

function reasonAgainst(given: {
  weeks: readonly Week[];
  last: ProgressDay;
  played: readonly Played[];
  today: Day;
}): TooEarlyReason | null {
  const { weeks, last, played, today } = given;
  if (daysFrom(last.date, today) > FORECAST_CURRENT_DAYS) return 'not-current';
  const isSpeaking = played.some(({ ends }) => ends.length > 0);
  if (weeks.length - unseenOf(weeks) < FORECAST_MIN_WEEKS || !isSpeaking) {
    return 'too-few-weeks';
  }
  // What was done before a standstill says nothing of its end.
  if (played[0].view.donePerWeek <= 0) return 'no-progress';
  return null;
}

function whyNoEnd(used: readonly Played[]): TooEarlyReason {
  return used.some(({ view }) => view.scopePerWeek >= view.donePerWeek)
    ? 'scope-grows-faster'
    : 'beyond-horizon';
}

function finishOf(ends: readonly number[], from: Day, today: Day): FinishDays {
  return Object.fromEntries(
    FORECAST_SHARES.map(share => [
      `p${share}`,
      dayOf(from, quantile(ends, share), today),
    ]),
  ) as FinishDays;
}

/** Not before today: what is not finished was not finished before. */
function dayOf(from: Day, weeks: number, today: Day): Day | null {
  if (weeks === Infinity) return null;
  const day = addDays(from, Math.ceil(weeks * 7));
  return day < today ? today : day;
}

function unseenOf(weeks: readonly Week[]): number {
  return weeks.filter(({ seen }) => !seen).length;
}

function meanOf(weeks: readonly Week[], valueOf: (week: Week) => number) {
  if (weeks.length === 0) return 0;
  const sum = weeks.reduce((total, week) => total + valueOf(week), 0);
  return Math.round((sum / weeks.length) * 100) / 100;
}
