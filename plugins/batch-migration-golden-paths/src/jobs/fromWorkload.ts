import {
  agreedSchedule,
  isTimezone,
  meanRunSeconds,
  nextOccurrences,
  translate,
  validateEventBridge,
} from 'backstage-plugin-batch-migration-common';
import type {
  ScheduleSpec,
  TranslationView,
  WorkloadDetail,
} from 'backstage-plugin-batch-migration-common';
import { chosenScheduleProblem, type ChosenSchedule } from './chosenSchedule';
import { compareIntended, compareTranslation } from './comparison';
import type { JobComparison, JobDefinition } from './definition';
import { becomes, unanswered, withoutLogFiles } from './hostAnswers';
import type { HostAnswers } from './hostAnswers';
import type { HostedJob, HostUse } from './hostShared';
import type { Output } from '../outputs/ecsAnswers';
import { commandProblem } from './limits';
import { maskedNames, replaceMasked } from './maskedSecrets';

/** What the form says about all jobs of a repository. */
export interface JobOptions {
  timeLimitMinutes: number;
  /** Variable → ARN. */
  secrets: Record<string, string>;
  host: HostAnswers;
  output: Output;
  /** The portal's clock. */
  now: Date;
}

/** A job, or why there can be none yet: sentences that say what to do. */
export type JobResult =
  | { job: Omit<JobDefinition, 'name'>; problems: [] }
  | { job: null; problems: string[] };

/** Variables that describe the old host and would break a container. */
const HOST_VARIABLES = ['PATH', 'SHELL', 'HOME', 'LOGNAME', 'USER', 'PWD'];

/** Turns a legacy workload into the job that takes its place. */
export function fromWorkload(
  workload: WorkloadDetail,
  options: JobOptions,
  {
    uses,
    sharedLocks,
    chosen,
  }: { uses: HostUse[]; sharedLocks: string[]; chosen?: ChosenSchedule },
): JobResult {
  const problems = unanswered(uses, options.host, options.output);
  const schedule: ScheduleSpec | null =
    agreedSchedule(workload.plan) ?? workload.schedule;
  if (workload.kind !== 'scheduled' || schedule === null) {
    return {
      job: null,
      problems: [
        `it is a ${workload.kind} workload without a schedule; this golden path takes scheduled jobs`,
      ],
    };
  }
  const translation = translationOf(workload, schedule, options.now);
  if (translation.status === 'unsupported' || !translation.schedules.length) {
    problems.push(
      `its schedule ${quote(schedule.expression)} cannot be translated: ${
        translation.reason ?? 'it never runs'
      }`,
    );
  }
  const schedules = chosen
    ? [{ expression: chosen.expression.trim(), timezone: chosen.timezone }]
    : translation.schedules;
  const unusable = scheduleProblems(schedules);
  problems.push(...unusable);
  if (chosen && unusable.length === 0) {
    const other = chosenScheduleProblem(schedules[0], schedule, options.now);
    if (other) problems.push(other);
  }

  const { environment, masked, warnings } = environmentOf(workload);
  const stdin = text(legacyDetail(workload)?.stdin);
  const secretNames = [
    ...new Set([
      ...workload.maskedSecrets,
      ...maskedNames(workload.command),
      ...maskedNames(stdin ?? ''),
      ...masked,
    ]),
  ];
  const missing = secretNames.filter(name => !options.secrets[name]);
  if (missing.length > 0) {
    problems.push(
      `the inventory masked ${missing.join(
        ', ',
      )}: name the parameter or secret that holds each (ARN)`,
    );
  }
  const command = replaceMasked(
    options.host.output === 'logs'
      ? withoutLogFiles(
          workload.command,
          uses.flatMap(({ topic, what }) => (topic === 'output' ? what : [])),
        )
      : workload.command,
  );
  const wrong = commandProblem(command);
  if (wrong) problems.push(`its command ${wrong}`);
  if (stdin !== null && maskedNames(stdin).length > 0) {
    problems.push(
      'its standard input holds a masked credential; let the program read the variable instead',
    );
  }
  if (problems.length > 0) return { job: null, problems };

  return {
    problems: [],
    job: {
      workloadId: workload.id,
      title: workload.name,
      description: workload.description,
      schedules: schedules.map(each => ({ name: '', ...each })),
      command,
      stdin,
      environment,
      secrets: Object.fromEntries(
        secretNames.map(name => [name, options.secrets[name]]),
      ),
      timeLimitMinutes: options.timeLimitMinutes,
      runSeconds: meanRunSeconds(workload.evidence.runs),
      lock: true,
      origin: originOf(workload),
      comparison: comparisonOf(workload, schedule, translation, options.now),
      nextRuns: agreedSchedule(workload.plan)
        ? nextOccurrences(schedule, 5, options.now).map(at => at.toISOString())
        : workload.nextRuns,
      warnings: [
        ...warnings,
        ...warningsOf(workload),
        ...uses.map(use =>
          becomes(use, options.host, {
            isSharedLock: sharedLocks.includes(use.what),
            output: options.output,
          }),
        ),
        ...(stdin === null
          ? []
          : ['cron gave it standard input; the variable JOB_STDIN carries it']),
      ],
    },
  };
}

