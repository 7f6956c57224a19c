import { costPage, type CostLine } from '../rendering/costPage';
import type { WorkerAnswers } from './answers';
import type { WorkerDefinition } from './definition';

/** Of a month, as AWS counts it. */
const HOURS = 730;

/** The data of `docs/cost.md`: each worker by the tasks that run all the time. */
export function workersCost(
  { region, taskSize }: Pick<WorkerAnswers, 'region' | 'taskSize'>,
  workers: Array<Pick<WorkerDefinition, 'name' | 'tasks'>>,
): string {
  const [cpuUnits, memoryMib] = taskSize.split('/').map(Number);
  const lines = workers.map(({ name, tasks }): CostLine => {
    const copies = tasks === 'singleton' ? 1 : tasks.min;
    return {
      name,
      basis:
        tasks === 'singleton'
          ? 'one task, all the time'
          : `at least ${tasks.min} of at most ${tasks.max} tasks; the rest follows from its messages`,
      hours: copies * HOURS,
      costed: {
        kind: 'resident',
        region,
        startsPerMonth: null,
        secondsPerRun: null,
        copies,
        memoryMib,
        size: { cpuUnits, memoryMib },
      },
    };
  });
  return costPage({ region, size: taskSize }, lines);
}
