import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { BatchMigrationClient } from 'backstage-plugin-batch-migration-common';
import { createLinkTargetsAction } from './actions/linkTargets';
import { createPrepareJobsAction } from './actions/prepareJobs';
import { createPublishRepositoryAction } from './actions/publishRepository';
import { createRenderRepositoryAction } from './actions/renderRepository';
import { repositoriesDirectory } from './repositories/directory';

/** Adds the actions of the golden paths to the scaffolder. */
export const scaffolderModuleBatchMigration = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'batch-migration',
  register({ registerInit }) {
    registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
      },
      async init({ actions, auth, config, discovery }) {
        const client = new BatchMigrationClient({ discoveryApi: discovery });
        actions.addActions(
          createPrepareJobsAction({ client, auth }),
          createRenderRepositoryAction(),
          createPublishRepositoryAction({
            directory: repositoriesDirectory(config),
          }),
          createLinkTargetsAction({ client, auth }),
        );
      },
    });
  },
});
