import { maskSecrets } from '../workload/maskSecrets';
import type { CrontabJob } from './parseCrontab';
import { nameOfCommand } from './runtime';
import { readWrappers } from './wrappers';

const PLACEHOLDERS = /\*\*\*MASKED:[A-Z][A-Z0-9_]*\*\*\*/g;

/**
 * The name of a job without credentials. One that was taken from the command
 * is taken anew from the masked command: `run hunter2`, of
 * `run --password hunter2`, no longer shows that a part of it is secret.
 */
export function maskedName(
  job: Pick<CrontabJob, 'name' | 'command' | 'wrappers'>,
  maskedCommand: string,
): string {
  const isTaken =
    maskedCommand !== job.command &&
    job.name === nameOfCommand(job.wrappers.core);
  return isTaken
    ? nameOfCommand(readWrappers(maskedCommand.replace(PLACEHOLDERS, '')).core)
    : maskSecrets(job.name).text;
}
