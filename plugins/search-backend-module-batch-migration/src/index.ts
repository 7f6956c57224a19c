/**
 * Lets the search of Backstage find legacy workloads.
 *
 * @packageDocumentation
 */
export { searchModuleBatchMigration as default } from './module';
