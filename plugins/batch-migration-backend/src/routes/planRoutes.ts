import {
  approveSchedule,
  linkTargets,
  readableWorkload,
  updatePlan,
  updatePlans,
} from '../operations';
import { jsonBody, readBody } from './body';
import type { RouteContext } from './createRouter';
import { etagOf, readIfMatch } from './etag';
import { noBody } from './noBody';
import { bulkPlanSchema, planSchema } from './planSchema';
import { targetLinksSchema } from './schemas';
import { readId } from './workloadRoutes';

/** Plans, and the repositories that were made from them. */
export function addPlanRoutes({
  router,
  estate,
  httpAuth,
}: RouteContext): void {
  const anyone = { allow: ['user' as const, 'service' as const] };

  router.get('/workloads/:id/plan', async (req, res) => {
    const credentials = await httpAuth.credentials(req, anyone);
    const { id } = await readableWorkload(
      estate,
      credentials,
      readId(req.params.id),
    );
    const plan = await estate.database.plans.get(id);
    res.set('ETag', etagOf(plan.version)).json(plan);
  });

  router.put('/workloads/:id/plan', jsonBody(256), async (req, res) => {
    const credentials = await httpAuth.credentials(req, anyone);
    const id = readId(req.params.id);
    await readableWorkload(estate, credentials, id);
    const isExpected = readIfMatch(req.get('If-Match'));
    const plan = await updatePlan(
      estate,
      { credentials, request: req },
      { id, plan: readBody(req, planSchema), isExpected },
    );
    res.set('ETag', etagOf(plan.version)).json(plan);
  });

  router.post(
    '/workloads/:id/plan/approve-schedule',
    noBody,
    async (req, res) => {
      // An approval has a person who answers for it: a service cannot give one.
      const credentials = await httpAuth.credentials(req, { allow: ['user'] });
      const id = readId(req.params.id);
      await readableWorkload(estate, credentials, id);
      const plan = await approveSchedule(
        estate,
        { credentials, request: req },
        { id, isExpected: readIfMatch(req.get('If-Match')) },
      );
      res.set('ETag', etagOf(plan.version)).json(plan);
    },
  );

  router.post('/plans/bulk', jsonBody(1024), async (req, res) => {
    const credentials = await httpAuth.credentials(req, anyone);
    const change = readBody(req, bulkPlanSchema);
    res.json(await updatePlans(estate, { credentials, request: req }, change));
  });

  router.put('/target-links', jsonBody(1024), async (req, res) => {
    const credentials = await httpAuth.credentials(req, anyone);
    const links = readBody(req, targetLinksSchema);
    res.json(await linkTargets(estate, { credentials, request: req }, links));
  });
}
