import { previewHandover } from '../operations';
import { jsonBody, readBody } from './body';
import type { RouteContext } from './createRouter';
import { handoverSchema } from './handoverSchema';

/** How jobs move from one side to the other. */
export function addHandoverRoutes({
  router,
  estate,
  httpAuth,
}: RouteContext): void {
  router.post('/handover/preview', jsonBody(128), async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    await estate.limits.take('handoverPreview', credentials);
    const request = readBody(req, handoverSchema);
    res.json(await previewHandover(estate, credentials, request));
  });
}
