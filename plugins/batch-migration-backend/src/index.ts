/**
 * Backend of Batch Migration.
 *
 * @packageDocumentation
 */
export { batchMigrationPlugin as default } from './plugin';
export {
  createWorkloadConditionalDecision,
  ownersPolicy,
  workloadConditions,
} from './permissions';
