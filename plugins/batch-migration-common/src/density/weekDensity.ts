import type { DensityResponse } from '../api/density';
import { density } from '../cron/density';
import { occurrenceTimes } from '../cron/occurrences';
import { contentionOf, runsAt, type UseSeen } from './contention';
import { MINUTE } from './localWeek';
import type { DensityJob, DensityOptions, DensityTool } from './model';
import { quietWindows, SLOT_MINUTES } from './quietWindows';
import { everyMinutes, groupBySpec } from './starts';
import { nameOf, runSecondsOf, visible, WeekCells } from './weekCells';

const inRange = ({ uses }: DensityTool, { from, to }: DensityOptions) =>
  uses.filter(at => at >= from && at < to);

/**
 * When jobs start over a range, by bucket and by hour of the local week, with
 * uses of on-demand tools, quiet windows, and where both met. Pure.
 *
 * @param tools - `null` where no source tells of uses
 * @throws RangeError where range and buckets make no sense
 */
export function weekDensity(
  jobs: readonly DensityJob[],
  tools: readonly DensityTool[] | null,
  options: DensityOptions,
): DensityResponse {
  const { from, to, bucketMinutes } = options;
  const week = new WeekCells(options);
  const known = jobs.filter(({ problem }) => problem === null);
  const frequent = new Map<DensityJob, number>();
  const groups = groupBySpec(known);
  for (const { spec, jobs: same } of groups) {
    const every = everyMinutes(spec, from);
    if (every === null) continue;
    for (const job of same) {
      frequent.set(job, Math.min(every, frequent.get(job) ?? every));
    }
  }
  const counts = (job: DensityJob) => options.frequent || !frequent.has(job);

  const uses = usesSeen(tools ?? [], week, options);
  const metBy = known.filter(job => !job.hidden && counts(job));
  const indexOf = new Map(metBy.map((job, i) => [job, i]));
  let runs = 0;
  for (const { spec, jobs: same } of groups) {
    const counted = same.filter(counts);
    if (counted.length === 0) continue;
    const reach = Math.max(...counted.map(runSecondsOf)) * 1000;
    const starts = Array.from(occurrenceTimes(spec, from - reach, to));
    runs += week.addStarts(starts, counted);
    for (const job of new Set(visible(counted))) {
      const runMs = runSecondsOf(job) * 1000;
      for (const use of uses) {
        if (!runsAt(starts, runMs, use.at)) continue;
        const index = indexOf.get(job)!;
        if (!use.met.includes(index)) use.met.push(index);
      }
    }
  }
  week.nameJobs();
  const usesKnown = tools !== null && tools.some(tool => !tool.hidden);
  for (const { minute, met } of uses) {
    const cell = week.cells[week.cellAt(minute)];
    cell.uses++;
    if (met.length > 0) cell.contended++;
  }
  const readable = visible(jobs);
  return {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    timezone: options.timezone,
    bucketMinutes,
    buckets: [...bucketsOf(metBy, options)],
    uses: usesKnown ? usesPerBucket(uses, options) : null,
    totals: {
      runs,
      uses:
        tools &&
        tools.reduce((sum, tool) => sum + inRange(tool, options).length, 0),
      jobs: jobs.length,
      hiddenJobs: jobs.length - readable.length,
    },
    cells: week.cells,
    frequentJobs: readable.flatMap(job => {
      const every = frequent.get(job);
      return every === undefined
        ? []
        : [{ ...nameOf(job), everyMinutes: every }];
    }),
    unknownJobs: readable.flatMap(job =>
      job.problem === null ? [] : [{ ...nameOf(job), reason: job.problem }],
    ),
    assumedJobs: metBy
      .filter(({ runSeconds }) => runSeconds === null)
      .map(nameOf),
    quietWindows: quietWindows(week.slots, {
      timezone: options.timezone,
      now: options.now,
      usesKnown: tools !== null,
    }),
    contention: contentionOf(uses, metBy),
  };
}

function bucketsOf(
  jobs: readonly DensityJob[],
  { from, to, bucketMinutes }: DensityOptions,
): Uint32Array {
  const specs = jobs.flatMap(job => job.specs);
  return density(specs, new Date(from), new Date(to), bucketMinutes).runs;
}

/** Uses that the asker may read; those of other tools only make their slot busy. */
function usesSeen(
  tools: readonly DensityTool[],
  week: WeekCells,
  options: DensityOptions,
): Array<UseSeen & { at: number }> {
  const seen: Array<UseSeen & { at: number }> = [];
  for (const tool of tools) {
    for (const at of inRange(tool, options)) {
      const minute = week.clock.minuteOf(at);
      week.slots.uses[Math.floor(minute / SLOT_MINUTES)]++;
      if (!tool.hidden) seen.push({ at, minute, met: [] });
    }
  }
  return seen;
}

function usesPerBucket(
  uses: ReadonlyArray<{ at: number }>,
  { from, to, bucketMinutes }: DensityOptions,
): number[] {
  const width = bucketMinutes * MINUTE;
  const counts = new Array<number>(Math.ceil((to - from) / width)).fill(0);
  for (const { at } of uses) counts[Math.floor((at - from) / width)]++;
  return counts;
}
