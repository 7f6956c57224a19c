import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { readFile } from 'node:fs/promises';
import type { RouteContext } from './createRouter';

/** Packed with the plugin, so that the API can describe itself. */
const DOCUMENT = resolvePackagePath(
  'backstage-plugin-batch-migration-backend',
  'src/schema/openapi.yaml',
);

/** The description of the API, for the catalog and for people. */
export function addDocumentRoutes({ router, httpAuth }: RouteContext): void {
  router.get('/openapi', async (req, res) => {
    await httpAuth.credentials(req, { allow: ['user', 'service'] });
    res.type('application/yaml').send(await readFile(DOCUMENT, 'utf8'));
  });
}
