export * from './captureJson';
export { crontabsOf } from './captureCrontabs';
export * from './capturedInventory';
export * from './commandKey';
export * from './declaredInventory';
export * from './files';
export { groupInventory, type GroupInventory } from './groupInventory';
export {
  nextLapse,
  readMember,
  type MemberPlace,
  type MemberReading,
} from './memberReading';
export { memoryMibOf } from './memory';
export * from './osRelease';
export * from './processList';
export { shippedRuns } from './shippedRuns';
export type { CronLine } from './matchRuns';
export {
  describeUnknownServer,
  parseServerYaml,
  serverPlace,
  type DescribedRole,
  type DescribedWorkload,
  type ServerDescription,
} from './serverYaml';
