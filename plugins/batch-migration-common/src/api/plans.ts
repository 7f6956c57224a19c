import type { RequirementTemplate } from '../requirements';
import type { PlanField } from '../plans';
import type { Plan } from '../workload/model';
import type { HistoryEvent } from './contract';

/** What plans may ask for. */
export interface RequirementsResponse {
  items: RequirementTemplate[];
}

/** What one change may set on many plans; each job has a schedule of its own. */
export type PlanFields = Omit<Plan, 'version' | 'intendedSchedule'>;

/** One change of many plans: all or nothing. */
export interface BulkPlanRequest {
  /**
   * At most 1,000, each with the version as it was read; 0 where nothing is
   * planned yet. `steps` take the place of those of this plan alone.
   * `restore` makes the plan say again what it said at that version of it, 0
   * of it being nothing; nothing else is changed in it then.
   */
  plans: Array<{
    workloadId: string;
    version: number;
    steps?: Plan['steps'];
    restore?: number;
  }>;
  /**
   * What is left out stays as it is in each plan. Requirements are added, or
   * take the place of those with the same id; no other is taken away.
   */
  change: Partial<PlanFields>;
}

export interface BulkPlanResponse {
  /** In the order of the request. A plan in which nothing changed keeps its version. */
  plans: Array<{ workloadId: string; version: number }>;
}

/** A plan that somebody else changed meanwhile: a row of `error.conflicts` of a 409. */
export interface PlanConflict {
  workloadId: string;
  name: string;
  /** As the request named it. */
  expected: number;
  /** As it is stored now. */
  current: Plan;
  /** Of an imported file: fields that both it and somebody else changed. */
  fields?: PlanField[];
}

/** A file of plans, as it was exported and edited. */
export interface PlanImportRequest {
  /** YAML. */
  text: string;
  /** Only say what would change. */
  dryRun?: boolean;
  /**
   * Bring what the file changes into plans that others changed since it was
   * exported, where not both changed the same field.
   */
  merge?: boolean;
}

export interface PlanImportResponse {
  dryRun: boolean;
  /** How many plans of the file are as it says already. */
  unchanged: number;
  /** Those that change, or would, in the order of the file. */
  plans: Array<{
    workloadId: string;
    name: string;
    /** After the change. */
    version: number;
    changes: HistoryEvent['changes'];
  }>;
}

/** The plan after a change. */
export function changedPlan(
  plan: Plan,
  { requirements, ...fields }: BulkPlanRequest['change'],
): Plan {
  if (!requirements) return { ...plan, ...fields };
  const byId = new Map(
    [...plan.requirements, ...requirements].map(one => [one.id, one]),
  );
  return { ...plan, ...fields, requirements: [...byId.values()] };
}
