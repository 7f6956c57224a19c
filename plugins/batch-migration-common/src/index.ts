/**
 * The domain of Batch Migration, without I/O: model, assessment, cron,
 * inventory formats, permissions and the API client.
 *
 * @packageDocumentation
 */
export * from './workload';
export * from './cron';
export * from './csv';
export * from './handover';
export * from './density';
export * from './forecast';
export * from './cost';
export * from './endOfLife';
export * from './goldenPath';
export * from './history';
export * from './inventory';
export * from './candidates';
export * from './owners';
export * from './requirements';
export * from './cutover';
export * from './approvals';
export * from './canary';
export * from './waves';
export * from './exemptions';
export * from './views';
export * from './permissions';
export * from './plans';
export * from './api/contract';
export * from './api/approvals';
export * from './api/attestations';
export * from './api/canary';
export * from './api/candidates';
export * from './api/captures';
export * from './api/captureTokens';
export * from './api/changes';
export * from './api/cost';
export * from './api/density';
export * from './api/goldenPath';
export * from './api/handover';
export * from './api/plans';
export * from './api/progress';
export * from './api/sources';
export * from './api/steps';
export * from './api/client';
