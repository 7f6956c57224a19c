import type { HandoverPreviewResponse } from 'backstage-plugin-batch-migration-common';

/**
 * `can`: nothing missed, doubled or held; `windows`: likewise, though not all
 * at one instant. `held`: a pause costs runs.
 * `none`: no job fits this instant; `never`: none has any. `unsafe`: the
 * simulation lost, doubled or overlapped runs; `unproven`: it had none to try.
 */
export type Headline =
  | 'can'
  | 'windows'
  | 'held'
  | 'none'
  | 'never'
  | 'unsafe'
  | 'unproven';

export function headlineOf({
  plan,
  simulation,
}: HandoverPreviewResponse): Headline {
  if (plan.jobs.length === 0 || plan.windows.length === 0) {
    return plan.refused.some(({ code }) => code === 'no-gap-then')
      ? 'none'
      : 'never';
  }
  const { rounds, due, missed, doubled, overlapped } = simulation;
  if (missed > 0 || doubled > 0 || overlapped > 0) return 'unsafe';
  // What was not tried is never shown as good.
  if (!(rounds > 0 && due > 0)) return 'unproven';
  if (plan.jobs.some(({ heldTicks }) => heldTicks.length > 0)) return 'held';
  return plan.windows.length > 1 ? 'windows' : 'can';
}
