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

const EVERYBODY_MAY = [workloadReadPermission, historyReadPermission];

/** Logs of patches may hold what the database holds. */
const AUDITORS_MAY = [approvalReadPermission];

const OWNERS_MAY = [
  planUpdatePermission,
  attestPermission,
  stepCompletePermission,
  exemptionApprovePermission,
];

/**
 * The part of a policy that decides the permissions of Batch Migration:
 * everybody reads, owners plan, attest, tick steps and approve for their own
 * workloads, who belongs to one of `mayAudit` reads who asked for patches and
 * sessions and what they left, and who belongs to one of `mayAll` does
 * everything.
 *
 * @param mayAll - groups or users, such as `group:default/sre`
 * @param mayAudit - the same, such as `group:default/audit`; nobody by default
 * @returns `undefined` for the permissions of other plugins
 */
export function ownersPolicy(
  { permission }: PolicyQuery,
  user: PolicyQueryUser | undefined,
  {
    mayAll,
    mayAudit = [],
  }: { mayAll: readonly EntityRef[]; mayAudit?: readonly EntityRef[] },
): PolicyDecision | undefined {
  if (!batchMigrationPermissions.some(own => isPermission(permission, own))) {
    return undefined;
  }
  const owners = user?.info.ownershipEntityRefs ?? [];
  const isOne = (of: readonly EntityRef[]) =>
    owners.some(owner => of.includes(owner));
  const isAmong = (some: typeof batchMigrationPermissions) =>
    some.some(own => isPermission(permission, own));
  if (
    isAmong(EVERYBODY_MAY) ||
    isOne(mayAll) ||
    (isAmong(AUDITORS_MAY) && isOne(mayAudit))
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
