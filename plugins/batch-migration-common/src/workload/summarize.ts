import type { Counts, Summary } from '../api/contract';
import {
  DANGER_TYPES,
  PLACEMENTS,
  STRATEGIES,
  type Assessment,
  type DangerSeverity,
  type DangerType,
  type EntityRef,
  type Plan,
} from './model';
import { countByStage, isDone } from './progress';

/** What the counts need to know of a workload. */
export interface SummaryRow {
  serverRefs: EntityRef[];
  /** The plan's owner, else the inventory's. */
  ownerRef: EntityRef | null;
  plan: Pick<Plan, 'strategy' | 'wave'>;
  assessment: Assessment;
}

/** The part of a summary that follows from the assessments. */
export type SummaryCounts = Omit<
  Summary,
  | 'now'
  | 'timezone'
  | 'mode'
  | 'emptySince'
  | 'observedAt'
  | 'silentSources'
  | 'mayPlan'
>;

/** Counts of what was found, in the order of `keys` or else of the alphabet. */
function countEach<K extends string>(
  values: K[],
  keys: readonly K[] = [...new Set(values)].sort(),
): Counts<K>[] {
  const counts = new Map<K, number>(keys.map(key => [key, 0]));
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([key, count]) => ({ key, count }));
}

function countDangers(
  rows: SummaryRow[],
  severity: DangerSeverity,
): Counts<DangerType>[] {
  const types = rows.flatMap(({ assessment }) => [
    ...new Set(
      assessment.dangers
        .filter(danger => danger.severity === severity)
        .map(({ type }) => type),
    ),
  ]);
  return countEach(types, DANGER_TYPES).filter(({ count }) => count > 0);
}

/** Counts over workloads. A workload on two servers counts once in each of them. */
export function summarize(rows: SummaryRow[]): SummaryCounts {
  const serverRefs = [...new Set(rows.flatMap(row => row.serverRefs))].sort();
  const done = rows.filter(({ assessment }) => isDone(assessment));
  const doneAs = (stage: Assessment['stage']) =>
    done.filter(({ assessment }) => assessment.stage === stage).length;
  return {
    scope: rows.length,
    byStage: countByStage(rows.map(({ assessment }) => assessment)),
    byPlacement: countEach(
      rows.map(({ assessment }) => assessment.placement),
      PLACEMENTS,
    ),
    byStrategy: countEach(
      rows.map(({ plan }) => plan.strategy ?? 'none'),
      [...STRATEGIES, 'none'],
    ),
    byOwner: countEach(rows.map(({ ownerRef }) => ownerRef ?? 'none')),
    byServer: serverRefs.map(key => {
      const own = rows.filter(row => row.serverRefs.includes(key));
      return {
        key,
        count: own.length,
        byStage: countByStage(own.map(({ assessment }) => assessment)),
        left: own.filter(({ assessment }) => !isDone(assessment)).length,
      };
    }),
    byWave: countEach(rows.map(({ plan }) => plan.wave ?? 'none')),
    acuteDangers: countDangers(rows, 'acute'),
    pressingDangers: countDangers(rows, 'pressing'),
    inAcuteDanger: rows.filter(({ assessment }) =>
      assessment.dangers.some(({ severity }) => severity === 'acute'),
    ).length,
    notSeen: rows.filter(({ assessment }) => assessment.placement === 'unknown')
      .length,
    retired: doneAs('retired'),
    retained: doneAs('retained'),
  };
}
