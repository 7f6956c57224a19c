export { recordSeenSteps, type Looked } from './recordSeenSteps';
export { seeSteps, showCutover } from './showCutover';
export { stepEvent } from './stepEvent';
