import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { ApprovalSource } from './approvalSource';
import type { CronLogSource } from './cronLogSource';
import type { HistoryHeadPublisher } from './historyHeadPublisher';
import type { InventorySource } from './inventorySource';
import type { MetricSource } from './metricSource';
import type { Probe } from './probe';
import type { RunEventSource } from './runEventSource';
import type { TargetFinder } from './targetFinder';

/** Where modules add ways to read what is on legacy servers. */
export interface InventorySourcesExtensionPoint {
  addInventorySource(...sources: InventorySource[]): void;
}

export const inventorySourcesExtensionPoint =
  createExtensionPoint<InventorySourcesExtensionPoint>({
    id: 'batch-migration.inventory-sources',
  });

/** Where modules add ways to look at locations. */
export interface ProbesExtensionPoint {
  addProbe(...probes: Probe[]): void;
}

export const probesExtensionPoint = createExtensionPoint<ProbesExtensionPoint>({
  id: 'batch-migration.probes',
});

/** Where modules add what tells the metrics of a service while it moves. */
export interface MetricSourcesExtensionPoint {
  addMetricSource(...sources: MetricSource[]): void;
}

export const metricSourcesExtensionPoint =
  createExtensionPoint<MetricSourcesExtensionPoint>({
    id: 'batch-migration.metric-sources',
  });

/** Where modules add what reads requests for approval. */
export interface ApprovalSourcesExtensionPoint {
  addApprovalSource(...sources: ApprovalSource[]): void;
}

export const approvalSourcesExtensionPoint =
  createExtensionPoint<ApprovalSourcesExtensionPoint>({
    id: 'batch-migration.approval-sources',
  });

/** Where modules add what tells of runs as they happen. */
export interface RunEventSourcesExtensionPoint {
  addRunEventSource(...sources: RunEventSource[]): void;
}

export const runEventSourcesExtensionPoint =
  createExtensionPoint<RunEventSourcesExtensionPoint>({
    id: 'batch-migration.run-event-sources',
  });

/** Where modules add what reads logs of cron that hosts ship. */
export interface CronLogSourcesExtensionPoint {
  addCronLogSource(...sources: CronLogSource[]): void;
}

export const cronLogSourcesExtensionPoint =
  createExtensionPoint<CronLogSourcesExtensionPoint>({
    id: 'batch-migration.cron-log-sources',
  });

/** Where modules add what finds targets that nobody linked. */
export interface TargetFindersExtensionPoint {
  addTargetFinder(...finders: TargetFinder[]): void;
}

export const targetFindersExtensionPoint =
  createExtensionPoint<TargetFindersExtensionPoint>({
    id: 'batch-migration.target-finders',
  });

/** Where modules add places outside the database that keep heads of the history. */
export interface HistoryHeadPublishersExtensionPoint {
  addHistoryHeadPublisher(...publishers: HistoryHeadPublisher[]): void;
}

export const historyHeadPublishersExtensionPoint =
  createExtensionPoint<HistoryHeadPublishersExtensionPoint>({
    id: 'batch-migration.history-head-publishers',
  });
