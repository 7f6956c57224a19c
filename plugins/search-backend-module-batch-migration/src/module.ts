import { createBackendModule } from '@backstage/backend-plugin-api';

/** Legacy workloads in the search, by name and command. */
export const searchModuleBatchMigration = createBackendModule({
  pluginId: 'search',
  moduleId: 'batch-migration',
  register() {},
});
