/** The shell for the legacy frontend system. */
import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { createCardExtension } from '@backstage/plugin-home-react';
import { createScaffolderFieldExtension } from '@backstage/plugin-scaffolder-react';
import { createSearchResultListItemExtension } from '@backstage/plugin-search-react';
import { BatchMigrationClient } from 'backstage-plugin-batch-migration-common';
import { batchMigrationApiRef } from './api';
import { goldenPathPreviewField } from './components/goldenPath/field';
import { homeLayout } from './components/mine/homeLayout';
import { workloadPickerField } from './components/picker/field';
import { schedulePickerField } from './components/picker/scheduleField';
import { WORKLOAD_RESULT_TYPE } from './components/search/resultType';
import { goldenPathPickerField } from './components/upgrades/GoldenPathPicker';
import {
  approvalsRouteRef,
  dangerRouteRef,
  goldenPathsRouteRef,
  handoverRouteRef,
  importRouteRef,
  rootRouteRef,
  sourcesRouteRef,
  targetsRouteRef,
  templateRouteRef,
  wavesRouteRef,
  workloadRouteRef,
} from './routes';
import { mineMessages } from './translations/mine.en';

export const batchMigrationPlugin = createPlugin({
  id: 'batch-migration',
  apis: [
    createApiFactory({
      api: batchMigrationApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: options => new BatchMigrationClient(options),
    }),
  ],
  routes: {
    root: rootRouteRef,
    workload: workloadRouteRef,
    danger: dangerRouteRef,
    handover: handoverRouteRef,
    import: importRouteRef,
    targets: targetsRouteRef,
    sources: sourcesRouteRef,
    waves: wavesRouteRef,
    goldenPaths: goldenPathsRouteRef,
    approvals: approvalsRouteRef,
  },
  externalRoutes: { template: templateRouteRef },
});

/** The overview, with the workload pages below it. */
export const BatchMigrationPage = batchMigrationPlugin.provide(
  createRoutableExtension({
    name: 'BatchMigrationPage',
    component: () => import('./Router').then(m => m.Router),
    mountPoint: rootRouteRef,
  }),
);

/** Tab *Migration* of a `legacy-server`. */
export const EntityServerMigrationContent = batchMigrationPlugin.provide(
  createComponentExtension({
    name: 'EntityServerMigrationContent',
    component: {
      lazy: () =>
        import('./components/entity/ServerMigrationContent').then(
          m => m.ServerMigrationContent,
        ),
    },
  }),
);

/** Tab *Jobs* of a `server-role`. */
export const EntityRoleJobsContent = batchMigrationPlugin.provide(
  createComponentExtension({
    name: 'EntityRoleJobsContent',
    component: {
      lazy: () =>
        import('./components/entity/RoleJobsContent').then(
          m => m.RoleJobsContent,
        ),
    },
  }),
);

/** Card on the overview of a server or a role. */
export const EntityMigrationCard = batchMigrationPlugin.provide(
  createComponentExtension({
    name: 'EntityMigrationCard',
    component: {
      lazy: () =>
        import('./components/entity/MigrationCard').then(m => m.MigrationCard),
    },
  }),
);

/** Form field `GoldenPathPreview` of the scaffolder. */
export const GoldenPathPreviewFieldExtension = batchMigrationPlugin.provide(
  createScaffolderFieldExtension({
    ...goldenPathPreviewField,
    schema: goldenPathPreviewField.schema.schema,
  }),
);

/** Card on a component that a golden path made. */
export const EntityGoldenPathCard = batchMigrationPlugin.provide(
  createComponentExtension({
    name: 'EntityGoldenPathCard',
    component: {
      lazy: () =>
        import('./components/upgrades/GoldenPathCard').then(
          m => m.GoldenPathCard,
        ),
    },
  }),
);

/** Card on a component that replaces workloads: how far each of them is. */
export const EntityReplacesCard = batchMigrationPlugin.provide(
  createComponentExtension({
    name: 'EntityReplacesCard',
    component: {
      lazy: () =>
        import('./components/catalog/ReplacesCard').then(m => m.ReplacesCard),
    },
  }),
);

/** Filters of the list of the catalog: servers in danger, servers that are empty. */
export const CatalogMigrationFilters = batchMigrationPlugin.provide(
  createComponentExtension({
    name: 'CatalogMigrationFilters',
    component: {
      lazy: () =>
        import('./components/catalog/MigrationFilters').then(
          m => m.MigrationFilters,
        ),
    },
  }),
);

/** Form field `GoldenPathPicker` of the scaffolder. */
export const GoldenPathPickerFieldExtension = batchMigrationPlugin.provide(
  createScaffolderFieldExtension({
    ...goldenPathPickerField,
    schema: goldenPathPickerField.schema.schema,
  }),
);

/** Card on the page of a group or a person: what of theirs has to move. */
export const EntityOwnerMigrationsCard = batchMigrationPlugin.provide(
  createComponentExtension({
    name: 'EntityOwnerMigrationsCard',
    component: {
      lazy: () => import('./components/mine/OwnerCard').then(m => m.OwnerCard),
    },
  }),
);

/** Card on the home page: what of who is signed in has to move. */
export const HomePageMyMigrations = batchMigrationPlugin.provide(
  createCardExtension({
    name: 'HomePageMyMigrations',
    title: mineMessages.title,
    description: mineMessages.description,
    components: () => import('./components/mine/HomeWidget'),
    layout: homeLayout,
  }),
);

/** A workload among the results of a search. */
export const WorkloadSearchResultListItem = batchMigrationPlugin.provide(
  createSearchResultListItemExtension({
    name: 'WorkloadSearchResultListItem',
    predicate: ({ type }) => type === WORKLOAD_RESULT_TYPE,
    component: () =>
      import('./components/search/WorkloadResult').then(m => m.WorkloadResult),
  }),
);

/** Form field `WorkloadPicker` of the scaffolder. */
export const WorkloadPickerFieldExtension = batchMigrationPlugin.provide(
  createScaffolderFieldExtension({
    ...workloadPickerField,
    schema: workloadPickerField.schema.schema,
  }),
);

/** Form field `SchedulePicker` of the scaffolder. */
export const SchedulePickerFieldExtension = batchMigrationPlugin.provide(
  createScaffolderFieldExtension({
    ...schedulePickerField,
    schema: schedulePickerField.schema.schema,
  }),
);
