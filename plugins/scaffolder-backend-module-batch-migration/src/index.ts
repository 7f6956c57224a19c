/**
 * Scaffolder actions of the Batch Migration golden paths.
 *
 * @packageDocumentation
 */
export { scaffolderModuleBatchMigration as default } from './module';
