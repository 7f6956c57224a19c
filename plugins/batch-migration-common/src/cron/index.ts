export type {
  Cron,
  CrontabDialect,
  CrontabIssue,
  IssueSeverity,
} from './types';
export { CRONS, CRONTAB_DIALECTS } from './types';
export {
  parseCrontab,
  LINE_KINDS,
  type CrontabOptions,
  type LineKind,
  type ParsedCrontab,
} from './parseCrontab';
export type { CrontabJob } from './crontabJob';
export type { FileVerdict } from './fileRules';
export type { Wrappers } from './wrappers';
export { readWrappers } from './wrappers';
export { RUNTIMES, nameOfCommand, type Runtime } from './runtime';
export {
  occurrences,
  occurrenceTimes,
  nextOccurrences,
  scheduleProblem,
} from './occurrences';
export { describeSchedule, type DescriptionLanguage } from './describe';
export { isEventBridgeExpression, validateEventBridge } from './eventBridge';
export {
  parseEventBridgeSchedule,
  type EventBridgeScheduleOptions,
  type ParsedEventBridgeSchedule,
} from './eventBridgeSchedule';
export { toEventBridge, type Translation } from './toEventBridge';
export {
  compareSchedules,
  DIFFERENCE_CAUSES,
  type DifferenceCause,
} from './compare';
export { translate } from './translate';
export { previewCrontab, type PreviewDefaults } from './preview';
export {
  parseSidekiqSchedule,
  type ParsedSidekiqSchedule,
  type SidekiqJob,
} from './sidekiq';
export {
  parseSystemdTimer,
  type ParsedSystemdTimer,
  type SystemdJob,
  type SystemdTimerOptions,
  type SystemdTrigger,
} from './parseSystemdTimer';
export type { SystemdService } from './systemdService';
export { UNIT_LINE_KINDS, type UnitLineKind } from './systemdUnit';
export { isTimezone } from './zone';
export { guessDialect, type DialectGuess } from './guessDialect';
export { density, type Density } from './density';
export {
  FARGATE_RULES,
  fargateSizeOf,
  fitFargate,
  type FargateFit,
  type FargateJob,
  type FargateRule,
} from './fitFargate';
export type { FargateSize } from './fargateSizes';
export {
  maskCrontab,
  type MaskedCrontab,
  type MaskedLine,
} from './maskCrontab';
