import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  type SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

const KEY = 'search.collators.batchMigration';

export interface SearchOptions {
  /** How often everything is read into the index. */
  schedule: SchedulerServiceTaskScheduleDefinition;
  /** Path of a workload's page; `:id` stands for the workload. */
  location: string;
}

/** @throws InputError naming the setting that is wrong */
export function readOptions(config: Config): SearchOptions {
  const location =
    config.getOptionalString(`${KEY}.location`) ??
    '/batch-migration/workloads/:id';
  if (!location.startsWith('/') || !location.includes(':id')) {
    throw new InputError(
      `${KEY}.location must be a path with :id in it, such as /batch-migration/workloads/:id, got: ${location}`,
    );
  }
  const schedule = config.getOptionalConfig(`${KEY}.schedule`);
  return {
    location,
    schedule: schedule
      ? readSchedulerServiceTaskScheduleDefinitionFromConfig(schedule)
      : {
          frequency: { minutes: 10 },
          timeout: { minutes: 15 },
          // The backend plugin answers a little later than it starts.
          initialDelay: { seconds: 10 },
        },
  };
}
