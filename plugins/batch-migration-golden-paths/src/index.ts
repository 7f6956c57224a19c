/**
 * Renders the repositories of the golden paths: the same answers and the same
 * work give the same bytes.
 *
 * @packageDocumentation
 */
export {
  type CommonAnswers,
  commonAnswers,
  type PlaceAnswers,
  placeAnswers,
  type Runtime,
  RUNTIMES,
} from './answers/commonAnswers';
export {
  isFargateSize,
  REPOSITORY_NAME,
  REPOSITORY_NAME_RULE,
} from './answers/limits';
export type { GoldenPath, PortalReader, RenderInput } from './goldenPath';
export { goldenPathOf } from './goldenPaths';
export { checkAnswers, type ScheduledJobAnswers } from './jobs/answers';
export { type AnswersInput, answersFromInput } from './jobs/answersInput';
export { type HostAnswers, hostAnswers } from './jobs/hostAnswers';
export { rulesOf } from './outputs/ecschedule';
export { OUTPUTS } from './outputs/ecsAnswers';
export { type JobDefinition, parseJobDefinitions } from './jobs/definition';
export { DEFAULT_TIME_LIMIT_MINUTES } from './jobs/limits';
export { prepareJobs } from './jobs/prepareJobs';
export {
  type GoldenPathRecord,
  parseRecord,
  RECORD_FILE,
  sameAnswers,
} from './record';
export {
  renderGoldenPath,
  type RepositoryInput,
  writeRepository,
} from './rendering/renderRepository';
export { givenAnswers } from './upgrade/givenAnswers';
export { type GitStore, openGitStore } from './upgrade/gitTree';
export type { ToSettle } from './upgrade/merge/toSettle';
export type { PrepareWork, TemplateVersion } from './upgrade/renderNewest';
export {
  type Upgrade,
  type UpgradeBranch,
  upgradeBranch,
  type UpgradeOptions,
  upgradeRepository,
} from './upgrade/upgradeRepository';
export {
  settleSentence,
  upgradeReport,
  upgradeTitle,
} from './upgrade/upgradeText';
export { defaultBranch, requireClean } from './upgrade/workingCopy';
export { contentPath } from './upgrade/templateFiles';
export { readState, type RepositoryState } from './upgrade/state';
export {
  type WorkerAnswersInput,
  workerAnswersFromInput,
} from './worker/answersInput';
export {
  parseWorkerDefinitions,
  type WorkerDefinition,
} from './worker/definition';
export { prepareWorkers } from './worker/prepareWorkers';
