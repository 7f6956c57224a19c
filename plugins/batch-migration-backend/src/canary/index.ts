export { CanaryMetrics } from './CanaryMetrics';
export {
  canaryQuestions,
  readingsOf,
  trafficOf,
  waysOf,
  type Way,
} from './canaryQuestions';
