/**
 * Pages, entity tabs and form fields of Batch Migration for the legacy
 * frontend system; `./alpha` holds the new one.
 *
 * @packageDocumentation
 */
export {
  batchMigrationPlugin,
  BatchMigrationPage,
  EntityGoldenPathCard,
  EntityMigrationCard,
  EntityOwnerMigrationsCard,
  EntityRoleJobsContent,
  EntityServerMigrationContent,
  GoldenPathPreviewFieldExtension,
  HomePageMyMigrations,
  GoldenPathPickerFieldExtension,
  WorkloadPickerFieldExtension,
  WorkloadSearchResultListItem,
} from './plugin';
export { batchMigrationApiRef, type BatchMigrationApi } from './api';
export { rootRouteRef, templateRouteRef, workloadRouteRef } from './routes';
export { batchMigrationTranslationRef } from './translations';
