import { createCapture } from '../operations';
import { jsonBody, readBody } from './body';
import { captureSchema } from './captureSchema';
import type { RouteContext } from './createRouter';

/** What was read from hosts, handed in by people and collectors. */
export function addCaptureRoutes({
  router,
  estate,
  httpAuth,
}: RouteContext): void {
  router.post('/captures', jsonBody(2048), async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const capture = readBody(req, captureSchema);
    res
      .status(201)
      .json(
        await createCapture(estate, { credentials, request: req }, capture),
      );
  });
}
