export { announceChanges } from './announceChanges';
export { currentRevision } from './currentRevision';
export { roundNow } from './roundNow';
