import type { CostSum, MonthlyCost } from '../cost';
import type { WorkloadCostView } from './cost';

/** What a golden path creates, as people know it. */
export const RESOURCE_KINDS = [
  'schedule-group',
  'schedule',
  'event-rule',
  'state-machine',
  'service',
  'task-definition',
  'cluster',
  'queue',
  'table',
  'topic',
  'log-group',
  'bucket',
  'file-system',
] as const;
export type ResourceKind = (typeof RESOURCE_KINDS)[number];

/** Resources of one kind that a repository would create. */
export interface PlannedResource {
  kind: ResourceKind;
  count: number;
  /** Of those whose name is known before they are there. */
  names: string[];
}

/** One job or worker as a repository would run it. */
export interface PlannedJob {
  name: string;
  /** `null` for a new job. */
  workloadId: string | null;
  schedules: Array<{ name: string; expression: string; timezone: string }>;
  /** ISO 8601 in UTC. */
  nextRuns: string[];
  /** Sentences in English, as `migration.md` has them. */
  warnings: string[];
  /** Of a worker: tasks that run all the time. A job has none. */
  copies?: number;
}

/** What a golden path would make of a form, and what stands in its way. */
export interface PlannedRepository {
  /** Sentences in English that say what to do; nothing is made while there is one. */
  problems: string[];
  jobs: PlannedJob[];
  resources: PlannedResource[];
  /** The file that holds the schedules, as it will be written; `null` where there is none. */
  file?: { path: string; text: string } | null;
}

/** `POST /golden-paths/preview`: the form as it stands. It stores nothing. */
export interface GoldenPathPreviewRequest {
  /** `metadata.name` of the template. */
  template: string;
  form: Record<string, unknown>;
}

export interface GoldenPathPreviewResponse extends PlannedRepository {
  jobs: Array<
    PlannedJob &
      Pick<
        WorkloadCostView,
        'startsPerMonth' | 'secondsPerRun' | 'runsFrom'
      > & {
        /** Of its tasks on Fargate; the rest is in no amount. */
        cost: MonthlyCost;
      }
  >;
  /** ISO 4217, of all amounts. */
  currency: string;
  /** Of `jobs`, a month. */
  total: CostSum;
}
