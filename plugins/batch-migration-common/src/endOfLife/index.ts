export {
  END_OF_LIFE_FACT,
  withEndOfLife,
  type LifeCycle,
  type StatedEndOfLife,
} from './lifeCycle';
export { LIFE_CYCLES } from './distributions';
export { operatingSystemOf, type OperatingSystem } from './operatingSystem';
