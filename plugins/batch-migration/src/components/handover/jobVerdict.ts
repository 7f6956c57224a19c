import type {
  HandoverPreviewResponse,
  WorkloadView,
} from 'backstage-plugin-batch-migration-common';

/** What the plan says of one job at the chosen instant. */
export const JOB_VERDICTS = [
  'moves',
  'warned',
  'guard',
  'pause',
  'later',
  'refused',
  'unchosen',
  'open',
] as const;
export type JobVerdict = (typeof JOB_VERDICTS)[number];

/** It cannot move now, and another instant or a longer time may mend that. */
const LATER = ['no-gap-then', 'no-window'];

export function jobVerdict(
  id: string,
  preview: HandoverPreviewResponse,
): JobVerdict {
  const move = preview.plan.jobs.find(job => job.id === id);
  if (move && move.procedure !== 'gap') return move.procedure;
  if (move) {
    const view = preview.jobs.find(job => job.id === id);
    return view && view.warnings.length > 0 ? 'warned' : 'moves';
  }
  const refusal = preview.plan.refused.find(job => job.id === id);
  if (!refusal) return 'open';
  return LATER.includes(refusal.code) ? 'later' : 'refused';
}

/** Both sides are active: there is nothing to hand over until one stops. */
export function runsTwice({ assessment }: WorkloadView): boolean {
  return (
    assessment.placement === 'both' ||
    assessment.dangers.some(({ type }) => type === 'runs-twice')
  );
}

/** Both inclusive, UTC milliseconds. */
export interface AllowedRange {
  earliest: number;
  latest: number;
}

/** Within which the instant may move while the same jobs can go. */
export function allowedRange(
  { plan, candidates }: HandoverPreviewResponse,
  at: number,
): AllowedRange | undefined {
  const holds = [
    ...plan.windows.filter(({ procedure }) => procedure === 'gap'),
    ...candidates,
  ].find(
    ({ earliest, latest }) =>
      Date.parse(earliest) <= at && at <= Date.parse(latest),
  );
  return (
    holds && {
      earliest: Date.parse(holds.earliest),
      latest: Date.parse(holds.latest),
    }
  );
}