/** What of a workload says how it uses its host. */
export function hostedJob(workload: WorkloadDetail): HostedJob {
  const detail = legacyDetail(workload);
  const environment = detail?.environment as
    | Record<string, unknown>
    | undefined;
  return {
    command: workload.command,
    stdin: text(detail?.stdin),
    mailTo: text(environment?.MAILTO),
  };
}

/** Problems of translated schedules that EventBridge Scheduler would refuse. */
export function scheduleProblems(
  schedules: Array<{ expression: string; timezone: string }>,
): string[] {
  return schedules.flatMap(({ expression, timezone }) => {
    const problem = validateEventBridge(expression);
    return [
      ...(problem ? [`${quote(expression)} is no schedule: ${problem}`] : []),
      ...(isTimezone(timezone)
        ? []
        : [`${quote(timezone)} is no time zone, such as Asia/Tokyo`]),
    ];
  });
}

function translationOf(
  workload: WorkloadDetail,
  schedule: ScheduleSpec,
  now: Date,
): TranslationView {
  return agreedSchedule(workload.plan) || workload.translation === null
    ? translate(schedule, now)
    : workload.translation;
}

/** An intended schedule is compared with what it replaces, and never called the same. */
function comparisonOf(
  { plan, schedule: legacy }: WorkloadDetail,
  schedule: ScheduleSpec,
  translation: TranslationView,
  now: Date,
): JobComparison {
  return agreedSchedule(plan)
    ? compareIntended(legacy, schedule, translation, now)
    : compareTranslation(schedule, translation, now);
}

function originOf(workload: WorkloadDetail): JobDefinition['origin'] {
  const places = workload.locations
    .filter(location => location.side === 'legacy')
    .map(location => {
      const { line } = location.detail;
      const where = typeof line === 'number' ? `, line ${line}` : '';
      return `${location.ref}${where}`;
    });
  return {
    places: places.length > 0 ? places : workload.declared.map(d => d.where),
    schedule: workload.schedule,
    scheduleText: workload.scheduleText?.en ?? null,
    command: workload.command,
  };
}

function warningsOf(workload: WorkloadDetail): string[] {
  const intended = workload.plan.intendedSchedule;
  return [
    ...workload.assessment.dangers.map(danger => danger.message),
    ...(intended
      ? [
          agreedSchedule(workload.plan)
            ? `The schedule is meant to change: ${intended.reason}`
            : 'The plan means another schedule, which nobody has approved: this job has the legacy one',
        ]
      : []),
    ...(workload.assessment.target === 'active'
      ? ['A target of this job is active already: do not enable a second one']
      : []),
  ];
}

function legacyDetail(workload: WorkloadDetail) {
  return workload.locations.find(location => location.side === 'legacy')
    ?.detail;
}

/** Variables of the crontab that a container can take over, and what is left behind. */
function environmentOf(workload: WorkloadDetail) {
  const found = legacyDetail(workload)?.environment;
  const environment: Record<string, string> = {};
  const masked: string[] = [];
  const warnings: string[] = [];
  if (!found || typeof found !== 'object' || Array.isArray(found)) {
    return { environment, masked, warnings };
  }
  for (const [name, value] of Object.entries(found)) {
    if (typeof value !== 'string') continue;
    // What cron mailed is asked for: see `hostedJob`.
    if (name === 'MAILTO') continue;
    if (HOST_VARIABLES.includes(name)) {
      warnings.push(`${name} described the old host and is left out`);
    } else if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      warnings.push(`The variable ${quote(name)} is left out: set it in app/`);
    } else if (maskedNames(value).length > 0) {
      // The variable itself becomes the reference where it is nothing but the secret.
      masked.push(...maskedNames(value));
      if (maskedNames(value)[0] !== name) {
        warnings.push(
          `${name} held a credential: read ${maskedNames(value).join(
            ', ',
          )} instead`,
        );
      }
    } else {
      environment[name] = value;
    }
  }
  return { environment, masked, warnings };
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function quote(value: string): string {
  return JSON.stringify(value);
}
