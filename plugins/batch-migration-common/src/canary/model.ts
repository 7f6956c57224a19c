/** A service that moves by weights: what its plan asks for, and what was measured. */
import type { EntityRef, Instant, LocationRef } from '../workload/model';

/** How the values of several periods come to one. */
export const METRIC_TAKES = ['sum', 'average', 'maximum'] as const;
export type MetricTake = (typeof METRIC_TAKES)[number];

export const GUARDRAIL_UNITS = ['percent', 'ms', 'count'] as const;
export type GuardrailUnit = (typeof GUARDRAIL_UNITS)[number];

/** A metric of one side. `outOf` names what it is counted from, in the same place. */
export interface GuardrailMetric extends LocationRef {
  outOf?: string;
}

/**
 * What is compared over a bake.
 *
 * - `errors-5xx`: answers with 5xx out of all requests, in per cent
 * - `slowest`: the time that the slowest 5 % of requests take, in milliseconds
 * - `metric`: anything that a module can read, such as what the business counts
 * - `attestation`: a person looks, where nothing can be measured
 */
export type GuardrailMeasure =
  | { type: 'errors-5xx' }
  | { type: 'slowest' }
  | {
      type: 'metric';
      unit: GuardrailUnit;
      take: MetricTake;
      /** `null` where that side has none. */
      legacy: GuardrailMetric | null;
      target: GuardrailMetric;
    }
  | { type: 'attestation' };

/**
 * Where the target may not go beyond. `points-over-legacy` is in the unit of
 * the measure, `percent-over-legacy` is relative to the old side.
 */
export const GUARDRAIL_LIMITS = [
  'at-most',
  'together-at-most',
  'points-over-legacy',
  'percent-over-legacy',
] as const;
export interface GuardrailLimit {
  type: (typeof GUARDRAIL_LIMITS)[number];
  /** From 0. */
  value: number;
}

export interface Guardrail {
  /** Unique in its plan: letters, digits, `.`, `_` and `-`. */
  id: string;
  title: string;
  measure: GuardrailMeasure;
  /** `null` only where a person attests: the title says what must hold. */
  limit: GuardrailLimit | null;
}

/** What goes back, and what is known of that way. */
export interface RollbackPlan {
  /** As it is typed; may have several lines. */
  command: string;
  /** Where a pull request that does it is opened; `null` where there is none. */
  url: string | null;
  /** `YYYY-MM-DD`, when it was tried last, and how long it took until no new request came. */
  rehearsedOn: string | null;
  rehearsedSeconds: number | null;
}

/** The part of a plan that is for services alone. Weights and bakes are in its steps. */
export interface CanaryPlan {
  guardrails: Guardrail[];
  rollback: RollbackPlan | null;
  /** Where the same is shown in full. */
  monitoringUrl: string | null;
  /** Requests a second that one healthy target bears; `null` where nobody measured. */
  requestsPerTarget: number | null;
}

/** What a person says of a guardrail during one bake. */
export const GUARDRAIL_STATEMENTS = ['holds', 'fails', 'withdrawn'] as const;
export type GuardrailStatement = (typeof GUARDRAIL_STATEMENTS)[number];

/** Append-only; the newest of one guardrail and step counts. */
export interface GuardrailRecord {
  /** Increasing within the workload, from 1. */
  sequence: number;
  guardrailId: string;
  /** The weight step during which it was looked at: it says nothing of another. */
  stepId: string;
  statement: GuardrailStatement;
  note: string;
  by: EntityRef;
  at: Instant;
}

/** Values of one metric, oldest first. A period without a value is left out. */
export interface MetricPoint {
  /** Start of the period. */
  at: Instant;
  value: number;
}

/** What of the traffic of one way is measured; `slowest-5` in milliseconds. */
export const TRAFFIC_MEASURES = [
  'requests',
  'errors-5xx',
  'slowest-5',
] as const;
export type TrafficMeasure = (typeof TRAFFIC_MEASURES)[number];
