import { createApp } from '@backstage/app-defaults';
import { AppRouter, FlatRoutes } from '@backstage/core-app-api';
import { AlertDisplay, SignInPage } from '@backstage/core-components';
import {
  CatalogEntityPage,
  CatalogIndexPage,
  catalogPlugin,
} from '@backstage/plugin-catalog';
import { CatalogGraphPage } from '@backstage/plugin-catalog-graph';
import { DefaultFilters } from '@backstage/plugin-catalog-react';
import { HomepageCompositionRoot } from '@backstage/plugin-home';
import { ScaffolderPage, scaffolderPlugin } from '@backstage/plugin-scaffolder';
import { SearchPage } from '@backstage/plugin-search';
import { SignalsDisplay } from '@backstage/plugin-signals';
import { UserSettingsPage } from '@backstage/plugin-user-settings';
import {
  BatchMigrationPage,
  CatalogMigrationFilters,
  GoldenPathPickerFieldExtension,
  GoldenPathPreviewFieldExtension,
  SchedulePickerFieldExtension,
  WorkloadPickerFieldExtension,
} from 'backstage-plugin-batch-migration';
import { ScaffolderFieldExtensions } from '@backstage/plugin-scaffolder-react';
import { Navigate, Route } from 'react-router-dom';
import { apis } from './apis';
import { entityPage } from './entityPage';
import { Home } from './Home';
import { Root } from './Root';
import { searchPage } from './searchPage';

const app = createApp({
  apis,
  bindRoutes({ bind }) {
    bind(catalogPlugin.externalRoutes, {
      createComponent: scaffolderPlugin.routes.root,
      createFromTemplate: scaffolderPlugin.routes.selectedTemplate,
    });
  },
  components: {
    SignInPage: props => <SignInPage {...props} auto providers={['guest']} />,
  },
  __experimentalTranslations: {
    defaultLanguage: 'en',
    availableLanguages: ['en', 'ja'],
  },
});

const routes = (
  <FlatRoutes>
    <Route path="/" element={<Navigate to="batch-migration" />} />
    <Route path="/batch-migration" element={<BatchMigrationPage />} />
    <Route
      path="/catalog"
      element={
        <CatalogIndexPage
          filters={
            <>
              <DefaultFilters />
              <CatalogMigrationFilters />
            </>
          }
        />
      }
    />
    <Route path="/home" element={<HomepageCompositionRoot />}>
      <Home />
    </Route>
    <Route
      path="/catalog/:namespace/:kind/:name"
      element={<CatalogEntityPage />}
    >
      {entityPage}
    </Route>
    <Route path="/create" element={<ScaffolderPage />}>
      <ScaffolderFieldExtensions>
        <GoldenPathPickerFieldExtension />
        <WorkloadPickerFieldExtension />
        <SchedulePickerFieldExtension />
        <GoldenPathPreviewFieldExtension />
      </ScaffolderFieldExtensions>
    </Route>
    <Route path="/search" element={<SearchPage />}>
      {searchPage}
    </Route>
    <Route path="/catalog-graph" element={<CatalogGraphPage />} />
    <Route path="/settings" element={<UserSettingsPage />} />
  </FlatRoutes>
);

export default app.createRoot(
  <>
    <AlertDisplay />
    <SignalsDisplay />
    <AppRouter>
      <Root>{routes}</Root>
    </AppRouter>
  </>,
);
