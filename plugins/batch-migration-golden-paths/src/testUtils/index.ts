/** For tests of packages that use the golden paths. */
export { answers } from './answers';
export { bastionForm } from './bastionForm';
export { HOSTILE_COMMANDS } from './hostileCommands';
export { patchForm } from './patchForm';
export { portal, workload } from './workload';
