import type { WorkloadView } from 'backstage-plugin-batch-migration-common';

/** Why a workload cannot go into a new repository. */
export const REFUSALS = [
  'not-scheduled',
  'not-resident',
  'no-schedule',
  'retired',
  'already-linked',
  'drift',
] as const;
export type Refusal = (typeof REFUSALS)[number];

/** Which workloads a golden path takes: `ui:options.kind` of its form. */
export type TakenKind = 'scheduled' | 'resident';

/** `scheduled` where the form does not say. */
export function takenKind(uiOptions: unknown): TakenKind {
  const { kind } = (uiOptions ?? {}) as { kind?: unknown };
  return kind === 'resident' ? 'resident' : 'scheduled';
}

/** The other answers of the form that decide what may be taken. */
export interface FormAnswers {
  /** Name of the repository to be made. */
  repository?: string;
  /** Where each masked credential is kept. */
  secrets?: Array<{ name?: string }>;
}

/** A run with the same answers reuses the repository that it made before. */
function isMadeFor({ repositories }: WorkloadView, repository?: string) {
  return repositories.some(
    made => repository !== undefined && made.split('/').pop() === repository,
  );
}

/** `undefined` where it may be taken. The server checks again. */
export function refusalOf(
  workload: WorkloadView,
  { repository }: FormAnswers = {},
  taken: TakenKind = 'scheduled',
): Refusal | undefined {
  const { assessment, locations } = workload;
  if (workload.kind !== taken) return `not-${taken}`;
  if (taken === 'scheduled' && !workload.schedule) return 'no-schedule';
  if (assessment.stage === 'retired') return 'retired';
  if (
    locations.some(({ side }) => side === 'target') &&
    !isMadeFor(workload, repository)
  ) {
    return 'already-linked';
  }
  if (assessment.dangers.some(({ type }) => type === 'drift')) return 'drift';
  return undefined;
}

/** Names of masked credentials for which the form names no place yet. */
export function missingSecrets(
  { maskedSecrets }: WorkloadView,
  { secrets }: FormAnswers,
): string[] {
  const kept = new Set((secrets ?? []).map(({ name }) => name));
  return maskedSecrets.filter(name => !kept.has(name));
}

/** The field's value: ids of workloads, without repetition. */
export function asIds(value: unknown): string[] {
  return Array.isArray(value)
    ? [
        ...new Set(
          value.filter(
            (id): id is string => typeof id === 'string' && id !== '',
          ),
        ),
      ]
    : [];
}
