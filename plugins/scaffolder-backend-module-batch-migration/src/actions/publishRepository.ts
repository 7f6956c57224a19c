import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { publishHostedRepository } from '../repositories/publishHostedRepository';
import { publishLocalRepository } from '../repositories/publishLocalRepository';
import type { RepositoryHost } from '../repositories/repositoryHost';
import { examples } from './publishRepository.examples';

/** Publishes a rendered folder where the configuration says: on this machine, or at a host. */
export function createPublishRepositoryAction(options: {
  directory: string;
  /** `null` is this machine. */
  publishTo?: RepositoryHost | null;
}) {
  const { directory, publishTo: host = null } = options;
  return createTemplateAction({
    id: 'batch-migration:repository:publish',
    description:
      'Makes a git repository of a folder where batchMigration.repositories says, with one commit on main, tagged golden-path/<version>; a rerun with the same answers reuses it',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        path: z => z.string().describe('Folder in the workspace'),
        name: z => z.string().describe('Name of the repository'),
        description: z =>
          z.string().nullish().describe('What the host shows beside the name'),
      },
      output: {
        repository: z => z.string().describe('Address of the repository'),
        directory: z =>
          z
            .string()
            .describe(
              'Where it is on this machine; empty where it is at a host',
            ),
        catalogInfo: z =>
          z
            .string()
            .describe(
              'Address of its catalog-info.yaml to register; empty on this machine, where the catalog reads the folder that batchMigration.repositories.directory names',
            ),
        commit: z => z.string().describe('The first commit'),
        reused: z =>
          z.boolean().describe('It was made earlier from the same answers'),
        remarks: z =>
          z.array(z.string()).describe('What the host does not offer'),
      },
    },
    async handler(ctx) {
      const source = resolveSafeChildPath(ctx.workspacePath, ctx.input.path);
      const { name, description } = ctx.input;
      if (ctx.isDryRun) {
        ctx.logger.info(`Dry run: ${name} is not published`);
        ctx.output('repository', host ? '' : `file://${directory}/${name}`);
        ctx.output('directory', host ? '' : `${directory}/${name}`);
        ctx.output('catalogInfo', '');
        ctx.output('commit', '');
        ctx.output('reused', false);
        ctx.output('remarks', []);
        return;
      }
      const published = await ctx.checkpoint({
        key: `repository.publish.${name}`,
        fn: async () =>
          host
            ? {
                directory: '',
                ...(await publishHostedRepository(host, {
                  ...{ source, name, description: description || null },
                })),
              }
            : {
                remarks: [] as string[],
                catalogInfo: '',
                ...(await publishLocalRepository({ source, directory, name })),
              },
      });
      const { repository, reused, remarks } = published;
      ctx.logger.info(
        reused
          ? `${name} was made from the same answers before and is reused`
          : `${name} is published: ${repository}`,
      );
      remarks.forEach(remark => ctx.logger.warn(remark));
      ctx.output('repository', repository);
      ctx.output('directory', published.directory);
      ctx.output('catalogInfo', published.catalogInfo);
      ctx.output('commit', published.commit);
      ctx.output('reused', reused);
      ctx.output('remarks', remarks);
    },
  });
}
