export { askExemptions } from './askExemptions';
export { approveSchedule } from './approveSchedule';
export { attest } from './attest';
export { changeStep } from './changeStep';
export { isSameHash, parseCaptureSecret } from './captureSecret';
export {
  issueCaptureToken,
  listCaptureTokens,
  revokeCaptureToken,
} from './captureTokens';
export { createWave, deleteWave, updateWave } from './changeWaves';
export {
  createCapture,
  type CaptureCaller,
  type HandedInCapture,
} from './createCapture';
export { actorOf, type Caller, type Estate } from './estate';
export { exportCsv, type CsvExport, type CsvRequest } from './exportCsv';
export { exportPlans } from './exportPlans';
export { importPlans, type PlanImport, type WrittenPlan } from './importPlans';
export { linkTargets } from './linkTargets';
export { listInventory } from './listInventory';
export { listSources, type KnownSource } from './listSources';
export { listWorkloads } from './listWorkloads';
export { previewGoldenPath } from './previewGoldenPath';
export { previewHandover } from './previewHandover';
export { previewLines } from './previewLines';
export { refreshEstate } from './refreshEstate';
export { createView, deleteView, readableView, updateView } from './savedViews';
export { showCanary } from './showCanary';
export { showDensity, type DensityRequest } from './showDensity';
export { showChanges } from './showChanges';
export { listExemptions } from './showExemptions';
export { showHead } from './showHead';
export { showRuns } from './showRuns';
export { showServerCost } from './showServerCost';
export { listServers, showServer } from './showServers';
export { showSummary } from './showSummary';
export { listWaves, noWave, showWave } from './showWaves';
export { readableWorkload, showWorkload } from './showWorkload';
export { approveExemption, withdrawExemption } from './signExemption';
export { stateGuardrail } from './stateGuardrail';
export { updatePlan } from './updatePlan';
export { updatePlans } from './updatePlans';
