import type { JobDefinition } from './definition';
import { yamlText } from '../rendering/yamlText';

const HEADER = ` The jobs of this repository. Reviewed in pull requests; infra/ reads it and
 docs/schedules.md explains every field. A job runs once its state is ENABLED
 and the change is deployed: the handover decides when.`;

/** `schedules.yaml`: every job as data, switched off. */
export function schedulesFile(jobs: JobDefinition[]): string {
  const entries = jobs.map(job => ({
    name: job.name,
    state: 'DISABLED',
    schedules: job.schedules,
    command: job.command,
    ...(job.stdin === null ? {} : { stdin: job.stdin }),
    timeLimitMinutes: job.timeLimitMinutes,
    lock: job.lock,
    ...(Object.keys(job.environment).length > 0
      ? { environment: job.environment }
      : {}),
    ...(Object.keys(job.secrets).length > 0 ? { secrets: job.secrets } : {}),
  }));
  return yamlText({ jobs: entries }, HEADER);
}
