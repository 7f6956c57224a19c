export {
  lookedAt,
  reassess,
  reassessDue,
  rebuild,
  type Difference,
} from './assessments';
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
