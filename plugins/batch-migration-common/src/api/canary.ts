/** What `GET /workloads/{id}/canary` answers, and what is sent of a guardrail. */
import type { CanarySeries } from '../canary/compareSeries';
import type { GuardrailView } from '../canary/guardrails';
import type { GuardrailStatement, RollbackPlan } from '../canary/model';
import type { TrafficSplit } from '../canary/trafficSplit';
import type { WeightTrack } from '../canary/weightTrack';
import type { Instant } from '../workload/model';

/** A service that moves by weights: how far, who gets what, and whether it holds. */
export interface CanaryView {
  /** The instant for which all of it was told. */
  at: Instant;
  track: WeightTrack;
  split: TrafficSplit;
  /** When requests were counted for the seen share; `null` where nobody did. */
  countedFrom: Instant | null;
  countedUntil: Instant | null;
  guardrails: GuardrailView[];
  /** Of the last 24 hours; `null` where no module measures it. */
  series: CanarySeries | null;
  /** Why something was not measured; sentences in English for a person. */
  unread: string[];
  rollback: RollbackPlan | null;
  monitoringUrl: string | null;
}

export interface GuardrailStatementRequest {
  statement: GuardrailStatement;
  /** The weight step that bakes now: it says nothing of another. */
  stepId: string;
  /** What was looked at; not empty. */
  note: string;
}
