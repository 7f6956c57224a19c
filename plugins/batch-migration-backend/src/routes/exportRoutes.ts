import {
  WORKLOAD_FILTERS,
  WORKLOAD_ORDERS,
} from 'backstage-plugin-batch-migration-common';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { exportCsv } from '../operations';
import type { RouteContext } from './createRouter';
import { readFilters, readFlag, readOrder, readQuery } from './query';

/** Workloads as a file. */
export function addExportRoutes({
  router,
  estate,
  httpAuth,
}: RouteContext): void {
  router.get('/export.csv', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    await estate.limits.take('export', credentials);
    const query = readQuery(req, [...WORKLOAD_FILTERS, 'orderBy', 'bom']);
    const { fileName, chunks } = await exportCsv(
      estate,
      { credentials, request: req },
      {
        filters: readFilters(query),
        orderBy: readOrder(query, WORKLOAD_ORDERS),
        bom: readFlag(query, 'bom') ?? false,
      },
    );
    res.set({
      'Content-Type': 'text/csv; charset=utf-8; header=present',
      'Content-Disposition': `attachment; filename="${fileName}"`,
      'Cache-Control': 'no-store',
    });
    // No page is read before the one before it was taken away. Where a later
    // one fails the answer is cut, so that nobody takes a part for the whole.
    await pipeline(Readable.from(chunks), res);
  });
}
