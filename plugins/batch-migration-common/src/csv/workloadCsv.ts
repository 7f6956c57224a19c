import type { WorkloadView } from '../api/contract';
import { csvRecord } from './csv';

/** What is exported of a workload. */
export type CsvWorkload = Pick<
  WorkloadView,
  | 'id'
  | 'name'
  | 'kind'
  | 'serverRefs'
  | 'roleRef'
  | 'ownerRef'
  | 'schedule'
  | 'command'
  | 'plan'
  | 'assessment'
>;

/** Columns in their order. Lists are parted by blanks, which no part contains. */
const COLUMNS: Record<string, (workload: CsvWorkload) => string | null> = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  kind: ({ kind }) => kind,
  servers: ({ serverRefs }) => serverRefs.join(' '),
  role: ({ roleRef }) => roleRef,
  owner: ({ ownerRef }) => ownerRef,
  schedule: ({ schedule }) => schedule && schedule.expression,
  timezone: ({ schedule }) => schedule && schedule.timezone,
  command: ({ command }) => command,
  strategy: ({ plan }) => plan.strategy,
  targetPlatform: ({ plan }) => plan.targetPlatform,
  wave: ({ plan }) => plan.wave,
  stage: ({ assessment }) => assessment.stage,
  stale: ({ assessment }) => String(assessment.stale),
  placement: ({ assessment }) => assessment.placement,
  legacy: ({ assessment }) => assessment.legacy,
  target: ({ assessment }) => assessment.target,
  acuteDangers: workload => dangersOf(workload, 'acute'),
  pressingDangers: workload => dangersOf(workload, 'pressing'),
  blockers: ({ assessment }) =>
    distinct(assessment.blockers.map(({ type }) => type)),
  nextRunAt: ({ assessment }) => assessment.nextRunAt,
};

/** The first record: the names of the columns. */
export function workloadCsvHeader(): string {
  return csvRecord(Object.keys(COLUMNS));
}

/** The record of one workload, under `workloadCsvHeader`. */
export function workloadCsvRecord(workload: CsvWorkload): string {
  return csvRecord(Object.values(COLUMNS).map(column => column(workload)));
}

function dangersOf(
  { assessment }: CsvWorkload,
  severity: 'acute' | 'pressing',
): string {
  return distinct(
    assessment.dangers
      .filter(danger => danger.severity === severity)
      .map(({ type }) => type),
  );
}

function distinct(types: readonly string[]): string {
  return [...new Set(types)].join(' ');
}
