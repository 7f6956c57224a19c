import type {
  HandoverPreviewResponse,
  HandoverRefusal,
  HandoverWarning,
  JobHandover,
} from 'backstage-plugin-batch-migration-common';

/** One thing that a person should settle, accept or know before the switch. */
export type SettlePoint = { id: string; name: string } & (
  | { kind: 'refusal'; refusal: HandoverRefusal }
  | { kind: 'procedure'; move: JobHandover }
  | { kind: 'differences'; move: JobHandover }
  | { kind: 'warning'; warning: HandoverWarning }
);

/** Refusals first, then what a procedure costs, then remarks; in the order of the jobs. */
export function settlePoints({
  jobs,
  plan,
}: HandoverPreviewResponse): SettlePoint[] {
  const refusals = plan.refused.map(refusal => ({
    kind: 'refusal' as const,
    id: refusal.id,
    name: refusal.name,
    refusal,
  }));
  const procedures = plan.jobs
    .filter(({ procedure }) => procedure !== 'gap')
    .map(move => ({
      kind: 'procedure' as const,
      id: move.id,
      name: move.name,
      move,
    }));
  const differences = plan.jobs
    .filter(move => move.differences.length > 0)
    .map(move => ({
      kind: 'differences' as const,
      id: move.id,
      name: move.name,
      move,
    }));
  const warnings = jobs.flatMap(job =>
    job.warnings.map(warning => ({
      kind: 'warning' as const,
      id: job.id,
      name: job.name,
      warning,
    })),
  );
  return [...refusals, ...procedures, ...differences, ...warnings];
}
