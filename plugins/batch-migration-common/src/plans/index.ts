export {
  differingPlanFields,
  mergePlans,
  PLAN_FIELDS,
  planChanges,
  withIntention,
  type MergedPlan,
  type PlanField,
} from './planFields';
export {
  MAX_FILE_PLANS,
  MAX_PLAN_FILE,
  PLAN_FILE_KIND,
  PLAN_FILE_SCHEMA,
  PLAN_FILE_VERSION,
} from './planFile';
export {
  newPlanProblems,
  planProblems,
  type PlanProblem,
} from './planProblems';
export {
  readPlanFile,
  type PlanFileEntry,
  type PlanFileReading,
} from './readPlanFile';
export { type FileIssue } from './readYaml';
export {
  PLAN_FILE_EMPTY,
  PLAN_FILE_LIST,
  planFileEntry,
  planFileHead,
  type PlannedWorkload,
} from './writePlanFile';
