export { Approvals } from './Approvals';
export { askSession } from './askSession';
export { Emails } from './Emails';
export { exportApprovals } from './exportApprovals';
export { listApprovals, type ApprovalsRequest } from './listApprovals';
export { readLog } from './readLog';
export { showApproval } from './showApproval';
export { showWorkloadApprovals } from './showWorkloadApprovals';
