import { addDays, daysFrom } from '../calendar';
import { forecastFinish } from '../forecastFinish';
import type { Day, Forecast } from '../model';
import { playHistory, SYNTHETIC, type KnownHistory } from './histories';
import { WIKIMEDIA, wikimediaHistory } from './wikimedia';

/** What was foretold on one day of a history whose end is known. */
export interface Trial {
  on: Day;
  forecast: Forecast;
  end: Day | null;
}

const SEEDS = 12;
const SIMULATIONS = 300;
const CUT_WEEKS = 6;

/** Forecasts on each of some days, with what was known then and nothing later. */
export function tryOn(
  { days, end }: KnownHistory,
  on: readonly Day[],
  simulations = SIMULATIONS,
): Trial[] {
  return on.map(today => ({
    on: today,
    end,
    forecast: forecastFinish(
      days.filter(({ date }) => date <= today),
      { today, simulations, fanPoints: 0 },
    ),
  }));
}

/** All trials, by kind of history. */
export function backTest(): Map<string, Trial[]> {
  return new Map(
    Object.entries(SYNTHETIC).map(([kind, rates]) => [
      kind,
      Array.from({ length: SEEDS }, (_, seed) => {
        const history = playHistory(rates, seed);
        return tryOn(history, cutsOf(history));
      }).flat(),
    ]),
  );
}

/** On the days of the points themselves: the days between know the next point. */
export function backTestWikimedia(): Trial[] {
  return tryOn(
    wikimediaHistory(),
    WIKIMEDIA.slice(1, -1).map(([day]) => day),
    1_000,
  );
}

function cutsOf({ days, end }: KnownHistory): Day[] {
  const first = days[0].date;
  const cuts: Day[] = [];
  // What is given up goes on for years; one and a half of them are looked at.
  const until = end ?? addDays(first, 78 * 7);
  for (let week = CUT_WEEKS; ; week += CUT_WEEKS) {
    const day = addDays(first, week * 7);
    if (day >= until) return cuts;
    cuts.push(day);
  }
}

/** How often the forecasts of some trials held. */
export interface HitRate {
  trials: number;
  ranges: number;
  /** Of the ranges: the end lay in them. */
  inside: number;
  /** The end came by these dates; a later end counts against them. */
  byMiddle: number;
  byP80: number;
  byP95: number;
  /** The end lay in the middle 80 % of the window alone; of `ofWindow` that spoke. */
  windowInside: number[];
  ofWindow: number[];
  /** Median of the widths, as a share of the time that was really left. */
  width: number | null;
}

export function hitRateOf(trials: readonly Trial[]): HitRate {
  const ranges = trials.flatMap(({ on, end, forecast }) =>
    forecast.state === 'range' ? [{ on, end, forecast }] : [],
  );
  const count = (holds: (one: (typeof ranges)[number]) => boolean) =>
    ranges.filter(holds).length;
  const by = (share: 'p50' | 'p80' | 'p95') =>
    count(
      ({ end, forecast: { finish } }) =>
        end !== null && (finish[share] === null || end <= finish[share]!),
    );
  const widths = ranges
    .flatMap(({ on, end, forecast: { finish } }) =>
      end === null
        ? []
        : [daysFrom(finish.p10, finish.p90) / Math.max(1, daysFrom(on, end))],
    )
    .sort((a, b) => a - b);
  const windows = [0, 1, 2].map(index =>
    ranges.flatMap(({ end, forecast }) => {
      const finish = forecast.windows[index]?.finish;
      return finish ? [{ end, finish }] : [];
    }),
  );
  return {
    trials: trials.length,
    ranges: ranges.length,
    inside: count(({ end, forecast: { finish } }) =>
      isInside(end, finish.p10, finish.p90),
    ),
    byMiddle: by('p50'),
    byP80: by('p80'),
    byP95: by('p95'),
    windowInside: windows.map(
      own =>
        own.filter(({ end, finish }) => isInside(end, finish.p10, finish.p90))
          .length,
    ),
    ofWindow: windows.map(own => own.length),
    width: widths.length > 0 ? widths[Math.floor(widths.length / 2)] : null,
  };
}

function isInside(end: Day | null, from: Day | null, to: Day | null): boolean {
  if (end === null || from === null) return false;
  return from <= end && (to === null || end <= to);
}
