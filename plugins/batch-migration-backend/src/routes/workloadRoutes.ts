import {
  WORKLOAD_FILTERS,
  WORKLOAD_ORDERS,
} from 'backstage-plugin-batch-migration-common';
import {
  listWorkloads,
  readableWorkload,
  showRuns,
  showSummary,
  showWorkload,
} from '../operations';
import { noWorkload } from '../permissions';
import type { RouteContext } from './createRouter';
import {
  readFilters,
  readInteger,
  readLimit,
  readOnce,
  readOrder,
  readQuery,
} from './query';

const MAX_DAYS = 14;
const MAX_WITH_DAYS = 50;

/** What no id looks like is not asked of the database. */
export function readId(id: string): string {
  if (!/^[\w.-]{1,64}$/.test(id)) throw noWorkload([id]);
  return id;
}

/** Reading workloads. */
export function addWorkloadRoutes({
  router,
  estate,
  httpAuth,
}: RouteContext): void {
  const anyone = { allow: ['user' as const, 'service' as const] };

  router.get('/summary', async (req, res) => {
    const credentials = await httpAuth.credentials(req, anyone);
    const query = readQuery(req, WORKLOAD_FILTERS);
    res.json(await showSummary(estate, credentials, readFilters(query)));
  });

  router.get('/workloads', async (req, res) => {
    const credentials = await httpAuth.credentials(req, anyone);
    const query = readQuery(req, [
      ...WORKLOAD_FILTERS,
      'limit',
      'cursor',
      'orderBy',
      'days',
    ]);
    const days = query.has('days')
      ? readInteger(query, 'days', { max: MAX_DAYS, otherwise: MAX_DAYS })
      : undefined;
    const limit = readLimit(query);
    res.json(
      await listWorkloads(estate, credentials, {
        filters: readFilters(query),
        // Days are worked out from runs, of which a busy page has many.
        limit: days ? Math.min(limit, MAX_WITH_DAYS) : limit,
        cursor: readOnce(query, 'cursor'),
        orderBy: readOrder(query, WORKLOAD_ORDERS),
        days,
      }),
    );
  });

  router.get('/workloads/:id', async (req, res) => {
    const credentials = await httpAuth.credentials(req, anyone);
    res.json(await showWorkload(estate, credentials, readId(req.params.id)));
  });

  router.get('/workloads/:id/history', async (req, res) => {
    const credentials = await httpAuth.credentials(req, anyone);
    const query = readQuery(req, ['limit', 'cursor']);
    const limit = readLimit(query);
    const cursor = readOnce(query, 'cursor');
    const { id } = await readableWorkload(
      estate,
      credentials,
      readId(req.params.id),
    );
    res.json(
      await estate.database.history.list({ workloadId: id, limit, cursor }),
    );
  });

  router.get('/workloads/:id/runs', async (req, res) => {
    const credentials = await httpAuth.credentials(req, anyone);
    const query = readQuery(req, ['days']);
    const days = readInteger(query, 'days', { max: 90, otherwise: 14 });
    res.json(await showRuns(estate, credentials, readId(req.params.id), days));
  });
}
