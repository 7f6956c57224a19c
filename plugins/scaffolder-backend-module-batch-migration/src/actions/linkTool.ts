import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { examples } from './linkTool.examples';
import { type LinkOptions, storeLinks } from './storeLinks';

/** Where what people start on request is expected, by the platform that runs it. */
const LOCATIONS = {
  /** The project is called as the repository. */
  codebuild: ({ account, region, name }: Place) => ({
    ref: `codebuild:${account}/${region}`,
    key: name,
  }),
  /** The first seat of the cluster that is called as the repository. */
  'ecs-exec': ({ account, region, name }: Place) => ({
    ref: `ecs-exec:${account}/${region}/${name}`,
    key: 'console-1',
  }),
};

interface Place {
  account: string;
  region: string;
  name: string;
}

/**
 * Tells the portal where a tool that people start on request is expected: a
 * project of patches, or a console. The last step of a golden path: what
 * failed before it has left no link.
 */
export function createLinkToolAction(options: LinkOptions) {
  return createTemplateAction({
    id: 'batch-migration:tool:link',
    description:
      'Links a workload to the CodeBuild project or the console that a repository will create',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        repository: z => z.string().describe('Address of the repository'),
        name: z => z.string().describe('Name of the repository'),
        account: z => z.string(),
        region: z => z.string(),
        runsOn: z => z.enum(['codebuild', 'ecs-exec']),
        workloadId: z =>
          z.string().describe('Id of the workload; empty for a new one'),
      },
      output: {
        linked: z => z.number().describe('Number of links: 1, or 0 for a new'),
      },
    },
    async handler(ctx) {
      const { workloadId, runsOn } = ctx.input;
      const location = LOCATIONS[runsOn](ctx.input);
      const links =
        workloadId === '' ? [] : [{ workloadIds: [workloadId], location }];
      ctx.output('linked', links.length);
      await storeLinks(ctx, options, links);
    },
  });
}
