import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { parseWorkerDefinitions } from 'backstage-plugin-batch-migration-golden-paths';
import { examples } from './linkWorkers.examples';
import { type LinkOptions, storeLinks } from './storeLinks';

/**
 * Tells the portal in which ECS services the workers are expected to run. The
 * last step of a golden path: what failed before it has left no link.
 */
export function createLinkWorkersAction(options: LinkOptions) {
  return createTemplateAction({
    id: 'batch-migration:worker:link',
    description:
      'Links workloads to the ECS services that a repository will create, all or nothing',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        repository: z => z.string().describe('Address of the repository'),
        account: z => z.string(),
        region: z => z.string(),
        cluster: z => z.string().describe('ECS cluster'),
        workers: z =>
          z.array(z.record(z.unknown())).describe('Output of worker:prepare'),
      },
      output: {
        linked: z => z.number().describe('Number of linked services'),
      },
    },
    async handler(ctx) {
      const { account, region, cluster } = ctx.input;
      const links = parseWorkerDefinitions(ctx.input.workers).flatMap(
        ({ workloadId, name }) =>
          workloadId === null
            ? []
            : [
                {
                  workloadIds: [workloadId],
                  location: {
                    ref: `ecs-service:${account}/${region}/${cluster}`,
                    key: name,
                  },
                },
              ],
      );
      ctx.output('linked', links.length);
      await storeLinks(ctx, options, links);
    },
  });
}
