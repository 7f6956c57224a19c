import {
  LEAST_BILLED_SECONDS,
  startsPerMonth,
} from 'backstage-plugin-batch-migration-common';
import { costPage, type CostLine } from '../rendering/costPage';
import type { ScheduledJobAnswers } from './answers';
import type { JobDefinition } from './definition';

/** Starts are counted from a set day on, so that a render can be repeated. */
const COUNTED_FROM = new Date('2026-01-01T00:00:00Z');

/** The data of `docs/cost.md`: each job by its schedule and the length of its runs. */
export function jobsCost(
  { region, taskSize }: Pick<ScheduledJobAnswers, 'region' | 'taskSize'>,
  jobs: JobDefinition[],
): string {
  const [cpuUnits, memoryMib] = taskSize.split('/').map(Number);
  const lines = jobs.map(({ name, schedules, runSeconds }): CostLine => {
    const starts = startsPerMonth(
      schedules.map(schedule => ({ dialect: 'eventbridge', ...schedule })),
      COUNTED_FROM,
    );
    const billed =
      runSeconds === null ? null : Math.max(runSeconds, LEAST_BILLED_SECONDS);
    return {
      name,
      basis: `${counted(starts)}, ${
        runSeconds === null
          ? 'of a length that is not known'
          : `${Math.round(runSeconds)} s each on the old host`
      }`,
      hours: billed === null ? null : (starts * billed) / 3600,
      costed: {
        kind: 'scheduled',
        region,
        startsPerMonth: starts,
        secondsPerRun: runSeconds,
        copies: null,
        memoryMib,
        size: { cpuUnits, memoryMib },
      },
    };
  });
  return costPage({ region, size: taskSize }, lines);
}

function counted(starts: number): string {
  const shown = starts < 10 ? starts.toFixed(1) : String(Math.round(starts));
  return `${shown} starts`;
}
