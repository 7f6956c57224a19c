/** Instants at which groups of jobs can move together, and the choice among them. */
import { editCount, withJobs, type Edit } from './edits';
import { commonGaps, gapAt, gapsWithout, type Gap } from './gaps';
import type { HandoverJob } from './model';

export const MINUTE = 60_000;

/** Jobs that must move together, and when they can. */
export interface Mover {
  /** In the order in which they go. */
  jobs: HandoverJob[];
  gaps: Gap[];
}

/** Movers of one window, UTC milliseconds. */
export interface Window<M extends Mover> {
  /** Within which every edit lies, both inclusive. */
  gap: Gap;
  edits: Edit[];
  movers: M[];
}

/** The edits are a minute apart, so that one person can make them. */
export function editsFit({ earliest, latest }: Gap, edits: number): boolean {
  return latest - earliest >= (edits - 1) * MINUTE;
}

/** The gaps without some minutes, as far as the mover's own edits still fit; the same where none was lost. */
function roomyGaps({ gaps, jobs }: Mover, without: readonly Gap[]): Gap[] {
  const left = gapsWithout(gaps, without);
  if (left === gaps) return gaps;
  const edits = editCount([], jobs);
  return left.filter(gap => editsFit(gap, edits));
}

/**
 * Movers whose gaps all hold the instant `at`, as far as the edits of their
 * places fit one after the other: into their common gap, or from `at` on
 * where that is the instant of the first edit.
 */
export function windowAt<M extends Mover>(
  movers: Iterable<M>,
  at: number,
  startsAt: 'within' | 'at',
): Window<M> {
  let gap: Gap = { earliest: -Infinity, latest: Infinity };
  let edits: Edit[] = [];
  const moving: M[] = [];
  for (const mover of movers) {
    const own = gapAt(mover.gaps, at);
    if (!own) continue;
    const [common] = commonGaps([gap], [own]);
    const room =
      startsAt === 'at' ? { earliest: at, latest: common.latest } : common;
    if (!editsFit(room, editCount(edits, mover.jobs))) continue;
    gap = common;
    edits = withJobs(edits, mover.jobs);
    moving.push(mover);
  }
  return { gap, edits, movers: moving };
}

/** The instant of the first edit: a long gap needs no more than its beginning, a short one its middle. */
export function firstEditAt({ earliest, latest }: Gap, edits: number): number {
  const slack = latest - earliest - (edits - 1) * MINUTE;
  return earliest + Math.floor(Math.min(2, slack / MINUTE / 2)) * MINUTE;
}

/** How many jobs can move at each minute of a range; both bounds UTC milliseconds. */
export class Minutes {
  private readonly change: Int32Array;
  private readonly origin: number;

  constructor(from: number, to: number) {
    this.origin = Math.ceil(from / MINUTE) * MINUTE;
    this.change = new Int32Array(Math.ceil((to - from) / MINUTE) + 2);
  }

  private index(at: number): number {
    return Math.min((at - this.origin) / MINUTE, this.change.length - 1);
  }

  /** Counts gaps of some jobs in, or with a negative number out again. */
  count(gaps: readonly Gap[], jobs: number): void {
    for (const { earliest, latest } of gaps) {
      this.change[this.index(earliest)] += jobs;
      this.change[this.index(latest + MINUTE)] -= jobs;
    }
  }

  /** Counts gaps instead of others; those that stayed are not counted again. */
  replace(old: Gap[], gaps: Gap[], jobs: number): void {
    let first = 0;
    while (first < gaps.length && gaps[first] === old[first]) first++;
    let last = 0;
    const shorter = Math.min(old.length, gaps.length) - first;
    while (last < shorter && gaps.at(-1 - last) === old.at(-1 - last)) last++;
    this.count(old.slice(first, old.length - last), -jobs);
    this.count(gaps.slice(first, gaps.length - last), jobs);
  }

  /** The first minute that suits the most jobs; `null` where none suits any. */
  best(): number | null {
    let most = 0;
    let bestAt: number | null = null;
    for (let i = 0, suited = 0; i < this.change.length; i++) {
      suited += this.change[i];
      if (suited > most) [most, bestAt] = [suited, i];
    }
    return bestAt === null ? null : this.origin + bestAt * MINUTE;
  }
}

export function minutesOf({ earliest, latest }: Gap): number[] {
  const minutes: number[] = [];
  for (let at = earliest; at <= latest; at += MINUTE) minutes.push(at);
  return minutes;
}

/** From the first of some edits to the last. */
export function editRange(first: number, edits: number): Gap {
  return { earliest: first, latest: first + (edits - 1) * MINUTE };
}

/**
 * Windows that suit the most jobs, one after the other, until every mover
 * with a gap has one. No two of them have an edit in one minute, and none in
 * a `busy` one: one person makes them all. Movers for which nothing is
 * left are in none.
 */
export function chooseWindows<M extends Mover>(
  movers: readonly M[],
  { from, to }: { from: number; to: number },
  busy: readonly Gap[],
  firstEdit: (gap: Gap, edits: number) => number,
): Array<Window<M> & { firstEdit: number }> {
  const minutes = new Minutes(from, to);
  const open = new Map<Mover, M>();
  for (const mover of movers) {
    const free = { jobs: mover.jobs, gaps: roomyGaps(mover, busy) };
    if (free.gaps.length === 0) continue;
    open.set(free, mover);
    minutes.count(free.gaps, free.jobs.length);
  }
  const chosen: Array<Window<M> & { firstEdit: number }> = [];
  while (open.size > 0) {
    const best = minutes.best();
    if (best === null) break;
    const {
      gap,
      edits,
      movers: moving,
    } = windowAt(open.keys(), best, 'within');
    const first = firstEdit(gap, edits.length);
    chosen.push({
      gap,
      edits,
      movers: moving.map(mover => open.get(mover)!),
      firstEdit: first,
    });
    for (const mover of moving) {
      open.delete(mover);
      minutes.count(mover.gaps, -mover.jobs.length);
    }
    const taken = [editRange(first, edits.length)];
    for (const mover of open.keys()) {
      const gaps = roomyGaps(mover, taken);
      if (gaps === mover.gaps) continue;
      minutes.replace(mover.gaps, gaps, mover.jobs.length);
      mover.gaps = gaps;
    }
  }
  return chosen;
}
