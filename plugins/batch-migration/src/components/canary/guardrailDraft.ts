/** A guardrail while it is edited: what its measure asks for, and nothing else. */
import type {
  CanaryPlan,
  Guardrail,
  GuardrailLimit,
  GuardrailMeasure,
} from 'backstage-plugin-batch-migration-common';

export const MEASURES = [
  'errors-5xx',
  'slowest',
  'metric',
  'attestation',
] as const satisfies readonly GuardrailMeasure['type'][];

export const NO_CANARY: CanaryPlan = {
  guardrails: [],
  rollback: null,
  monitoringUrl: null,
  requestsPerTarget: null,
};

const NO_METRIC = { ref: '', key: '' };

/** What the limits of a measure usually are. */
const LIMITS: Record<GuardrailMeasure['type'], GuardrailLimit | null> = {
  'errors-5xx': { type: 'points-over-legacy', value: 0.05 },
  slowest: { type: 'percent-over-legacy', value: 20 },
  metric: { type: 'at-most', value: 0 },
  attestation: null,
};

/** The same guardrail by another measure, with a limit that it may have. */
export function withMeasure(
  guardrail: Guardrail,
  type: GuardrailMeasure['type'],
): Guardrail {
  const measure: GuardrailMeasure =
    type === 'metric'
      ? {
          ...{ type, unit: 'count', take: 'sum', legacy: null },
          target: NO_METRIC,
        }
      : { type };
  return { ...guardrail, measure, limit: LIMITS[type] };
}

/** A side without a metric leaves one limit that says anything. */
export function withMetric(
  guardrail: Guardrail,
  change: Partial<Extract<GuardrailMeasure, { type: 'metric' }>>,
): Guardrail {
  const { measure, limit } = guardrail;
  if (measure.type !== 'metric') return guardrail;
  const next = { ...measure, ...change };
  return {
    ...guardrail,
    measure: next,
    limit: next.legacy || !limit ? limit : { ...limit, type: 'at-most' },
  };
}

/** An id that no other guardrail of the plan has; what people said hangs on it. */
export function newGuardrail(guardrails: readonly Guardrail[]): Guardrail {
  const taken = new Set(guardrails.map(({ id }) => id));
  let number = guardrails.length + 1;
  while (taken.has(`own-${number}`)) number += 1;
  return {
    ...{ id: `own-${number}`, title: '', measure: { type: 'errors-5xx' } },
    limit: LIMITS['errors-5xx'],
  };
}

/** A canary that says nothing is none. */
export function orNone(canary: CanaryPlan): CanaryPlan | null {
  const isEmpty =
    canary.guardrails.length === 0 &&
    canary.rollback === null &&
    canary.monitoringUrl === null &&
    canary.requestsPerTarget === null;
  return isEmpty ? null : canary;
}
