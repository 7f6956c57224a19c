export { approvalCsvHeader, approvalCsvRecord } from './approvalCsv';
export * from './model';
export { Unreadable as UnreadableApproval } from './parse';
export { readApproval, readApprovalEvent } from './readApproval';
export { readReconciliation } from './readReconciliation';
export * from './standing';
export * from './waiting';
