import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  actionsRegistryServiceRef,
  metricsServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { createConditionTransformer } from '@backstage/plugin-permission-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  batchMigrationPermissions,
  requirementLibrary,
} from 'backstage-plugin-batch-migration-common';
import {
  approvalSourcesExtensionPoint,
  cronLogSourcesExtensionPoint,
  historyHeadPublishersExtensionPoint,
  inventorySourcesExtensionPoint,
  metricSourcesExtensionPoint,
  probesExtensionPoint,
  runEventSourcesExtensionPoint,
  targetFindersExtensionPoint,
  type ApprovalSource,
  type CronLogSource,
  type HistoryHeadPublisher,
  type InventorySource,
  type MetricSource,
  type Probe,
  type RunEventSource,
  type TargetFinder,
} from 'backstage-plugin-batch-migration-node';
import { registerActions } from './actions';
import { Approvals, Emails } from './approvals';
import { CanaryMetrics } from './canary';
import { scheduleSearch, TargetSearch } from './candidates';
import { liveClock, startReplayClock } from './clock';
import { isUrl, readOptions } from './config';
import { createPublishers, scheduleHeads } from './history';
import {
  createCapturesInventorySource,
  createFilesInventorySource,
} from './inventory';
import { CallLimits, readLimits } from './limits';
import { announceChanges } from './live';
import { scheduleNotifications } from './notify';
import {
  createMetrics,
  EstateRefresh,
  listenToRunEvents,
  ObservationWatch,
  RunEventIntake,
  setUsesWindow,
} from './observation';
import type { Estate } from './operations';
import { KnownOwners, ownersBeside } from './owners';
import {
  WorkloadAccess,
  workloadResourceRef,
  workloadResources,
  workloadRules,
} from './permissions';
import { scheduleSnapshots } from './progress';
import { createHealthRouter, createRouter } from './routes';
import { scheduleObservation } from './scheduleObservation';
import { BatchMigrationDatabase } from './stores';

