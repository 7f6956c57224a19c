/**
 * AWS probes of Batch Migration, live or replayed.
 *
 * @packageDocumentation
 */
export { batchMigrationModuleAws as default } from './module';
export { checkRecordings, type FileProblem } from './recordings/check';
