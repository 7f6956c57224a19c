/**
 * Scaffolder actions of the Batch Migration golden paths.
 *
 * @packageDocumentation
 */
export { scaffolderModuleBatchMigration as default } from './module';
export { renderGoldenPath } from './rendering/renderGoldenPath';
export type { GoldenPathAnswers } from './jobs/answers';
export type { JobDefinition } from './jobs/definition';
