import {
  requirementsOf,
  type RequirementsResponse,
} from 'backstage-plugin-batch-migration-common';
import type { RouteContext } from './createRouter';
import { readOnce, readQuery } from './query';

/** What plans may ask for, by type of role. */
export function addRequirementRoutes({
  router,
  estate,
  httpAuth,
}: RouteContext): void {
  router.get('/requirements', async (req, res) => {
    await httpAuth.credentials(req, { allow: ['user', 'service'] });
    const roleType = readOnce(readQuery(req, ['roleType']), 'roleType');
    const { requirements } = estate;
    const answer: RequirementsResponse = {
      items:
        roleType === undefined
          ? [...requirements]
          : requirementsOf(roleType, requirements),
    };
    res.json(answer);
  });
}
