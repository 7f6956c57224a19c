import {
  HANDOVER_CAUSES,
  type HandoverCause,
  type HandoverPreviewResponse,
  type HandoverRefusal,
  type HandoverWarning,
  type JobHandover,
} from 'backstage-plugin-batch-migration-common';

/** One thing that a person should settle, accept or know before the switch. */
export type SettlePoint = { id: string; name: string } & (
  | {
      kind: 'refusal';
      refusal: HandoverRefusal;
      /** By which procedure it could move instead. */
      cause: HandoverCause | undefined;
    }
  | { kind: 'procedure'; move: JobHandover }
  | { kind: 'differences'; move: JobHandover }
  | { kind: 'warning'; warning: HandoverWarning }
);

/** A warning that only says by which procedure the job would move. */
export function causeOf({ code }: HandoverWarning): HandoverCause | undefined {
  return HANDOVER_CAUSES.find(cause => cause === code);
}

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
    cause: jobs
      .find(({ id }) => id === refusal.id)
      ?.warnings.map(causeOf)
      .find(Boolean),
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
    job.warnings
      // The refusal or the procedure of the same job says it.
      .filter(warning => !causeOf(warning))
      .map(warning => ({
        kind: 'warning' as const,
        id: job.id,
        name: job.name,
        warning,
      })),
  );
  return [...refusals, ...procedures, ...differences, ...warnings];
}
