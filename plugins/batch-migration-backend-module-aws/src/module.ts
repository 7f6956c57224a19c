import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { probesExtensionPoint } from 'backstage-plugin-batch-migration-node';
import { AwsClients } from './clients';
import { readAwsConfig } from './config';
import { Ec2InstanceProbe } from './probes/ec2Instance';
import { EcsServiceProbe } from './probes/ecsService';
import { EventBridgeRuleProbe } from './probes/eventBridgeRule';
import { SchedulerScheduleProbe } from './probes/schedulerSchedule';

/** Adds the probes that look at AWS, live or replayed. */
export const batchMigrationModuleAws = createBackendModule({
  pluginId: 'batch-migration',
  moduleId: 'aws',
  register(registration) {
    registration.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        probes: probesExtensionPoint,
      },
      async init({ config, logger, probes }) {
        const options = readAwsConfig(config);
        const clients = new AwsClients(options);
        probes.addProbe(
          new SchedulerScheduleProbe(clients, logger),
          new Ec2InstanceProbe(clients, logger),
          new EcsServiceProbe(clients, logger),
          new EventBridgeRuleProbe(clients, logger),
        );
        logger.info(
          options.answers.mode === 'live'
            ? 'AWS is observed live'
            : `AWS is replayed from ${options.answers.recordings}`,
        );
      },
    });
  },
});
