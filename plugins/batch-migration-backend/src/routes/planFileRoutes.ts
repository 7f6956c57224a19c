import { once } from 'node:events';
import {
  PLAN_FILE_SCHEMA,
  WORKLOAD_FILTERS,
} from 'backstage-plugin-batch-migration-common';
import { exportPlans, importPlans } from '../operations';
import { jsonBody, readBody } from './body';
import type { RouteContext } from './createRouter';
import { planImportSchema } from './planSchema';
import { readFilters, readQuery } from './query';
import { readWrittenPlans } from './writtenPlans';

/** JSON of a file: characters of Japanese take three bytes each. */
const MAX_FILE_KB = 8 * 1024;

/** Plans as YAML, for those who review them in Git. */
export function addPlanFileRoutes({
  router,
  estate,
  httpAuth,
}: RouteContext): void {
  const anyone = { allow: ['user' as const, 'service' as const] };

  router.get('/plans/export', async (req, res) => {
    const credentials = await httpAuth.credentials(req, anyone);
    await estate.limits.take('export', credentials);
    const filters = readFilters(readQuery(req, WORKLOAD_FILTERS));
    const parts = exportPlans(estate, credentials, filters);
    // An error of the first part still has an answer of its own.
    const first = await parts.next();
    res
      .type('application/yaml; charset=utf-8')
      .set('Content-Disposition', 'attachment; filename="plans.yaml"')
      .set('Cache-Control', 'no-store');
    try {
      if (!first.done) res.write(first.value);
      for await (const part of parts) {
        if (res.destroyed) return;
        if (!res.write(part)) {
          await Promise.race([once(res, 'drain'), once(res, 'close')]);
        }
      }
      res.end();
    } catch (error) {
      // Half a file must not look like a whole one.
      estate.logger.warn(`An export of plans broke off: ${error}`);
      res.destroy();
    }
  });

  router.get('/plans/schema', async (req, res) => {
    await httpAuth.credentials(req, anyone);
    readQuery(req, []);
    res.json(PLAN_FILE_SCHEMA);
  });

  router.post('/plans/import', jsonBody(MAX_FILE_KB), async (req, res) => {
    const credentials = await httpAuth.credentials(req, anyone);
    await estate.limits.take('planImport', credentials);
    const { text, dryRun, merge } = readBody(req, planImportSchema);
    const entries = readWrittenPlans(text);
    res.json(
      await importPlans(
        estate,
        { credentials, request: req },
        { entries, dryRun, merge },
      ),
    );
  });
}
