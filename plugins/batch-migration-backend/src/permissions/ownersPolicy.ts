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
  approvalReadPermission,
  attestPermission,
  batchMigrationPermissions,
  exemptionApprovePermission,
  historyReadPermission,
  planUpdatePermission,
  stepCompletePermission,
  workloadReadPermission,
  type EntityRef,
} from 'backstage-plugin-batch-migration-common';
import {
  createWorkloadConditionalDecision,
  workloadConditions,
} from './workloadRules';

const EVERYBODY_MAY = [
  workloadReadPermission,
  historyReadPermission,
  approvalReadPermission,
];

const OWNERS_MAY = [
  planUpdatePermission,
  attestPermission,
  stepCompletePermission,
  exemptionApprovePermission,
];

/**
 * The part of a policy that decides the permissions of Batch Migration:
 * everybody reads, owners plan, attest, tick steps and approve for their own
 * workloads, and who belongs to one of `mayAll` does everything.
 *
 * @param mayAll - groups or users, such as `group:default/sre`
 * @returns `undefined` for the permissions of other plugins
 */
export function ownersPolicy(
  { permission }: PolicyQuery,
  user: PolicyQueryUser | undefined,
  { mayAll }: { mayAll: readonly EntityRef[] },
): PolicyDecision | undefined {
  if (!batchMigrationPermissions.some(own => isPermission(permission, own))) {
    return undefined;
  }
  const owners = user?.info.ownershipEntityRefs ?? [];
  if (
    EVERYBODY_MAY.some(own => isPermission(permission, own)) ||
    owners.some(owner => mayAll.includes(owner))
  ) {
    return { result: AuthorizeResult.ALLOW };
  }
  const owned = OWNERS_MAY.find(own => isPermission(permission, own));
  return owned
    ? createWorkloadConditionalDecision(
        owned,
        workloadConditions.isOwner({ owners }),
      )
    : { result: AuthorizeResult.DENY };
}
