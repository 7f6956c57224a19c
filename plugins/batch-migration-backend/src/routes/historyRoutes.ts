import { showHead } from '../operations';
import type { RouteContext } from './createRouter';

/** The history as a whole; what it tells of one workload is among its routes. */
export function addHistoryRoutes({
  router,
  estate,
  httpAuth,
}: RouteContext): void {
  router.get('/history/head', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    res.json(await showHead(estate, credentials));
  });
}
