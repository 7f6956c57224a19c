import { previewLines, refreshEstate, showChanges } from '../operations';
import { jsonBody, readBody } from './body';
import type { RouteContext } from './createRouter';
import { noBody } from './noBody';
import { previewSchema } from './schemas';

/** Looking anew, whether anything changed, and looking at a crontab that is not stored. */
export function addEstateRoutes({
  router,
  estate,
  httpAuth,
}: RouteContext): void {
  const anyone = { allow: ['user' as const, 'service' as const] };

  router.get('/changes', async (req, res) => {
    const credentials = await httpAuth.credentials(req, anyone);
    res.json(await showChanges(estate, credentials));
  });

  router.post('/refresh', noBody, async (req, res) => {
    const credentials = await httpAuth.credentials(req, anyone);
    await estate.limits.take('refresh', credentials);
    res.json(await refreshEstate(estate, { credentials, request: req }));
  });

  router.post('/crontab/preview', jsonBody(1024), async (req, res) => {
    const credentials = await httpAuth.credentials(req, anyone);
    await estate.limits.take('crontabPreview', credentials);
    const request = readBody(req, previewSchema);
    res.json(await previewLines(estate, credentials, request));
  });
}
