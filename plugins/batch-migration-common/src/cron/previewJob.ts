import type { CrontabPreviewJob } from '../api/contract';
import { maskEnvironment } from '../workload/maskEnvironment';
import { maskSecrets } from '../workload/maskSecrets';
import { fitFargate } from './fitFargate';
import { maskedCommand } from './maskedCommand';
import { maskedName } from './maskedName';
import { nextOccurrences, scheduleProblem } from './occurrences';
import type { CrontabJob } from './crontabJob';
import type { CrontabIssue, ScheduleSpec } from './types';
import { readWrappers } from './wrappers';

/** So many starts show the shortest time between two of them well enough for a minute. */
const STARTS = 20;

/** The shortest time between the next starts; `null` where it is not known. */
export function intervalSeconds(spec: ScheduleSpec, now: Date): number | null {
  if (scheduleProblem(spec) !== null) return null;
  const starts = nextOccurrences(spec, STARTS, now).map(at => at.getTime());
  if (starts.length < 2) return null;
  return Math.min(...starts.slice(1).map((at, i) => (at - starts[i]) / 1000));
}

/** Messages may quote the line that they are about. */
export function maskIssue(issue: CrontabIssue): CrontabIssue {
  return { ...issue, message: maskSecrets(issue.message).text };
}

type MaskedJob = Pick<
  CrontabPreviewJob,
  | 'name'
  | 'command'
  | 'stdin'
  | 'environment'
  | 'maskedSecrets'
  | 'fit'
  | 'issues'
>;

/**
 * What a preview shows of one line, credentials masked, and whether it fits
 * Fargate as far as the line itself tells. Jobs share their settings, so those
 * are masked by the caller.
 */
export function maskedJob(
  job: CrontabJob,
  environment: ReturnType<typeof maskEnvironment>,
  interval: number | null,
): MaskedJob {
  const command = maskedCommand(job);
  const stdin = maskSecrets(job.stdin ?? '');
  return {
    name: maskedName(job, command.text),
    command: command.text,
    stdin: job.stdin === null ? null : stdin.text,
    environment: { ...environment.values },
    maskedSecrets: [
      ...new Set([...command.names, ...stdin.names, ...environment.names]),
    ],
    fit: fitFargate({
      kind: 'scheduled',
      // Of the masked command: a fact may quote a part of it.
      wrappers: readWrappers(command.text),
      longestMessageSeconds: null,
      restartable: null,
      memoryMib: null,
      intervalSeconds: interval,
      tolerableStartDelaySeconds: null,
    }),
    issues: job.issues.map(maskIssue),
  };
}
