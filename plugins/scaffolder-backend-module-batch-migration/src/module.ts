import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { BatchMigrationClient } from 'backstage-plugin-batch-migration-common';
import { createLinkTargetsAction } from './actions/linkTargets';
import { createLinkToolAction } from './actions/linkTool';
import { createLinkWorkersAction } from './actions/linkWorkers';
import { createPrepareJobsAction } from './actions/prepareJobs';
import { createPrepareWorkersAction } from './actions/prepareWorkers';
import { createPublishRepositoryAction } from './actions/publishRepository';
import { createRenderRepositoryAction } from './actions/renderRepository';
import { createUpgradeRepositoryAction } from './actions/upgradeRepository';
import { repositoriesDirectory } from './repositories/directory';
import { repositoryHosts } from './repositories/repositoryHosts';

/** Adds the actions of the golden paths to the scaffolder. */
export const scaffolderModuleBatchMigration = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'batch-migration',
  register({ registerInit }) {
    registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        reader: coreServices.urlReader,
      },
      async init({ actions, auth, catalog, config, discovery, reader }) {
        const client = new BatchMigrationClient({ discoveryApi: discovery });
        const { publishTo, hosts } = repositoryHosts(config);
        actions.addActions(
          createPrepareJobsAction({ client, auth }),
          createPrepareWorkersAction({ client, auth }),
          createRenderRepositoryAction(),
          createPublishRepositoryAction({
            directory: repositoriesDirectory(config),
            publishTo,
          }),
          createLinkTargetsAction({ client, auth }),
          createUpgradeRepositoryAction({
            directory: repositoriesDirectory(config),
            hosts,
            client,
            auth,
            catalog,
            reader,
            integrations: ScmIntegrations.fromConfig(config),
          }),
          createLinkWorkersAction({ client, auth }),
          createLinkToolAction({ client, auth }),
        );
      },
    });
  },
});
