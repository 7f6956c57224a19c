import { NotFoundError } from '@backstage/errors';
import {
  createView,
  deleteView,
  readableView,
  updateView,
} from '../operations';
import { actorOf } from '../operations/estate';
import { jsonBody, readBody } from './body';
import type { RouteContext } from './createRouter';
import { etagOf, readIfMatch } from './etag';
import { readLimit, readOnce, readQuery } from './query';
import { viewSchema } from './viewSchema';

function readViewId(id: string): string {
  if (!/^[0-9a-f-]{36}$/.test(id)) {
    throw new NotFoundError(`No view has the id ${id.slice(0, 50)}`);
  }
  return id;
}

/** Questions to the table of workloads that people keep: a service has none. */
export function addViewRoutes({
  router,
  estate,
  httpAuth,
}: RouteContext): void {
  const people = { allow: ['user' as const] };

  router.get('/views', async (req, res) => {
    const credentials = await httpAuth.credentials(req, people);
    const query = readQuery(req, ['limit', 'cursor']);
    res.json(
      await estate.database.savedViews.list({
        ownerRef: actorOf(credentials),
        limit: readLimit(query),
        cursor: readOnce(query, 'cursor'),
      }),
    );
  });

  router.post('/views', jsonBody(16), async (req, res) => {
    const credentials = await httpAuth.credentials(req, people);
    const view = await createView(
      estate,
      { credentials, request: req },
      readBody(req, viewSchema),
    );
    res.status(201).set('ETag', etagOf(view.version)).json(view);
  });

  router.get('/views/:id', async (req, res) => {
    const credentials = await httpAuth.credentials(req, people);
    const id = readViewId(req.params.id);
    const view = await readableView(estate, { credentials }, id);
    res.set('ETag', etagOf(view.version)).json(view);
  });

  router.put('/views/:id', jsonBody(16), async (req, res) => {
    const credentials = await httpAuth.credentials(req, people);
    const view = await updateView(
      estate,
      { credentials, request: req },
      {
        id: readViewId(req.params.id),
        isExpected: readIfMatch(req.get('If-Match')),
        request: readBody(req, viewSchema),
      },
    );
    res.set('ETag', etagOf(view.version)).json(view);
  });

  router.delete('/views/:id', async (req, res) => {
    const credentials = await httpAuth.credentials(req, people);
    const id = readViewId(req.params.id);
    res.json(await deleteView(estate, { credentials, request: req }, id));
  });
}
