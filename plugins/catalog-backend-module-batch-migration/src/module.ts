import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { readDurationFromConfig } from '@backstage/config';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { InventoryEntityProvider } from './InventoryEntityProvider';
import { RepositoryEntityProvider } from './RepositoryEntityProvider';

const FREQUENCY = 'batchMigration.catalog.frequency';

/** Legacy servers, their roles and generated components in the catalog. */
export const catalogModuleBatchMigration = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'batch-migration',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
      },
      async init({ auth, catalog, config, discovery, logger, scheduler }) {
        const taskRunner = scheduler.createScheduledTaskRunner({
          frequency: config.has(FREQUENCY)
            ? readDurationFromConfig(config, { key: FREQUENCY })
            : { seconds: 10 },
          timeout: { minutes: 2 },
          // The backend plugin starts beside the catalog and answers a little later.
          initialDelay: { seconds: 3 },
        });
        catalog.addEntityProvider(
          new InventoryEntityProvider({ auth, discovery, logger, taskRunner }),
        );
        const directory = config.getOptionalString(
          'batchMigration.repositories.directory',
        );
        if (directory) {
          catalog.addEntityProvider(
            new RepositoryEntityProvider({ directory, logger, taskRunner }),
          );
        }
      },
    });
  },
});
