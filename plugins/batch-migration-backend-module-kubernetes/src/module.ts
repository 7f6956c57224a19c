import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { probesExtensionPoint } from 'backstage-plugin-batch-migration-node';
import { ClusterAccesses } from './access';
import { ClusterReader } from './clusters';
import { readKubernetesConfig } from './config';
import { CronJobProbe } from './probes/cronJob';
import { DeploymentProbe } from './probes/deployment';

/** Adds the probes that look at Kubernetes, live or replayed. */
export const batchMigrationModuleKubernetes = createBackendModule({
  pluginId: 'batch-migration',
  moduleId: 'kubernetes',
  register(registration) {
    registration.registerInit({
      deps: {
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        logger: coreServices.logger,
        probes: probesExtensionPoint,
      },
      async init({ auth, config, discovery, logger, probes }) {
        const reader = new ClusterReader(
          readKubernetesConfig(config),
          new ClusterAccesses({ auth, discovery }),
        );
        probes.addProbe(
          new CronJobProbe(reader, logger),
          new DeploymentProbe(reader),
        );
      },
    });
  },
});
