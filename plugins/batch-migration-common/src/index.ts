/**
 * The domain of Batch Migration, without I/O: model, assessment, cron,
 * permissions and the API client.
 *
 * @packageDocumentation
 */
export * from './workload/model';
export * from './workload/inventory';
export * from './permissions';
export * from './api/contract';
export * from './api/client';
