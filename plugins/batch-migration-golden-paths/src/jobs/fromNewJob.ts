import {
  isTimezone,
  nextOccurrences,
  translate,
  type ScheduleSpec,
} from 'backstage-plugin-batch-migration-common';
import type { ScheduledJobAnswers } from './answers';
import { uncompared } from './comparison';
import type { JobOptions, JobResult } from './fromWorkload';
import { scheduleProblems } from './fromWorkload';
import { commandProblem, JOB_NAME, JOB_NAME_RULE } from './limits';

/** Turns the form's own fields into a job that has no legacy side. */
export function fromNewJob(
  newJob: NonNullable<ScheduledJobAnswers['newJob']>,
  options: JobOptions,
): JobResult {
  const problems: string[] = [];
  if (!JOB_NAME.test(newJob.name)) {
    problems.push(`its name must be ${JOB_NAME_RULE}`);
  }
  const wrong = commandProblem(newJob.command);
  if (wrong) problems.push(`its command ${wrong}`);
  if (!isTimezone(newJob.timezone)) {
    problems.push(
      `${JSON.stringify(newJob.timezone)} is no time zone, such as Asia/Tokyo`,
    );
    return { job: null, problems };
  }
  const { schedules, spec, deduplicate, reason } = schedulesOf(
    newJob,
    options.now,
  );
  if (schedules.length === 0) {
    problems.push(`its schedule cannot be used: ${reason ?? 'it never runs'}`);
  }
  problems.push(...scheduleProblems(schedules));
  if (problems.length > 0) return { job: null, problems };

  return {
    problems: [],
    job: {
      workloadId: null,
      title: newJob.name,
      description: null,
      schedules: schedules.map(each => ({ name: '', ...each })),
      command: newJob.command,
      stdin: null,
      environment: {},
      secrets: options.secrets,
      timeLimitMinutes: options.timeLimitMinutes,
      runSeconds: null,
      lock: true,
      origin: null,
      comparison: uncompared('new', deduplicate),
      nextRuns: nextOccurrences(spec, 5, options.now).map(at =>
        at.toISOString(),
      ),
      warnings: [],
    },
  };
}

/** The form takes an expression of EventBridge or five fields of cron. */
function schedulesOf(
  { expression, timezone }: { expression: string; timezone: string },
  now: Date,
) {
  const written = expression.trim();
  if (/^(?:cron|rate|at)\(/.test(written)) {
    const spec: ScheduleSpec = {
      dialect: 'eventbridge',
      expression: written,
      timezone,
    };
    return {
      spec,
      schedules: [{ expression: written, timezone }],
      deduplicate: false,
      reason: null,
    };
  }
  const spec: ScheduleSpec = {
    dialect: 'debian-cron',
    expression: written,
    timezone,
  };
  const { status, schedules, deduplicate, reason } = translate(spec, now);
  return {
    spec,
    schedules: status === 'unsupported' ? [] : schedules,
    deduplicate,
    reason,
  };
}
