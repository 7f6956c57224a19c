import { InputError, NotFoundError } from '@backstage/errors';
import {
  EXEMPTION_STATES,
  type ExemptionState,
} from 'backstage-plugin-batch-migration-common';
import {
  approveExemption,
  askExemptions,
  listExemptions,
  withdrawExemption,
} from '../operations';
import { jsonBody, readBody } from './body';
import type { RouteContext } from './createRouter';
import { exemptionSchema } from './exemptionSchema';
import { noBody } from './noBody';
import { readLimit, readOnce, readQuery, readValues } from './query';
import { readId } from './workloadRoutes';

function readExemptionId(id: string): number {
  if (!/^\d{1,9}$/.test(id)) {
    throw new NotFoundError(`No exemption has the id ${id.slice(0, 50)}`);
  }
  return Number(id);
}

/** @throws InputError naming a state that there is not */
export function readStates(query: URLSearchParams): ExemptionState[] {
  return readValues(query, 'state').map(value => {
    const state = EXEMPTION_STATES.find(known => known === value);
    if (state) return state;
    throw new InputError(
      `state must be one of ${EXEMPTION_STATES.join(', ')}, got: ${value}`,
    );
  });
}

/** Who answers for workloads that stand still. */
export function addExemptionRoutes({
  router,
  estate,
  httpAuth,
}: RouteContext): void {
  // Who answers for something is a person: a service cannot.
  const people = { allow: ['user' as const] };

  router.get('/exemptions', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const query = readQuery(req, ['workload', 'state', 'limit', 'cursor']);
    const workload = readOnce(query, 'workload');
    res.json(
      await listExemptions(estate, credentials, {
        ...(workload !== undefined && { workloadId: readId(workload) }),
        states: readStates(query),
        limit: readLimit(query),
        cursor: readOnce(query, 'cursor'),
      }),
    );
  });

  router.post('/exemptions', jsonBody(64), async (req, res) => {
    const credentials = await httpAuth.credentials(req, people);
    const items = await askExemptions(
      estate,
      { credentials, request: req },
      readBody(req, exemptionSchema),
    );
    res.status(201).json({ items });
  });

  router.post('/exemptions/:id/approve', noBody, async (req, res) => {
    const credentials = await httpAuth.credentials(req, people);
    const id = readExemptionId(req.params.id);
    res.json(await approveExemption(estate, { credentials, request: req }, id));
  });

  router.delete('/exemptions/:id', async (req, res) => {
    const credentials = await httpAuth.credentials(req, people);
    const id = readExemptionId(req.params.id);
    res.json(
      await withdrawExemption(estate, { credentials, request: req }, id),
    );
  });
}
