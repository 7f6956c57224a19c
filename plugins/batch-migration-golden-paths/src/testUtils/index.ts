/** For tests of packages that use the golden paths. */
export { answers } from './answers';
export { HOSTILE_COMMANDS } from './hostileCommands';
export { portal, workload } from './workload';
