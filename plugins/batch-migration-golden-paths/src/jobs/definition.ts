import { InputError } from '@backstage/errors';
import { z } from 'zod';

const schedule = z.object({
  /** Name in EventBridge Scheduler, unique in the repository's group. */
  name: z.string(),
  /** `cron(…)`, `rate(…)` or `at(…)`. */
  expression: z.string(),
  /** IANA name. */
  timezone: z.string(),
});

const difference = z.object({
  at: z.string(),
  side: z.enum(['legacy', 'target']),
  cause: z.string(),
});

/** The starts of two schedules, compared instant by instant. */
const instantComparison = z.object({
  /** Inclusive. */
  from: z.string(),
  /** Exclusive. */
  to: z.string(),
  /** Distinct instants within the bounds. */
  legacyStarts: z.number().int(),
  targetStarts: z.number().int(),
  /** Ascending from the first. */
  differences: z.array(difference),
  /** There are more differences than those. */
  more: z.boolean(),
});

const comparison = z.object({
  status: z.enum(['exact', 'differs', 'intended', 'new']),
  /** Two schedules can start the same minute: the guard lets one run. */
  deduplicate: z.boolean(),
  /** Why the old schedule has no exact translation, and what to do. */
  reason: z.string().nullable(),
  /** Old against new; `null` where nobody knows the instants of one. */
  instants: instantComparison.nullable(),
  /** An intended schedule as written against its translation. */
  intended: instantComparison.nullable(),
});

/** One job as it goes from the plan of a workload into a repository. */
const jobDefinition = z.object({
  name: z.string(),
  /** `null` for a new job without a legacy side. */
  workloadId: z.string().nullable(),
  /** The workload's own name: data, never part of an identifier. */
  title: z.string(),
  description: z.string().nullable(),
  schedules: z.array(schedule).min(1),
  /** Shell text, run by `/bin/sh -c`. Credentials stand in it as variables. */
  command: z.string(),
  /** What cron gave the command as standard input. */
  stdin: z.string().nullable(),
  environment: z.record(z.string()),
  /** Variable → ARN in Parameter Store or Secrets Manager. */
  secrets: z.record(z.string()),
  timeLimitMinutes: z.number().int(),
  /** Mean length of runs whose end was seen; `null` where there are too few. */
  runSeconds: z.number().nonnegative().nullable().default(null),
  /** A run does not start while the one before it is still going. */
  lock: z.boolean(),
  /** How it stands on the old side, as last seen. */
  origin: z
    .object({
      places: z.array(z.string()),
      /** `null` where none was seen there. */
      schedule: z
        .object({
          dialect: z.string(),
          expression: z.string(),
          timezone: z.string(),
          cronVersion: z.string().optional(),
          hostTimezone: z.string().optional(),
        })
        .nullable(),
      scheduleText: z.string().nullable(),
      command: z.string(),
    })
    .nullable(),
  comparison,
  /** ISO 8601 in UTC. */
  nextRuns: z.array(z.string()),
  warnings: z.array(z.string()),
});

export type InstantComparison = z.infer<typeof instantComparison>;
export type JobComparison = z.infer<typeof comparison>;
export type JobDefinition = z.infer<typeof jobDefinition>;

/**
 * Reads the job definitions that one action hands to the next.
 *
 * @throws InputError that names the first fields that do not fit
 */
export function parseJobDefinitions(value: unknown): JobDefinition[] {
  const parsed = z.array(jobDefinition).min(1).safeParse(value);
  if (!parsed.success) {
    const issues = parsed.error.issues
      .slice(0, 5)
      .map(issue => `jobs.${issue.path.join('.')}: ${issue.message}`);
    throw new InputError(`These are no job definitions: ${issues.join('; ')}`);
  }
  return parsed.data;
}
