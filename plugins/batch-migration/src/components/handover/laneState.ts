import type {
  HandoverJobView,
  HandoverPreviewResponse,
  HandoverRefusal,
  JobHandover,
} from 'backstage-plugin-batch-migration-common';

/** One job on the timeline. */
export interface Lane {
  id: string;
  name: string;
  view: HandoverJobView;
  move: JobHandover | undefined;
  refusal: HandoverRefusal | undefined;
  /**
   * `moves` by its procedure; `overlaps`: its runs leave no gap anywhere;
   * `waits`: it has gaps, though not here; `unknown`: nobody knows how long
   * it runs, so nothing can be said of gaps.
   */
  state: 'moves' | 'overlaps' | 'waits' | 'unknown';
  legacyRuns: Array<{ at: string; seconds: number }>;
  targetRuns: Array<{ at: string; seconds: number }>;
}

function stateOf(
  view: HandoverJobView,
  move: JobHandover | undefined,
  refusal: HandoverRefusal | undefined,
): Lane['state'] {
  if (move) return 'moves';
  if (view.longestRun === null) return 'unknown';
  const settledLater =
    refusal?.code === 'no-window' || refusal?.code === 'no-gap-then';
  return settledLater && view.lane.gaps.length === 0 ? 'overlaps' : 'waits';
}

/** Of each job the runs that would be: old ones before its switch, new ones after. */
export function lanesOf({ jobs, plan }: HandoverPreviewResponse): Lane[] {
  const moves = new Map(plan.jobs.map(move => [move.id, move]));
  const refusals = new Map(plan.refused.map(refusal => [refusal.id, refusal]));
  return jobs.map(view => {
    const move = moves.get(view.id);
    const refusal = refusals.get(view.id);
    const { legacyRuns, targetRuns } = view.lane;
    return {
      id: view.id,
      name: view.name,
      view,
      move,
      refusal,
      state: stateOf(view, move, refusal),
      legacyRuns: move
        ? legacyRuns.filter(({ at }) => at < move.oldLineGoesAt)
        : legacyRuns,
      targetRuns: move
        ? targetRuns.filter(({ at }) => at >= move.startDate)
        : [],
    };
  });
}
