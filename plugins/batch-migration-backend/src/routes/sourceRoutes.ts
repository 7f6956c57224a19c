import { listSources } from '../operations';
import type { RouteContext } from './createRouter';
import { readLimit, readOnce, readQuery } from './query';

/** Where all that is known comes from, and what of it failed. */
export function addSourceRoutes({
  router,
  estate,
  httpAuth,
}: RouteContext): void {
  router.get('/sources', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const query = readQuery(req, ['limit', 'cursor']);
    res.json(
      await listSources(estate, credentials, {
        limit: readLimit(query),
        after: readOnce(query, 'cursor'),
      }),
    );
  });
}
