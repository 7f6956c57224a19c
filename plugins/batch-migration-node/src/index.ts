/**
 * Extension points of Batch Migration.
 *
 * @packageDocumentation
 */
export * from './approvalSource';
export * from './inventorySource';
export * from './cronLogSource';
export * from './historyHeadPublisher';
export * from './metricSource';
export * from './probe';
export * from './runEventSource';
export * from './targetFinder';
export * from './extensionPoints';
