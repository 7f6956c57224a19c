export { reassess, reassessDue, rebuild, type Difference } from './assessments';
export { cleanUp, type CleanedUp, type Retention } from './cleanUp';
export {
  EstateRefresh,
  OBSERVATION_ROUND,
  type EstateRefreshOptions,
} from './EstateRefresh';
export {
  ObservationLoop,
  type ObservationLoopOptions,
  type ObservationResult,
} from './ObservationLoop';
export { handOutShares } from './handOutShares';
export { listenToRunEvents } from './listenToRunEvents';
export { createMetrics, type ObservationMetrics } from './metrics';
export { ObservationWatch, type ObservationHealth } from './observationHealth';
export { RunEventIntake } from './RunEventIntake';
export { lookedAt } from './lookedAt';
export { SHARES } from './shares';
export { setUsesWindow, USES_WINDOW_MS, usesWindowMs } from './usesWindow';
