import { z } from 'zod';
import { previewGoldenPath } from '../operations';
import { jsonBody, readBody } from './body';
import type { RouteContext } from './createRouter';

export const goldenPathSchema = z
  .object({
    template: z.string().regex(/^[a-z0-9-]{1,63}$/, {
      message: 'must be the name of a template',
    }),
    form: z.record(z.unknown()),
  })
  .strict();

/** What a golden path would make. */
export function addGoldenPathRoutes({
  router,
  estate,
  httpAuth,
}: RouteContext): void {
  router.post('/golden-paths/preview', jsonBody(256), async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    await estate.limits.take('goldenPathPreview', credentials);
    const request = readBody(req, goldenPathSchema);
    res.json(await previewGoldenPath(estate, credentials, request));
  });
}
