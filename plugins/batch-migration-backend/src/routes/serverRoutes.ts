import { NotFoundError } from '@backstage/errors';
import { SERVER_ORDERS } from 'backstage-plugin-batch-migration-common';
import {
  listInventory,
  listServers,
  showServer,
  showServerCost,
} from '../operations';
import type { RouteContext } from './createRouter';
import { readLimit, readOnce, readOrder, readQuery } from './query';

/** Servers, for people and for the catalog. */
export function addServerRoutes({
  router,
  estate,
  httpAuth,
}: RouteContext): void {
  const anyone = { allow: ['user' as const, 'service' as const] };

  router.get('/servers', async (req, res) => {
    const credentials = await httpAuth.credentials(req, anyone);
    const query = readQuery(req, ['limit', 'cursor', 'orderBy']);
    res.json(await listServers(estate, credentials, readServerPage(query)));
  });

  router.get('/servers/:namespace/:name', async (req, res) => {
    const credentials = await httpAuth.credentials(req, anyone);
    res.json(await showServer(estate, credentials, readServerRef(req.params)));
  });

  router.get('/servers/:namespace/:name/cost', async (req, res) => {
    const credentials = await httpAuth.credentials(req, anyone);
    await estate.limits.take('cost', credentials);
    readQuery(req, []);
    res.json(
      await showServerCost(estate, credentials, readServerRef(req.params)),
    );
  });

  // The catalog shows what it reads to everybody, so only plugins may ask.
  router.get('/inventory', async (req, res) => {
    await httpAuth.credentials(req, { allow: ['service'] });
    res.json(await listInventory(estate));
  });
}

/** @throws InputError naming the parameter that is wrong */
export function readServerPage(query: URLSearchParams) {
  return {
    limit: readLimit(query),
    orderBy: readOrder(query, SERVER_ORDERS),
    cursor: readOnce(query, 'cursor'),
  };
}

export function readServerRef(params: {
  namespace: string;
  name: string;
}): string {
  const ref = `resource:${params.namespace}/${params.name}`.toLowerCase();
  if (!/^resource:[\w.-]{1,63}\/[\w.-]{1,63}$/.test(ref)) {
    throw new NotFoundError(`No inventory has the server ${ref}`);
  }
  return ref;
}
