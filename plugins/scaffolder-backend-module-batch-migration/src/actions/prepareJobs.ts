import type { AuthService } from '@backstage/backend-plugin-api';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import type { BatchMigrationClient } from 'backstage-plugin-batch-migration-common';
import {
  answersFromInput,
  checkAnswers,
  DEFAULT_TIME_LIMIT_MINUTES,
  OUTPUTS,
  prepareJobs,
  RUNTIMES,
} from 'backstage-plugin-batch-migration-golden-paths';
import { examples } from './prepareJobs.examples';

/**
 * Reads workloads as the person who runs the template, and answers job
 * definitions. It changes nothing, so that it also runs in a dry run.
 */
export function createPrepareJobsAction(options: {
  client: Pick<BatchMigrationClient, 'workload' | 'summary'>;
  auth: AuthService;
}) {
  return createTemplateAction({
    id: 'batch-migration:jobs:prepare',
    description:
      'Turns legacy workloads, or a new job, into job definitions for a golden path; refuses what AWS would not run',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        repository: z => z.string().describe('Name of the repository'),
        description: z => z.string().optional(),
        owner: z => z.string().describe('Entity ref of the owner'),
        runtime: z =>
          z
            .enum(RUNTIMES)
            .optional()
            .describe('What the application is written in; node if left out'),
        image: z =>
          z
            .string()
            .optional()
            .describe('Address of your own image, where runtime is image'),
        workloadIds: z =>
          z.array(z.string()).optional().describe('Workloads that move'),
        schedules: z =>
          z
            .array(
              z.object({
                workloadId: z.string(),
                expression: z.string(),
                timezone: z.string(),
              }),
            )
            .optional()
            .describe(
              'Of workloads whose schedule is written in another way; it must mean the same instants',
            ),
        newJob: z =>
          z
            .object({
              name: z.string(),
              schedule: z
                .object({ expression: z.string(), timezone: z.string() })
                .optional()
                .describe(
                  'cron(…), rate(…) or at(…) of EventBridge, or five fields of cron',
                ),
              expression: z
                .string()
                .optional()
                .describe('As in schedule, where that is left out'),
              timezone: z.string().optional(),
              command: z.string(),
            })
            .nullish()
            .describe('A job without a legacy side'),
        timeLimitMinutes: z =>
          z
            .number()
            .int()
            .optional()
            .describe(`${DEFAULT_TIME_LIMIT_MINUTES} where it is not given`),
        secrets: z =>
          z
            .array(z.object({ name: z.string(), arn: z.string() }))
            .optional()
            .describe('Where each masked credential is kept'),
        host: z =>
          z
            .object({
              files: z.enum(['none', 's3', 'efs']).optional(),
              mountPath: z.string().optional(),
              mail: z.enum(['alerts', 'none']).optional(),
              locks: z.enum(['guard', 'efs']).optional(),
              tmp: z.enum(['run', 'storage']).optional(),
              output: z.enum(['logs', 'kept']).optional(),
            })
            .nullish()
            .describe(
              'What takes the place of what the host shared; a job that uses something of it is refused until that is answered',
            ),
        output: z =>
          z
            .enum(OUTPUTS)
            .optional()
            .describe('What creates the jobs in AWS; cdk if left out'),
        ecs: z =>
          z
            .object({
              cluster: z.string().optional(),
              securityGroupIds: z.array(z.string()).optional(),
              executionRoleArn: z.string().optional(),
              taskRoleArn: z.string().optional(),
              eventsRole: z.string().optional(),
              logGroup: z.string().optional(),
            })
            .nullish()
            .describe('Of the ecspresso output: what is in the account'),
        taskSize: z => z.string().describe('CPU units and MiB, like 256/512'),
        account: z => z.string(),
        region: z => z.string(),
        vpcId: z => z.string(),
        subnetIds: z => z.array(z.string()),
        alertEmail: z => z.string().optional(),
      },
      output: {
        jobs: z => z.array(z.record(z.unknown())).describe('Job definitions'),
        answers: z => z.record(z.unknown()).describe('The checked answers'),
      },
    },
    async handler(ctx) {
      const answers = answersFromInput(ctx.input);
      checkAnswers(answers);
      const { token } = await options.auth.getPluginRequestToken({
        onBehalfOf: await ctx.getInitiatorCredentials(),
        targetPluginId: 'batch-migration',
      });
      const jobs = await prepareJobs(answers, options.client, {
        token,
        signal: ctx.signal,
      });
      for (const job of jobs) {
        ctx.logger.info(
          `${job.name}: ${job.schedules
            .map(({ expression, timezone }) => `${expression} ${timezone}`)
            .join(' and ')}`,
        );
      }
      ctx.output('jobs', jobs as unknown as JsonObject[]);
      ctx.output('answers', answers as unknown as JsonObject);
    },
  });
}
