import { NotFoundError } from '@backstage/errors';
import { showCanary, stateGuardrail } from '../operations';
import { jsonBody, readBody } from './body';
import { guardrailStatementSchema } from './canarySchema';
import type { RouteContext } from './createRouter';
import { STEP_ID } from './stepSchema';
import { readId } from './workloadRoutes';

/** A service that moves by weights: who gets which stack, and whether it holds. */
export function addCanaryRoutes({
  router,
  estate,
  httpAuth,
}: RouteContext): void {
  router.get('/workloads/:id/canary', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    await estate.limits.take('canary', credentials);
    res.json(await showCanary(estate, credentials, readId(req.params.id)));
  });

  router.post(
    '/workloads/:id/guardrails/:guardrail',
    jsonBody(16),
    async (req, res) => {
      // A statement has an author: a service cannot make one.
      const credentials = await httpAuth.credentials(req, { allow: ['user'] });
      const { guardrail: guardrailId } = req.params;
      if (!STEP_ID.test(guardrailId)) {
        throw new NotFoundError(`The plan has no guardrail ${guardrailId}`);
      }
      res.status(201).json(
        await stateGuardrail(
          estate,
          { credentials, request: req },
          {
            id: readId(req.params.id),
            guardrailId,
            said: readBody(req, guardrailStatementSchema),
          },
        ),
      );
    },
  );
}
