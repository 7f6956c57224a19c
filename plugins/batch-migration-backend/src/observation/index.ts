export {
  lookedAt,
  reassess,
  reassessDue,
  rebuild,
  type Difference,
} from './assessments';
export { EstateRefresh, type EstateRefreshOptions } from './EstateRefresh';
export {
  ObservationLoop,
  type ObservationLoopOptions,
  type ObservationResult,
} from './ObservationLoop';
