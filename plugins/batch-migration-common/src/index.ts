/**
 * The domain of Batch Migration, without I/O: model, assessment, cron,
 * inventory formats, permissions and the API client.
 *
 * @packageDocumentation
 */
export * from './workload';
export * from './cron';
export * from './handover';
export * from './inventory';
export * from './permissions';
export * from './api/contract';
export * from './api/client';
