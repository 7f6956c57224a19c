import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import {
  approvalSourcesExtensionPoint,
  cronLogSourcesExtensionPoint,
  historyHeadPublishersExtensionPoint,
  inventorySourcesExtensionPoint,
  metricSourcesExtensionPoint,
  probesExtensionPoint,
  runEventSourcesExtensionPoint,
  targetFindersExtensionPoint,
} from 'backstage-plugin-batch-migration-node';
import { AwsApprovals } from './approvals/AwsApprovals';
import { FoundTables } from './approvals/FoundTables';
import { readApprovalsConfig } from './approvals/readApprovalsConfig';
import { AwsClients } from './clients';
import { readAwsConfig } from './config';
import { AwsCrontabSource } from './crontabs/AwsCrontabSource';
import { CloudWatchMetrics } from './canary/CloudWatchMetrics';
import { CloudWatchCronLogs } from './cronLogs/CloudWatchCronLogs';
import { readCronLogsConfig } from './cronLogs/readCronLogsConfig';
import { createRunEventSource } from './events/createRunEventSource';
import { CodeBuildProjectFinder } from './finders/codeBuildProjects';
import { EcsServiceFinder } from './finders/ecsServices';
import { EventBridgeRuleFinder } from './finders/eventBridgeRules';
import { readFindPlaces } from './finders/findPlaces';
import { SchedulerScheduleFinder } from './finders/schedulerSchedules';
import { SsmScheduleFinder } from './finders/ssmSchedules';
import { readS3Heads } from './historyHeads/readS3Heads';
import { S3Heads } from './historyHeads/S3Heads';
import { AwsInventorySource } from './inventory/AwsInventorySource';
import { readAwsInventories } from './inventory/readAwsInventories';
import { BeanstalkEnvironmentProbe } from './probes/beanstalkEnvironment';
import { CodeBuildProjectProbe } from './probes/codeBuildProject';
import { CodePipelineActionProbe } from './probes/codePipelineAction';
import { Ec2InstanceProbe } from './probes/ec2Instance';
import { EcsExecServiceProbe } from './probes/ecsExecService';
import { EcsServiceProbe } from './probes/ecsService';
import { EventBridgeRuleProbe } from './probes/eventBridgeRule';
import { ListenerRuleProbe } from './probes/listenerRule';
import { SchedulerScheduleProbe } from './probes/schedulerSchedule';
import { SqsQueueProbe } from './probes/sqsQueue';
import { SsmAssociationProbe } from './probes/ssmAssociation';
import { SsmMaintenanceWindowProbe } from './probes/ssmMaintenanceWindow';

/** Adds the inventory and the probes of AWS, live or replayed. */
export const batchMigrationModuleAws = createBackendModule({
  pluginId: 'batch-migration',
  moduleId: 'aws',
  register(registration) {
    registration.registerInit({
      deps: {
        approvalSources: approvalSourcesExtensionPoint,
        config: coreServices.rootConfig,
        historyHeads: historyHeadPublishersExtensionPoint,
        inventorySources: inventorySourcesExtensionPoint,
        cronLogSources: cronLogSourcesExtensionPoint,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        metricSources: metricSourcesExtensionPoint,
        probes: probesExtensionPoint,
        runEventSources: runEventSourcesExtensionPoint,
        scheduler: coreServices.scheduler,
        targetFinders: targetFindersExtensionPoint,
      },
      async init({
        approvalSources,
        config,
        cronLogSources,
        historyHeads,
        inventorySources,
        logger,
        metrics,
        metricSources,
        probes,
        runEventSources,
        scheduler,
        targetFinders,
      }) {
        const options = readAwsConfig(config);
        const clients = new AwsClients(options);
        const places = readFindPlaces(config, options);
        const finds = config.getOptionalBoolean(
          'batchMigration.aws.findApprovals',
        );
        const tables = new FoundTables(
          clients,
          readApprovalsConfig(config),
          finds ? places : [],
          logger,
        );
        probes.addProbe(
          new SchedulerScheduleProbe(clients, logger),
          new Ec2InstanceProbe(clients, logger),
          new EcsServiceProbe(clients, logger),
          new EventBridgeRuleProbe(clients, logger),
          new SqsQueueProbe(clients),
          new SsmAssociationProbe(clients, logger),
          new SsmMaintenanceWindowProbe(clients, logger),
          new CodeBuildProjectProbe(clients, logger, tables),
          new CodePipelineActionProbe(clients, logger),
          new EcsExecServiceProbe(clients, logger, tables),
          new ListenerRuleProbe(clients),
          new BeanstalkEnvironmentProbe(clients),
        );
        for (const inventory of readAwsInventories(config)) {
          inventorySources.addInventorySource(
            new AwsInventorySource(clients, inventory, logger),
          );
          const { runCommand } = inventory;
          if (runCommand) {
            inventorySources.addInventorySource(
              new AwsCrontabSource(
                clients,
                { ...inventory, runCommand },
                logger,
              ),
            );
          }
        }
        for (const place of readS3Heads(config, options)) {
          historyHeads.addHistoryHeadPublisher(new S3Heads(clients, place));
        }
        metricSources.addMetricSource(new CloudWatchMetrics(clients));
        if (finds || [...tables].length > 0) {
          approvalSources.addApprovalSource(new AwsApprovals(clients, tables));
        }
        if (finds) {
          await scheduler.scheduleTask({
            id: 'batch-migration-find-approvals',
            // Each instance of the backend has to know them.
            scope: 'local',
            frequency: { minutes: 10 },
            timeout: { minutes: 5 },
            fn: signal => tables.search(signal),
          });
        }
        if (places.length > 0) {
          targetFinders.addTargetFinder(
            new SchedulerScheduleFinder(clients, logger, places),
            new EventBridgeRuleFinder(clients, logger, places),
            new EcsServiceFinder(clients, logger, places),
            new CodeBuildProjectFinder(clients, logger, places),
            new SsmScheduleFinder(clients, logger, places),
          );
        }
        const cronLogs = readCronLogsConfig(config);
        if (cronLogs.length > 0) {
          cronLogSources.addCronLogSource(
            new CloudWatchCronLogs(clients, cronLogs),
          );
        }
        const events = createRunEventSource({
          config,
          clients,
          logger,
          metrics,
        });
        if (events) runEventSources.addRunEventSource(events);
        logger.info(
          options.answers.mode === 'live'
            ? 'AWS is observed live'
            : `AWS is replayed from ${options.answers.recordings}`,
        );
      },
    });
  },
});
