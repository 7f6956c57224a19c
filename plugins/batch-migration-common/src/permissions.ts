import { createPermission } from '@backstage/plugin-permission-common';

/** Resource type of the permissions that are decided per workload. */
export const RESOURCE_TYPE_WORKLOAD = 'batch-migration-workload';

export const workloadReadPermission = createPermission({
  name: 'batchMigration.workload.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_WORKLOAD,
});

export const planUpdatePermission = createPermission({
  name: 'batchMigration.plan.update',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_WORKLOAD,
});

export const attestPermission = createPermission({
  name: 'batchMigration.attest',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_WORKLOAD,
});

export const stepCompletePermission = createPermission({
  name: 'batchMigration.step.complete',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_WORKLOAD,
});

/** Answering for what somebody else asked: an exemption, a schedule that is meant to differ. */
export const exemptionApprovePermission = createPermission({
  name: 'batchMigration.exemption.approve',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_WORKLOAD,
});

export const inventoryRefreshPermission = createPermission({
  name: 'batchMigration.inventory.refresh',
  attributes: { action: 'update' },
});

export const captureCreatePermission = createPermission({
  name: 'batchMigration.capture.create',
  attributes: { action: 'create' },
});

/** Issuing, listing and revoking tokens with which a host hands in its own captures. */
export const captureTokenManagePermission = createPermission({
  name: 'batchMigration.captureToken.manage',
  attributes: { action: 'update' },
});

/** Reading the head of the history, which commits to all events and tells none. */
export const historyReadPermission = createPermission({
  name: 'batchMigration.history.read',
  attributes: { action: 'read' },
});

/** Saying that a target which nobody linked replaces nothing, and taking it back. */
export const targetDismissPermission = createPermission({
  name: 'batchMigration.target.dismiss',
  attributes: { action: 'update' },
});

/** Reading who asked for patches and sessions, who approved, what ran, and its log. */
export const approvalReadPermission = createPermission({
  name: 'batchMigration.approval.read',
  attributes: { action: 'read' },
});

/** Asking for a session on a bastion, in one's own name; people approve it elsewhere. */
export const sessionRequestPermission = createPermission({
  name: 'batchMigration.session.request',
  attributes: { action: 'create' },
});

export const batchMigrationPermissions = [
  workloadReadPermission,
  planUpdatePermission,
  attestPermission,
  stepCompletePermission,
  exemptionApprovePermission,
  inventoryRefreshPermission,
  captureCreatePermission,
  captureTokenManagePermission,
  historyReadPermission,
  targetDismissPermission,
  approvalReadPermission,
  sessionRequestPermission,
];
