import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { publishLocalRepository } from '../repositories/publishLocalRepository';
import { examples } from './publishRepository.examples';

/** Publishes a rendered folder as a local git repository. */
export function createPublishRepositoryAction(options: { directory: string }) {
  return createTemplateAction({
    id: 'batch-migration:repository:publish',
    description:
      'Makes a git repository of a folder, with one commit on main, tagged golden-path/<version>; a rerun with the same answers reuses it',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        path: z => z.string().describe('Folder in the workspace'),
        name: z => z.string().describe('Name of the repository'),
      },
      output: {
        repository: z => z.string().describe('Address of the repository'),
        directory: z => z.string().describe('Where it is on this machine'),
        commit: z => z.string().describe('The first commit'),
        reused: z =>
          z.boolean().describe('It was made earlier from the same answers'),
      },
    },
    async handler(ctx) {
      const source = resolveSafeChildPath(ctx.workspacePath, ctx.input.path);
      const { name } = ctx.input;
      if (ctx.isDryRun) {
        ctx.logger.info(`Dry run: ${name} is not published`);
        ctx.output('repository', `file://${options.directory}/${name}`);
        ctx.output('directory', `${options.directory}/${name}`);
        ctx.output('commit', '');
        ctx.output('reused', false);
        return;
      }
      const published = await ctx.checkpoint({
        key: `repository.publish.${name}`,
        fn: async () => ({
          ...(await publishLocalRepository({
            source,
            directory: options.directory,
            name,
          })),
        }),
      });
      ctx.logger.info(
        published.reused
          ? `${name} was made from the same answers before and is reused`
          : `${name} is published in ${published.directory}`,
      );
      ctx.output('repository', published.repository);
      ctx.output('directory', published.directory);
      ctx.output('commit', published.commit);
      ctx.output('reused', published.reused);
    },
  });
}
