export {
  ASSUMED_RUN_SECONDS,
  type DensityJob,
  type DensityOptions,
  type DensityTool,
} from './model';
export { weekDensity } from './weekDensity';
export { usualRunSeconds } from './runLength';
export { startsWithin, usesAtThatTime } from './startsWithin';
