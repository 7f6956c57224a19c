import {
  issueCaptureToken,
  listCaptureTokens,
  revokeCaptureToken,
} from '../operations';
import { jsonBody, readBody } from './body';
import { captureTokenSchema } from './captureSchema';
import type { RouteContext } from './createRouter';
import { readServerRef } from './serverRoutes';

const PATH = '/servers/:namespace/:name/capture-tokens';

/** Tokens with which one server hands in its own captures. */
export function addCaptureTokenRoutes({
  router,
  estate,
  httpAuth,
}: RouteContext): void {
  const anyone = { allow: ['user' as const, 'service' as const] };

  router.post(PATH, jsonBody(16), async (req, res) => {
    const credentials = await httpAuth.credentials(req, anyone);
    const { namespace, name } = req.params;
    const issued = await issueCaptureToken(
      estate,
      { credentials, request: req },
      readServerRef({ namespace, name }),
      readBody(req, captureTokenSchema),
    );
    // The only answer that holds the secret.
    res.status(201).set('Cache-Control', 'no-store').json(issued);
  });

  router.get(PATH, async (req, res) => {
    const credentials = await httpAuth.credentials(req, anyone);
    const server = readServerRef(req.params);
    res.json(await listCaptureTokens(estate, credentials, server));
  });

  router.delete(`${PATH}/:id`, async (req, res) => {
    const credentials = await httpAuth.credentials(req, anyone);
    const { namespace, name, id } = req.params;
    res.json(
      await revokeCaptureToken(
        estate,
        { credentials, request: req },
        { server: readServerRef({ namespace, name }), id },
      ),
    );
  });
}
