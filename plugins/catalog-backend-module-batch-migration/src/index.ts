/**
 * Emits legacy servers, their roles and generated components into the catalog.
 *
 * @packageDocumentation
 */
export { catalogModuleBatchMigration as default } from './module';
