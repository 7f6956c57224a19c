import type { AuthService } from '@backstage/backend-plugin-api';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import type { BatchMigrationClient } from 'backstage-plugin-batch-migration-common';
import {
  prepareWorkers,
  RUNTIMES,
  workerAnswersFromInput,
} from 'backstage-plugin-batch-migration-golden-paths';
import { examples } from './prepareWorkers.examples';

/**
 * Reads workloads as the person who runs the template, and answers worker
 * definitions. It changes nothing, so that it also runs in a dry run.
 */
export function createPrepareWorkersAction(options: {
  client: Pick<BatchMigrationClient, 'workload'>;
  auth: AuthService;
}) {
  return createTemplateAction({
    id: 'batch-migration:worker:prepare',
    description:
      'Turns resident workloads, or a new worker, into worker definitions for a golden path; refuses what AWS would not run, and messages that ECS would cut off',
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
        newWorker: z =>
          z
            .object({ name: z.string(), command: z.string() })
            .nullish()
            .describe('A worker without a legacy side'),
        poller: z =>
          z
            .enum(['own', 'example'])
            .optional()
            .describe('own: the command as it is; example: the one under app/'),
        tasks: z =>
          z
            .enum(['singleton', 'scaled'])
            .optional()
            .describe('singleton if left out: never two tasks at one moment'),
        minTasks: z => z.number().int().optional(),
        maxTasks: z => z.number().int().optional(),
        queue: z => z.enum(['new', 'existing', 'none']).optional(),
        existingQueue: z =>
          z
            .object({
              name: z.string(),
              keyArn: z.string().nullish(),
              deadLetters: z.string().nullish(),
            })
            .nullish()
            .describe('Where queue is existing'),
        queueVariable: z =>
          z
            .string()
            .optional()
            .describe('Variable with the address of the queue; QUEUE_URL'),
        maxReceives: z => z.number().int().optional(),
        maxProcessingSeconds: z =>
          z
            .number()
            .int()
            .optional()
            .describe('The longest that a message takes'),
        typicalProcessingSeconds: z => z.number().optional(),
        messagesAtOnce: z => z.number().int().optional(),
        startWithinSeconds: z => z.number().int().optional(),
        repeatable: z =>
          z
            .boolean()
            .optional()
            .describe('A message may be done again from its start; else false'),
        secrets: z =>
          z
            .array(z.object({ name: z.string(), arn: z.string() }))
            .optional()
            .describe('Where each masked credential is kept'),
        taskSize: z => z.string().describe('CPU units and MiB, like 256/512'),
        account: z => z.string(),
        region: z => z.string(),
        vpcId: z => z.string(),
        subnetIds: z => z.array(z.string()),
        alertEmail: z => z.string().optional(),
      },
      output: {
        workers: z =>
          z.array(z.record(z.unknown())).describe('Worker definitions'),
        answers: z => z.record(z.unknown()).describe('The checked answers'),
      },
    },
    async handler(ctx) {
      const answers = workerAnswersFromInput(ctx.input);
      const { token } = await options.auth.getPluginRequestToken({
        onBehalfOf: await ctx.getInitiatorCredentials(),
        targetPluginId: 'batch-migration',
      });
      const workers = await prepareWorkers(answers, options.client, {
        token,
        signal: ctx.signal,
      });
      for (const { name, tasks } of workers) {
        ctx.logger.info(
          `${name}: ${
            tasks === 'singleton' ? 'one task' : `${tasks.min} to ${tasks.max}`
          }`,
        );
      }
      ctx.output('workers', workers as unknown as JsonObject[]);
      ctx.output('answers', answers as unknown as JsonObject);
    },
  });
}
