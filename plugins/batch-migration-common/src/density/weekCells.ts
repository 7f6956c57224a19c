import type { DensityCell } from '../api/density';
import { LocalWeek } from './localWeek';
import {
  ASSUMED_RUN_SECONDS,
  type DensityJob,
  type DensityOptions,
} from './model';
import { emptySlots, SLOT_MINUTES } from './quietWindows';

const CELLS = 7 * 24;
const CELL_MINUTES = 60;
/** Named in one cell; its `jobCount` says how many there are. */
const MAX_CELL_JOBS = 20;
/** A run that is longer is no reason to look back further. */
const MAX_REACH_SECONDS = 24 * 3600;

const byCount = ([, a]: [unknown, number], [, b]: [unknown, number]) => b - a;
export const nameOf = ({ id, name }: DensityJob) => ({ id, name });

/** Those that the asker may read. */
export const visible = (jobs: readonly DensityJob[]) =>
  jobs.filter(job => !job.hidden);

/** As far as it is known, else the least. */
export const runSecondsOf = ({ runSeconds }: DensityJob) =>
  Math.min(runSeconds ?? ASSUMED_RUN_SECONDS, MAX_REACH_SECONDS);

/** Starts added up by hour of the local week, and by five minutes of it. */
export class WeekCells {
  readonly clock: LocalWeek;
  readonly slots = emptySlots();
  readonly cells: DensityCell[];
  readonly jobsOfCell = Array.from(
    { length: CELLS },
    () => new Map<DensityJob, number>(),
  );

  constructor(readonly options: DensityOptions) {
    const { timezone, from, to } = options;
    this.clock = new LocalWeek(
      timezone,
      from - MAX_REACH_SECONDS * 1000,
      to + 1,
    );
    this.cells = Array.from({ length: CELLS }, (_, i) => ({
      weekday: Math.floor(i / 24) + 1,
      hour: i % 24,
      runs: 0,
      uses: 0,
      contended: 0,
      jobCount: 0,
      jobs: [],
    }));
  }

  cellAt(minute: number): number {
    return Math.floor(minute / CELL_MINUTES);
  }

  /** Starts of one schedule, ascending, for all lines that have it. */
  addStarts(starts: readonly number[], jobs: readonly DensityJob[]): number {
    const { from } = this.options;
    const perCell = new Map<number, number>();
    const longest = Math.max(...jobs.map(runSecondsOf));
    const busySlots = Math.ceil(longest / (SLOT_MINUTES * 60));
    let counted = 0;
    for (const at of starts) {
      const minute = this.clock.minuteOf(at);
      const slot = Math.floor(minute / SLOT_MINUTES);
      for (let i = 0; i < busySlots; i++) {
        this.slots.busy[(slot + i) % this.slots.busy.length] = 1;
      }
      if (at < from) continue;
      counted++;
      this.slots.runs[slot] += jobs.length;
      const cell = this.cellAt(minute);
      perCell.set(cell, (perCell.get(cell) ?? 0) + 1);
    }
    for (const job of visible(jobs)) {
      for (const [cell, runs] of perCell) {
        this.cells[cell].runs += runs;
        const known = this.jobsOfCell[cell];
        known.set(job, (known.get(job) ?? 0) + runs);
      }
    }
    return counted * jobs.length;
  }

  nameJobs(): void {
    this.cells.forEach((cell, i) => {
      const jobs = [...this.jobsOfCell[i]].sort(byCount);
      cell.jobCount = jobs.length;
      cell.jobs = jobs
        .slice(0, MAX_CELL_JOBS)
        .map(([job, runs]) => ({ ...nameOf(job), runs }));
    });
  }
}