/** REST API, database, discovery and observation loop. */
export const batchMigrationPlugin = createBackendPlugin({
  pluginId: 'batch-migration',
  register(env) {
    const addedSources: InventorySource[] = [];
    const probes: Probe[] = [];
    const runEventSources: RunEventSource[] = [];
    const cronLogSources: CronLogSource[] = [];
    const finders: TargetFinder[] = [];
    const metricSources: MetricSource[] = [];
    const approvalSources: ApprovalSource[] = [];
    const headPublishers: HistoryHeadPublisher[] = [];
    env.registerExtensionPoint(approvalSourcesExtensionPoint, {
      addApprovalSource: (...added) => approvalSources.push(...added),
    });
    env.registerExtensionPoint(cronLogSourcesExtensionPoint, {
      addCronLogSource: (...added) => cronLogSources.push(...added),
    });
    env.registerExtensionPoint(historyHeadPublishersExtensionPoint, {
      addHistoryHeadPublisher: (...added) => headPublishers.push(...added),
    });
    env.registerExtensionPoint(inventorySourcesExtensionPoint, {
      addInventorySource: (...sources) => addedSources.push(...sources),
    });
    env.registerExtensionPoint(metricSourcesExtensionPoint, {
      addMetricSource: (...added) => metricSources.push(...added),
    });
    env.registerExtensionPoint(probesExtensionPoint, {
      addProbe: (...added) => probes.push(...added),
    });
    env.registerExtensionPoint(runEventSourcesExtensionPoint, {
      addRunEventSource: (...sources) => runEventSources.push(...sources),
    });
    env.registerExtensionPoint(targetFindersExtensionPoint, {
      addTargetFinder: (...added) => finders.push(...added),
    });
    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        rootHttpRouter: coreServices.rootHttpRouter,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
        urlReader: coreServices.urlReader,
      },
      async init({ auditor, config, logger, ...services }) {
        const options = readOptions(config);
        const database = await BatchMigrationDatabase.create(services);
        await setUsesWindow(database, options.usesWindowMs);
        const sources = [
          ...options.files.map(({ target, ...files }) => {
            const place = isUrl(target)
              ? { url: target, urlReader: services.urlReader }
              : { directory: target };
            return createFilesInventorySource({
              ...files,
              ...place,
              memory: database.inventoryFolders,
              owners: ownersBeside(place, {
                ...{ role: files.role, logger },
                readsHistory: options.ownersOfHistory,
              }),
              timezone: options.timezone,
              roleTypes: options.roleTypes,
              logger,
            });
          }),
          // After the files: they describe the servers.
          createCapturesInventorySource({
            captures: database.captures,
            freshnessMs: options.capturesFreshnessMs,
          }),
          ...addedSources,
        ];
        assertIdsDiffer('inventory source', sources);
        assertIdsDiffer('probe', probes);
        assertIdsDiffer('run event source', runEventSources);
        assertIdsDiffer('source of cron logs', cronLogSources);
        assertIdsDiffer('target finder', finders);
        assertIdsDiffer('metric source', metricSources);
        assertIdsDiffer('approval source', approvalSources);

        const clock = options.replayClock
          ? await startReplayClock({
              start: options.replayClock,
              settings: database.settings,
            })
          : liveClock;
        const { permissionsRegistry } = services;
        permissionsRegistry.addResourceType({
          resourceRef: workloadResourceRef,
          permissions: batchMigrationPermissions,
          rules: Object.values(workloadRules),
          getResources: ids => workloadResources(database, ids),
        });
        const ruleset =
          permissionsRegistry.getPermissionRuleset(workloadResourceRef);
        const access = new WorkloadAccess(services.permissions, {
          ruleset,
          toCriteria: createConditionTransformer(ruleset),
          resources: ids => workloadResources(database, ids),
        });
        const metrics = createMetrics(services.metrics, { database, clock });
        const refresh = new EstateRefresh({
          database,
          sources,
          probes,
          cronLogSources,
          timezone: options.timezone,
          clock,
          logger,
          metrics,
          freshnessMs: options.observationFreshnessMs,
          runEventSources,
          reconcileEveryMs: options.reconcileEveryMs,
          maxRemovedShare: options.maxRemovedShare,
        });
        const watch = new ObservationWatch({
          database,
          clock,
          frequency: options.observationFrequency,
        });
        listenToRunEvents({
          sources: runEventSources,
          intake: new RunEventIntake({ database, clock, logger, metrics }),
          lifecycle: services.lifecycle,
          logger,
        });
        const observeSoon = await scheduleObservation({
          ...services,
          options,
          database,
          refresh,
          clock,
          logger,
          watch,
          metrics,
        });
        const search = new TargetSearch({
          database,
          finders,
          clock,
          logger,
          everyMs: options.findTargetsEveryMs,
        });
        await scheduleSearch(services.scheduler, search);
        await scheduleSnapshots({
          ...services,
          ...{ database, clock, timezone: options.timezone },
        });
        await scheduleNotifications({
          ...{ ...services, database, clock, logger },
          ...options.notifications,
          timezone: options.timezone,
          language: options.messageLanguage,
        });
        await scheduleHeads({
          ...{ ...services, database, clock, logger },
          publishers: createPublishers(options.headPlaces, headPublishers, {
            ...{ ...services, logger },
          }),
        });
        announceChanges({ ...services, database, logger });
        const limits = new CallLimits(readLimits(config));
        services.lifecycle.addShutdownHook(() => limits.stop());
        const estate: Estate = {
          database,
          access,
          auditor,
          clock,
          logger,
          refresh,
          search,
          owners: new KnownOwners({ ...services, database, logger }),
          watch,
          canaryMetrics: new CanaryMetrics(metricSources, logger),
          approvals: new Approvals(approvalSources, logger),
          emails: new Emails(services),
          limits,
          sources: [
            ...sources.map(({ id, role }) => ({
              ...{ id, role },
              kind: 'inventory' as const,
            })),
            ...probes.map(({ id }) => ({
              ...{ id, role: null },
              kind: 'probe' as const,
            })),
            ...cronLogSources.map(({ id }) => ({
              ...{ id, role: null },
              kind: 'cron-log' as const,
            })),
          ],
          observeSoon,
          timezone: options.timezone,
          mode: options.mode,
          requirements: requirementLibrary(options.requirements),
          secondPerson: options.secondPerson,
          endOfLife: options.endOfLife,
          prices: options.prices,
          capturesFreshnessMs: options.capturesFreshnessMs,
          waveWarnDays: options.waveWarnDays,
          longestExemptionDays: options.longestExemptionDays,
        };
        registerActions(services.actionsRegistry, estate);
        // Beside the root's own probes, which no plugin can add to.
        services.rootHttpRouter.use(
          '/.backstage/health/v1/batch-migration',
          createHealthRouter(watch),
        );
        // A host has no account: the router itself asks for its capture token.
        services.httpRouter.addAuthPolicy({
          path: '/captures',
          allow: 'unauthenticated',
        });
        services.httpRouter.use(
          createRouter({ httpAuth: services.httpAuth, estate }),
        );
      },
    });
  },
});

/** The id is stored with what was seen, so two of one id would speak for each other. */
function assertIdsDiffer(what: string, all: Array<{ id: string }>): void {
  const ids = all.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) {
    throw new Error(`Two modules add the ${what} ${twice}; ids must differ`);
  }
}
