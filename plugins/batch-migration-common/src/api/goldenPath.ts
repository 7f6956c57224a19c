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
  'build-project',
  'function',
  'api',
  'log-subscription',
  'queue',
  'table',
  'topic',
  'log-group',
  'bucket',
  'locked-bucket',
  'file-system',
  'security-group',
  'key',
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

/** A session runs on Fargate, the build of a patch on CodeBuild. */
export const ON_REQUEST_KINDS = ['session', 'build'] as const;
export type OnRequestKind = (typeof ON_REQUEST_KINDS)[number];

/** Work that runs only while somebody asked for it, and costs nothing until then. */
export interface PlannedOnRequest {
  kind: OnRequestKind;
  /** At one moment, at most. */
  atOnce: number;
  /** After so long it is stopped. */
  longestMinutes: number;
  /** With what the cost page of the repository reckons; `null` where nobody can say. */
  hoursPerMonth: number | null;
  /** Sentences in English: what to know, or to do, before it is deployed. */
  warnings: string[];
}

/** What a golden path would make of a form, and what stands in its way. */
export interface PlannedRepository {
  /** Sentences in English that say what to do; nothing is made while there is one. */
  problems: string[];
  jobs: PlannedJob[];
  /** Of a golden path for work that people ask for. */
  onRequest?: PlannedOnRequest[];
  resources: PlannedResource[];
  /** The file that people review most, as it will be written; `null` where there is none. */
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
  onRequest: Array<
    PlannedOnRequest & {
      /** Of one hour in which it runs. */
      hourlyCost: MonthlyCost;
      /** Of `hoursPerMonth`. */
      cost: MonthlyCost;
    }
  >;
  /** ISO 4217, of all amounts. */
  currency: string;
  /** Of `jobs`, a month. */
  total: CostSum;
}
