export { CallLimits, type LimitedCall } from './CallLimits';
export { readLimits } from './readLimits';
