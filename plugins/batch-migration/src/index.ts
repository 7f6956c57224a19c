/**
 * Pages, entity tabs and form fields of Batch Migration for the legacy
 * frontend system; `./alpha` holds the new one.
 *
 * @packageDocumentation
 */
export {
  batchMigrationPlugin,
  BatchMigrationPage,
  CatalogMigrationFilters,
  EntityGoldenPathCard,
  EntityMigrationCard,
  EntityOwnerMigrationsCard,
  EntityReplacesCard,
  EntityRoleJobsContent,
  EntityServerMigrationContent,
  GoldenPathPreviewFieldExtension,
  HomePageMyMigrations,
  GoldenPathPickerFieldExtension,
  SchedulePickerFieldExtension,
  WorkloadPickerFieldExtension,
  WorkloadSearchResultListItem,
} from './plugin';
export { isMadeByGoldenPath, isReplacement } from './conditions';
export { batchMigrationApiRef, type BatchMigrationApi } from './api';
export { rootRouteRef, templateRouteRef, workloadRouteRef } from './routes';
export { batchMigrationTranslationRef } from './translations';
