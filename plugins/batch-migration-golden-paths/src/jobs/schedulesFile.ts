import type { ScheduledJobAnswers } from './answers';
import type { JobDefinition } from './definition';
import { yamlText } from '../rendering/yamlText';

/** Its first line lets editors complete the fields and mark mistakes. */
const HEADER = ` yaml-language-server: $schema=./infra/schedules/schema.json
 The jobs of this repository. Reviewed in pull requests; infra/ reads it and
 docs/schedules.md explains every field. A job runs once its state is ENABLED
 and the change is deployed: the handover decides when.`;

/** `schedules.yaml`: every job as data, switched off. */
export function schedulesFile(
  jobs: JobDefinition[],
  { host }: Pick<ScheduledJobAnswers, 'host'>,
): string {
  // Which of them share files is theirs to narrow: the form asks for all at once.
  const hasStorage = host.files === 's3' || host.files === 'efs';
  const entries = jobs.map(job => ({
    name: job.name,
    state: 'DISABLED',
    schedules: job.schedules,
    command: job.command,
    ...(job.stdin === null ? {} : { stdin: job.stdin }),
    timeLimitMinutes: job.timeLimitMinutes,
    lock: job.lock,
    ...(hasStorage ? { storage: 'read-write' } : {}),
    ...(Object.keys(job.environment).length > 0
      ? { environment: job.environment }
      : {}),
    ...(Object.keys(job.secrets).length > 0 ? { secrets: job.secrets } : {}),
  }));
  return yamlText({ jobs: entries }, HEADER);
}
