import type {
  DueTick,
  RunsResponse,
  RunView,
  Side,
  WorkloadDetail,
} from 'backstage-plugin-batch-migration-common';

/** What a due tick looks like: its verdict, and how its one run ended. */
export const TICK_LOOKS = [
  'once',
  'failed',
  'running',
  'end-not-seen',
  'missed',
  'twice',
  'not-seen',
  'due',
] as const;
export type TickLook = (typeof TICK_LOOKS)[number];

/** Started later than a clock or a queue explains: the tolerance of a run that is early. */
const LATE_MS = 60_000;

/** A run that stepped back did not do the work. */
const did = ({ outcome }: RunView) => outcome !== 'skipped-duplicate';

/** A tick that ran once is only good if its run ended well. */
export function lookOf({ verdict, runs }: DueTick): TickLook {
  if (verdict !== 'once') return verdict;
  const outcomes = runs.filter(did).map(({ outcome }) => outcome);
  if (outcomes.some(one => one === 'failed' || one === 'timed-out')) {
    return 'failed';
  }
  if (outcomes.includes('running')) return 'running';
  return outcomes.includes('unknown') ? 'end-not-seen' : 'once';
}

/** Minutes by which the first run of a tick came late; 0 where it did not. */
export function minutesLate({ at, runs }: DueTick): number {
  const starts = runs.filter(did).map(run => Date.parse(run.startedAt));
  const late = Math.min(...starts) - Date.parse(at);
  return Number.isFinite(late) && late > LATE_MS
    ? Math.round(late / 60_000)
    : 0;
}

/** What will happen at a tick to come, if nobody acts. */
export interface Coming {
  at: string;
  /** Sides that will run; `null` where that was not derived. */
  sides: Side[] | null;
  mark: 'twice' | 'nowhere' | null;
}

export type SeenColumn =
  | { kind: 'tick'; at: string; tick: DueTick }
  | { kind: 'trial'; at: string; run: RunView };

export type Column =
  | SeenColumn
  | { kind: 'coming'; at: string; coming: Coming };

/** Something that changed between two columns. */
export interface Border {
  at: string;
  what: 'created' | 'changed' | 'starts' | 'ends' | 'now';
}

/** So many ticks to come are drawn. */
const COMING = 2;

const SIDES_OF = {
  legacy: ['legacy'],
  target: ['target'],
  both: null,
  neither: [],
  unknown: null,
} as const;

/**
 * Sides that run at a tick to come, if nobody acts; `null` where that was not
 * derived: both sides may be active and still not share this tick.
 */
export function sidesThatRun(
  { assessment }: Pick<WorkloadDetail, 'assessment'>,
  at: string,
): Side[] | null {
  const isAt = (type: string) =>
    assessment.dangers.some(
      danger => danger.type === type && danger.nextAt === at,
    );
  if (isAt('runs-twice')) return ['legacy', 'target'];
  if (isAt('runs-nowhere')) return [];
  const sides = SIDES_OF[assessment.placement];
  return sides && [...sides];
}

function comingOf(workload: WorkloadDetail): Coming[] {
  const danger = (type: string) =>
    workload.assessment.dangers.find(one => one.type === type)?.nextAt;
  const twice = danger('runs-twice');
  const nowhere = danger('runs-nowhere');
  const instants = new Set(
    [twice, nowhere, ...workload.nextRuns].flatMap(at => at ?? []),
  );
  return [...instants]
    .sort()
    .slice(0, COMING)
    .map(at => {
      const sides = sidesThatRun(workload, at);
      if (at === twice) return { at, sides, mark: 'twice' };
      return { at, sides, mark: at === nowhere ? 'nowhere' : null };
    });
}

const inOrder = <T extends Column>(columns: T[]) =>
  columns.sort((a, b) => a.at.localeCompare(b.at));

/** Due ticks and runs besides, in the order of time. */
export const seenColumns = ({ ticks, otherRuns }: RunsResponse) =>
  inOrder<SeenColumn>([
    ...ticks.map(tick => ({ kind: 'tick' as const, at: tick.at, tick })),
    ...otherRuns.map(run => ({
      kind: 'trial' as const,
      at: run.startedAt,
      run,
    })),
  ]);

/** Due ticks, runs besides and what is to come, in the order of time. */
export function columnsOf(
  value: RunsResponse,
  workload: WorkloadDetail,
): Column[] {
  const known = new Set(value.ticks.map(({ at }) => at));
  const coming = comingOf(workload)
    .filter(({ at }) => at > value.to && !known.has(at))
    .map(one => ({ kind: 'coming' as const, at: one.at, coming: one }));
  return inOrder<Column>([...seenColumns(value), ...coming]);
}

/** What the platform says of its schedules' own dates, within the range, and now. */
export function bordersOf(
  { from, to }: RunsResponse,
  { locations }: WorkloadDetail,
): Border[] {
  const borders = locations
    .filter(({ side }) => side === 'target')
    .flatMap(({ detail }): Array<Partial<Border>> => {
      const { createdAt, modifiedAt, startDate, endDate } = detail;
      return [
        { at: createdAt, what: 'created' },
        ...(modifiedAt === createdAt
          ? []
          : [{ at: modifiedAt, what: 'changed' } as const]),
        { at: startDate, what: 'starts' },
        { at: endDate, what: 'ends' },
      ];
    })
    .filter(
      (border): border is Border =>
        border.at !== undefined && border.at >= from && border.at <= to,
    );
  return [...borders, { at: to, what: 'now' as const }].sort((a, b) =>
    a.at.localeCompare(b.at),
  );
}
