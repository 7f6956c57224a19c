export { approvalCsvHeader, approvalCsvRecord } from './approvalCsv';
export * from './model';
export * from './period';
export { Unreadable as UnreadableApproval } from './parse';
export {
  readAlertRule,
  readApproval,
  readApprovalEvent,
  type AlertRule,
} from './readApproval';
export { readReconciliation } from './readReconciliation';
export * from './standing';
export * from './waiting';
