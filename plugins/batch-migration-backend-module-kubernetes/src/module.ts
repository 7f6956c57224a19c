import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  probesExtensionPoint,
  targetFindersExtensionPoint,
} from 'backstage-plugin-batch-migration-node';
import { ClusterAccesses } from './access';
import { ClusterReader } from './clusters';
import { readKubernetesConfig } from './config';
import { createFinders } from './finders/createFinders';
import { CronJobProbe } from './probes/cronJob';
import { DeploymentProbe } from './probes/deployment';

/** Adds the probes and finders that look at Kubernetes, live or replayed. */
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
        targetFinders: targetFindersExtensionPoint,
      },
      async init({ auth, config, discovery, logger, probes, targetFinders }) {
        const reader = new ClusterReader(
          readKubernetesConfig(config),
          new ClusterAccesses({ auth, discovery }),
        );
        const cronJob = new CronJobProbe(reader, logger);
        const deployment = new DeploymentProbe(reader);
        probes.addProbe(cronJob, deployment);
        targetFinders.addTargetFinder(
          ...createFinders(reader, { cronJob, deployment }),
        );
      },
    });
  },
});
