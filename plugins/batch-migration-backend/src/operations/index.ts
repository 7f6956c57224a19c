export type { Caller, Estate } from './estate';
export { linkTargets } from './linkTargets';
export { listWorkloads } from './listWorkloads';
export { refreshEstate } from './refreshEstate';
export { showRuns } from './showRuns';
export { listServers, showServer } from './showServers';
export { showSummary } from './showSummary';
export { readableWorkload, showWorkload } from './showWorkload';
export { updatePlan } from './updatePlan';
