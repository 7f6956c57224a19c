import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  isPermission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  type PermissionPolicy,
  type PolicyQuery,
  type PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import {
  attestPermission,
  batchMigrationPermissions,
  exemptionApprovePermission,
  historyReadPermission,
  planUpdatePermission,
  RESOURCE_TYPE_WORKLOAD,
  stepCompletePermission,
  workloadReadPermission,
} from 'backstage-plugin-batch-migration-common';

const SRE = 'group:default/sre';

const EVERYBODY_MAY = [workloadReadPermission, historyReadPermission];

const OWNER_MAY = [
  planUpdatePermission,
  attestPermission,
  stepCompletePermission,
  exemptionApprovePermission,
];

/**
 * An example policy: everybody reads, SREs do everything, owners plan,
 * attest and approve for their own workloads. Other plugins stay as open as in a new portal.
 */
export class DemoPolicy implements PermissionPolicy {
  async handle(
    request: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const { permission } = request;
    if (!batchMigrationPermissions.some(own => isPermission(permission, own))) {
      return { result: AuthorizeResult.ALLOW };
    }
    const ownership = user?.info.ownershipEntityRefs ?? [];
    if (
      EVERYBODY_MAY.some(own => isPermission(permission, own)) ||
      ownership.includes(SRE)
    ) {
      return { result: AuthorizeResult.ALLOW };
    }
    if (OWNER_MAY.some(own => isPermission(permission, own))) {
      return {
        result: AuthorizeResult.CONDITIONAL,
        pluginId: 'batch-migration',
        resourceType: RESOURCE_TYPE_WORKLOAD,
        conditions: {
          rule: 'IS_OWNER',
          resourceType: RESOURCE_TYPE_WORKLOAD,
          params: { owners: ownership },
        },
      };
    }
    return { result: AuthorizeResult.DENY };
  }
}

export default createBackendModule({
  pluginId: 'permission',
  moduleId: 'demo-policy',
  register(env) {
    env.registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy }) {
        policy.setPolicy(new DemoPolicy());
      },
    });
  },
});
