/**
 * Kubernetes probes of Batch Migration, live or replayed.
 *
 * @packageDocumentation
 */
export { batchMigrationModuleKubernetes as default } from './module';
