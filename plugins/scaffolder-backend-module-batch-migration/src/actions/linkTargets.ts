import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { TargetLinksRequest } from 'backstage-plugin-batch-migration-common';
import {
  type JobDefinition,
  OUTPUTS,
  parseJobDefinitions,
  rulesOf,
} from 'backstage-plugin-batch-migration-golden-paths';
import { examples } from './linkTargets.examples';
import { type LinkOptions, storeLinks } from './storeLinks';

/**
 * Tells the portal where the workloads are expected to appear. The last step
 * of a golden path: what failed before it has left no link.
 */
export function createLinkTargetsAction(options: LinkOptions) {
  return createTemplateAction({
    id: 'batch-migration:targets:link',
    description:
      'Links workloads to the schedules that a repository will create, all or nothing',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        repository: z => z.string().describe('Address of the repository'),
        account: z => z.string(),
        region: z => z.string(),
        group: z => z.string().describe('Schedule group'),
        jobs: z =>
          z.array(z.record(z.unknown())).describe('Output of jobs:prepare'),
        output: z =>
          z
            .enum(OUTPUTS)
            .optional()
            .describe('What creates them; cdk if left out'),
      },
      output: {
        linked: z => z.number().describe('Number of linked schedules'),
      },
    },
    async handler(ctx) {
      const { account, region, group } = ctx.input;
      const jobs = parseJobDefinitions(ctx.input.jobs);
      const links =
        ctx.input.output === 'ecspresso'
          ? linksOf(
              jobs,
              `rule:${account}/${region}/default`,
              job => rulesOf(group, job).rules,
            )
          : linksOf(
              jobs,
              `scheduler:${account}/${region}/${group}`,
              ({ schedules }) => schedules,
            );
      ctx.output('linked', links.length);
      await storeLinks(ctx, options, links);
    },
  });
}

function linksOf(
  jobs: JobDefinition[],
  ref: string,
  startersOf: (job: JobDefinition) => Array<{ name: string }>,
): TargetLinksRequest['links'] {
  return jobs.flatMap(job => {
    const { workloadId } = job;
    return workloadId === null
      ? []
      : startersOf(job).map(({ name }) => ({
          workloadIds: [workloadId],
          location: { ref, key: name },
        }));
  });
}
