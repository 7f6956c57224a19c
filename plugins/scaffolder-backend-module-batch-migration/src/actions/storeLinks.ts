import type { AuthService } from '@backstage/backend-plugin-api';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import type {
  BatchMigrationClient,
  TargetLinksRequest,
} from 'backstage-plugin-batch-migration-common';

/** What an action that links needs. */
export interface LinkOptions {
  client: Pick<BatchMigrationClient, 'linkTargets'>;
  auth: AuthService;
}

/** Stores links as the person who runs the template, once; none in a dry run. */
export async function storeLinks(
  ctx: ActionContext<{ repository: string }, any, any>,
  { client, auth }: LinkOptions,
  links: TargetLinksRequest['links'],
): Promise<void> {
  const { repository } = ctx.input;
  if (links.length === 0) {
    ctx.logger.info('Everything in it is new: there is no workload to link');
    return;
  }
  if (ctx.isDryRun) {
    ctx.logger.info(`Dry run: ${links.length} links are not stored`);
    return;
  }
  const { token } = await auth.getPluginRequestToken({
    onBehalfOf: await ctx.getInitiatorCredentials(),
    targetPluginId: 'batch-migration',
  });
  await ctx.checkpoint({
    key: `targets.link.${repository}`,
    fn: async () => {
      await client.linkTargets(
        { repository, links },
        { token, signal: ctx.signal },
      );
    },
  });
}
