import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { searchIndexRegistryExtensionPoint } from '@backstage/plugin-search-backend-node/alpha';
import { readOptions } from './config';
import { WorkloadCollatorFactory } from './WorkloadCollatorFactory';

/** Legacy workloads in the search of Backstage, by name and command. */
export const searchModuleBatchMigration = createBackendModule({
  pluginId: 'search',
  moduleId: 'batch-migration',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        scheduler: coreServices.scheduler,
        indexRegistry: searchIndexRegistryExtensionPoint,
      },
      async init({ auth, config, discovery, scheduler, indexRegistry }) {
        const { schedule, location } = readOptions(config);
        indexRegistry.addCollator({
          schedule: scheduler.createScheduledTaskRunner(schedule),
          factory: new WorkloadCollatorFactory({ auth, discovery, location }),
        });
      },
    });
  },
});
