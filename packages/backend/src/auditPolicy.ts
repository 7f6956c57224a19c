import {
  AuthorizeResult,
  isPermission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  createWorkloadConditionalDecision,
  workloadConditions,
} from 'backstage-plugin-batch-migration-backend';
import {
  batchMigrationPermissions,
  workloadReadPermission,
} from 'backstage-plugin-batch-migration-common';

/** Reads what is proven, and what is one's own. Changes nothing. */
export function auditPolicy(
  { permission }: PolicyQuery,
  user?: PolicyQueryUser,
): PolicyDecision {
  if (!batchMigrationPermissions.some(own => isPermission(permission, own))) {
    return { result: AuthorizeResult.ALLOW };
  }
  if (!isPermission(permission, workloadReadPermission)) {
    return { result: AuthorizeResult.DENY };
  }
  return createWorkloadConditionalDecision(permission, {
    anyOf: [
      workloadConditions.hasStage({ stages: ['proven', 'retired'] }),
      workloadConditions.isOwner({
        owners: user?.info.ownershipEntityRefs ?? [],
      }),
    ],
  });
}
