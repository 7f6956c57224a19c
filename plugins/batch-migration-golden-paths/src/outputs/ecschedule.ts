import { z } from 'zod';
import type { ScheduledJobAnswers } from '../jobs/answers';
import type { JobDefinition } from '../jobs/definition';
import type { EcsAnswers } from './ecsAnswers';
import { utcRules } from './utcCron';

const RULE_NAME_LENGTH = 64;

/**
 * `ecschedule.yaml` as its README documents it (v0.15): only fields that are
 * there, so that a misspelt one is no field that is silently left out.
 */
export const ecscheduleFile = z
  .object({
    region: z.string(),
    cluster: z.string(),
    role: z.string(),
    trackingId: z.string(),
    rules: z.array(
      z
        .object({
          name: z.string().regex(/^[.\-_A-Za-z0-9]{1,64}$/),
          description: z.string().max(512),
          scheduleExpression: z.string().regex(/^(?:cron|rate)\(\S.*\S\)$/),
          disabled: z.literal(true),
          taskDefinition: z.string().regex(/^[A-Za-z0-9_-]{1,255}$/),
          launch_type: z.literal('FARGATE'),
          platform_version: z.string(),
          network_configuration: z
            .object({
              aws_vpc_configuration: z
                .object({
                  subnets: z.array(z.string()).min(1).max(16),
                  security_groups: z.array(z.string()).min(1).max(5),
                  assign_public_ip: z.literal('DISABLED'),
                })
                .strict(),
            })
            .strict(),
          propagateTags: z.literal('TASK_DEFINITION'),
        })
        .strict(),
    ),
  })
  .strict();

/** Family of a job's task definition, and the start of its rules' names. */
export function familyOf(repository: string, job: { name: string }): string {
  return `${repository}-${job.name}`;
}

/** Rules that start one job, in UTC, or what stands in the way. */
export function rulesOf(
  repository: string,
  job: Pick<JobDefinition, 'name' | 'schedules' | 'comparison'>,
): { rules: Array<{ name: string; expression: string }>; problems: string[] } {
  const problems: string[] = [];
  if (job.comparison.deduplicate) {
    problems.push(
      'its two schedules meet on some days, and nothing in the ecspresso output keeps the second start away: choose the CDK output for it',
    );
  }
  const rules = job.schedules.flatMap(({ name, expression, timezone }) => {
    const { expressions, problem } = utcRules(expression, timezone);
    if (problem) problems.push(`its schedule ${problem}`);
    return expressions.map((each, index) => ({
      name: `${repository}-${name}${
        expressions.length > 1 ? `-u${index + 1}` : ''
      }`,
      expression: each,
    }));
  });
  for (const { name } of rules) {
    if (name.length > RULE_NAME_LENGTH) {
      problems.push(
        `its rule would be called ${name}: EventBridge takes ${RULE_NAME_LENGTH} characters, got: ${name.length}. Choose a shorter name for the repository`,
      );
    }
  }
  return { rules, problems };
}

/** The content of `ecschedule.yaml`: every rule switched off. */
export function ecscheduleOf(
  answers: ScheduledJobAnswers,
  ecs: EcsAnswers,
  jobs: JobDefinition[],
): z.infer<typeof ecscheduleFile> {
  const { repository, region, subnetIds } = answers;
  return ecscheduleFile.parse({
    region,
    cluster: ecs.cluster,
    role: ecs.eventsRole,
    // Else a prune would remove the rules of everybody else in the cluster.
    trackingId: repository,
    rules: jobs.flatMap(job =>
      rulesOf(repository, job).rules.map(({ name, expression }) => ({
        name,
        description: `Starts ${job.name}; made from ${job.schedules
          .map(schedule => `${schedule.expression} ${schedule.timezone}`)
          .join(' and ')}`.slice(0, 512),
        scheduleExpression: expression,
        disabled: true,
        taskDefinition: familyOf(repository, job),
        launch_type: 'FARGATE',
        platform_version: '1.4.0',
        network_configuration: {
          aws_vpc_configuration: {
            subnets: subnetIds,
            security_groups: ecs.securityGroupIds,
            assign_public_ip: 'DISABLED',
          },
        },
        propagateTags: 'TASK_DEFINITION',
      })),
    ),
  });
}
