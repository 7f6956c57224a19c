import {
  createWave,
  deleteWave,
  listWaves,
  noWave,
  showWave,
  updateWave,
} from '../operations';
import { jsonBody, readBody } from './body';
import type { RouteContext } from './createRouter';
import { etagOf, readIfMatch } from './etag';
import { readInteger, readOnce, readQuery } from './query';
import { storedText } from './storedText';
import { waveFieldsSchema, waveSchema } from './waveSchema';

/** Each of a page is forecast. */
export const MAX_WAVES = 100;

/** What is no name of a wave is not asked of the database. */
export function readName(name: string): string {
  if (!storedText().min(1).max(200).safeParse(name).success) throw noWave(name);
  return name;
}

/** Workloads that move together, and until when. */
export function addWaveRoutes({
  router,
  estate,
  httpAuth,
}: RouteContext): void {
  const anyone = { allow: ['user' as const, 'service' as const] };

  router.get('/waves', async (req, res) => {
    const credentials = await httpAuth.credentials(req, anyone);
    const query = readQuery(req, ['limit', 'cursor']);
    res.json(
      await listWaves(estate, credentials, {
        limit: readInteger(query, 'limit', { max: MAX_WAVES, otherwise: 50 }),
        cursor: readOnce(query, 'cursor'),
      }),
    );
  });

  router.post('/waves', jsonBody(64), async (req, res) => {
    const credentials = await httpAuth.credentials(req, anyone);
    const wave = await createWave(
      estate,
      { credentials, request: req },
      readBody(req, waveSchema),
    );
    res.status(201).set('ETag', etagOf(wave.version)).json(wave);
  });

  router.get('/waves/:name', async (req, res) => {
    const credentials = await httpAuth.credentials(req, anyone);
    const wave = await showWave(estate, credentials, readName(req.params.name));
    res.set('ETag', etagOf(wave.version)).json(wave);
  });

  router.put('/waves/:name', jsonBody(64), async (req, res) => {
    const credentials = await httpAuth.credentials(req, anyone);
    const wave = await updateWave(
      estate,
      { credentials, request: req },
      {
        name: readName(req.params.name),
        isExpected: readIfMatch(req.get('If-Match')),
        fields: readBody(req, waveFieldsSchema),
      },
    );
    res.set('ETag', etagOf(wave.version)).json(wave);
  });

  router.delete('/waves/:name', async (req, res) => {
    const credentials = await httpAuth.credentials(req, anyone);
    const name = readName(req.params.name);
    res.json(await deleteWave(estate, { credentials, request: req }, name));
  });
}
