/**
 * The shell for the new frontend system.
 *
 * @packageDocumentation
 */
import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  CatalogFilterBlueprint,
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';
import {
  createFormField,
  FormFieldBlueprint,
} from '@backstage/plugin-scaffolder-react/alpha';
import { SearchResultListItemBlueprint } from '@backstage/plugin-search-react/alpha';
import CompareArrowsIcon from '@material-ui/icons/CompareArrows';
import { BatchMigrationClient } from 'backstage-plugin-batch-migration-common';
import { batchMigrationApiRef } from './api';
import { homeLayout } from './components/mine/homeLayout';
import { WORKLOAD_RESULT_TYPE } from './components/search/resultType';
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

const api = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: batchMigrationApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: options => new BatchMigrationClient(options),
    }),
});

const page = PageBlueprint.make({
  params: {
    path: '/batch-migration',
    title: 'Batch migration',
    icon: <CompareArrowsIcon fontSize="inherit" />,
    routeRef: rootRouteRef,
    // The content brings the header that both frontend systems share.
    noHeader: true,
    loader: () => import('./Router').then(m => <m.Router />),
  },
});

const serverContent = EntityContentBlueprint.make({
  name: 'server-migration',
  params: {
    path: '/migration',
    title: 'Migration',
    filter: { kind: 'resource', 'spec.type': 'legacy-server' },
    loader: () =>
      import('./components/entity/ServerMigrationContent').then(m => (
        <m.ServerMigrationContent />
      )),
  },
});

const roleContent = EntityContentBlueprint.make({
  name: 'role-jobs',
  params: {
    path: '/jobs',
    title: 'Jobs',
    filter: { kind: 'resource', 'spec.type': 'server-role' },
    loader: () =>
      import('./components/entity/RoleJobsContent').then(m => (
        <m.RoleJobsContent />
      )),
  },
});

const card = EntityCardBlueprint.make({
  name: 'migration',
  params: {
    filter: {
      kind: 'resource',
      'spec.type': { $in: ['legacy-server', 'server-role'] },
    },
    loader: () =>
      import('./components/entity/MigrationCard').then(m => (
        <m.MigrationCard />
      )),
  },
});

const ownerCard = EntityCardBlueprint.make({
  name: 'owner',
  params: {
    filter: { kind: { $in: ['group', 'user'] } },
    loader: () =>
      import('./components/mine/OwnerCard').then(m => <m.OwnerCard />),
  },
});

const homeWidget = HomePageWidgetBlueprint.make({
  name: 'my-migrations',
  params: {
    name: 'MyMigrations',
    title: mineMessages.title,
    description: mineMessages.description,
    components: () => import('./components/mine/HomeWidget'),
    layout: homeLayout,
  },
});

const workloadResult = SearchResultListItemBlueprint.make({
  name: 'workload',
  params: {
    predicate: ({ type }) => type === WORKLOAD_RESULT_TYPE,
    icon: <CompareArrowsIcon fontSize="inherit" />,
    component: () =>
      import('./components/search/WorkloadResult').then(m => m.WorkloadResult),
  },
});

const workloadPicker = FormFieldBlueprint.make({
  name: 'workload-picker',
  params: {
    field: () =>
      import('./components/picker/field').then(m =>
        createFormField(m.workloadPickerField),
      ),
  },
});

const schedulePicker = FormFieldBlueprint.make({
  name: 'schedule-picker',
  params: {
    field: () =>
      import('./components/picker/scheduleField').then(m =>
        createFormField(m.schedulePickerField),
      ),
  },
});

const goldenPathPreview = FormFieldBlueprint.make({
  name: 'golden-path-preview',
  params: {
    field: () =>
      import('./components/goldenPath/field').then(m =>
        createFormField(m.goldenPathPreviewField),
      ),
  },
});

const goldenPathCard = EntityCardBlueprint.make({
  name: 'golden-path',
  params: {
    filter: {
      kind: 'component',
      'metadata.annotations.batch-migration/golden-path': { $exists: true },
    },
    loader: () =>
      import('./components/upgrades/GoldenPathCard').then(m => (
        <m.GoldenPathCard />
      )),
  },
});

const replacesCard = EntityCardBlueprint.make({
  name: 'replaces',
  params: {
    filter: {
      kind: 'component',
      'metadata.annotations.batch-migration/replaces': { $exists: true },
    },
    loader: () =>
      import('./components/catalog/ReplacesCard').then(m => <m.ReplacesCard />),
  },
});

const catalogFilters = CatalogFilterBlueprint.make({
  name: 'migration',
  params: {
    loader: () =>
      import('./components/catalog/MigrationFilters').then(m => (
        <m.MigrationFilters />
      )),
  },
});

const goldenPathPicker = FormFieldBlueprint.make({
  name: 'golden-path-picker',
  params: {
    field: () =>
      import('./components/upgrades/GoldenPathPicker').then(m =>
        createFormField(m.goldenPathPickerField),
      ),
  },
});

export default createFrontendPlugin({
  pluginId: 'batch-migration',
  title: 'Batch migration',
  icon: <CompareArrowsIcon fontSize="inherit" />,
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
  extensions: [
    ...[api, page, serverContent, roleContent, card],
    ...[ownerCard, homeWidget, workloadResult],
    ...[workloadPicker, schedulePicker, goldenPathPreview],
    ...[goldenPathCard, goldenPathPicker],
    ...[replacesCard, catalogFilters],
  ],
});
