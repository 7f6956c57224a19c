import { NotFoundError } from '@backstage/errors';
import { changeStep } from '../operations';
import { jsonBody, readBody } from './body';
import type { RouteContext } from './createRouter';
import { STEP_ID, stepRequestSchema } from './stepSchema';
import { readId } from './workloadRoutes';

/** Doing the steps of a cutover, and taking them back. */
export function addStepRoutes({
  router,
  estate,
  httpAuth,
}: RouteContext): void {
  router.post('/workloads/:id/steps/:step', jsonBody(16), async (req, res) => {
    // A second person is a person: a service cannot say that it did a step.
    const credentials = await httpAuth.credentials(req, { allow: ['user'] });
    const { step: stepId } = req.params;
    if (!STEP_ID.test(stepId)) {
      throw new NotFoundError(`The plan has no step ${stepId}`);
    }
    res.json(
      await changeStep(
        estate,
        { credentials, request: req },
        {
          id: readId(req.params.id),
          stepId,
          asked: readBody(req, stepRequestSchema),
        },
      ),
    );
  });
}
