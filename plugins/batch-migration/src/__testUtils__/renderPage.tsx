import {
  appLanguageApiRef,
  translationApiRef,
} from '@backstage/core-plugin-api/alpha';
import { InMemoryCatalogClient } from '@backstage/catalog-client/testUtils';
import type { Entity } from '@backstage/catalog-model';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import type { ReactElement } from 'react';
import { batchMigrationApiRef, type BatchMigrationApi } from '../api';
import { rootRouteRef, templateRouteRef } from '../routes';
import { japaneseLanguage, japaneseTranslations } from './japanese';

export interface RenderOptions {
  api: BatchMigrationApi;
  /** Address, for example `/?stage=planned`. */
  at?: string;
  /**
   * Names of the permissions that the person lacks. Answers are cached for a
   * whole test file, so a file asks for one set.
   */
  lacking?: string[];
  /** The element mounts the overview's route itself. */
  mountsRoot?: boolean;
  /** What the catalog holds. */
  entities?: Entity[];
  /** English by default. */
  language?: 'ja';
}

/** Renders inside the legacy frontend system's test app. */
export async function renderPage(
  element: ReactElement,
  {
    api,
    at = '/',
    lacking = [],
    mountsRoot = false,
    entities = [],
    language,
  }: RenderOptions,
) {
  return renderInTestApp(
    <TestApiProvider
      apis={[
        [batchMigrationApiRef, api],
        ...(language === 'ja'
          ? ([
              [translationApiRef, japaneseTranslations()],
              [appLanguageApiRef, japaneseLanguage],
            ] as const)
          : []),
        // The mock of the catalog's frontend wraps the same, and loads the whole new app.
        [catalogApiRef, new InMemoryCatalogClient({ entities })],
        [
          permissionApiRef,
          mockApis.permission({
            authorize: ({ permission }) =>
              lacking.includes(permission.name)
                ? AuthorizeResult.DENY
                : AuthorizeResult.ALLOW,
          }),
        ],
      ]}
    >
      {element}
    </TestApiProvider>,
    {
      routeEntries: [at],
      mountedRoutes: {
        ...(mountsRoot ? {} : { '/batch-migration': rootRouteRef }),
        '/catalog/:namespace/:kind/:name': entityRouteRef,
        '/create/templates/:namespace/:templateName': templateRouteRef,
      },
    },
  );
}
