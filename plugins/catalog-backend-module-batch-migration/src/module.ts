import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { readOptions } from './config';
import { InventoryEntityProvider } from './InventoryEntityProvider';
import { LegacyEntityProcessor } from './LegacyEntityProcessor';
import { RepositoryEntityProvider } from './RepositoryEntityProvider';

/** Legacy servers, their roles and generated components in the catalog. */
export const catalogModuleBatchMigration = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'batch-migration',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        logger: coreServices.logger,
        processing: catalogProcessingExtensionPoint,
        scheduler: coreServices.scheduler,
      },
      async init({ config, logger, processing, scheduler, ...services }) {
        const { frequency, directory, roleTypes, ...options } =
          readOptions(config);
        const taskRunner = scheduler.createScheduledTaskRunner({
          frequency,
          timeout: { minutes: 2 },
          // The backend plugin starts beside the catalog and answers a little later.
          initialDelay: { seconds: 3 },
        });
        processing.addProcessor(new LegacyEntityProcessor(roleTypes));
        processing.addEntityProvider(
          new InventoryEntityProvider({
            ...services,
            ...options,
            logger,
            taskRunner,
          }),
        );
        if (directory !== null) {
          processing.addEntityProvider(
            new RepositoryEntityProvider({ directory, logger, taskRunner }),
          );
        }
      },
    });
  },
});
