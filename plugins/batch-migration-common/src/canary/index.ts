export * from './model';
export {
  countRequests,
  compareSeries,
  within,
  type CanarySeries,
  type PairedSeries,
  type SideTraffic,
} from './compareSeries';
export {
  guardrailViews,
  type GuardrailReading,
  type GuardrailVerdict,
  type GuardrailView,
  type MetricReading,
} from './guardrails';
export {
  SHARE_TOLERANCE,
  trafficSplit,
  type CountedRequests,
  type HeaderRule,
  type SeenPlace,
  type StackView,
  type TrafficSplit,
} from './trafficSplit';
export {
  weightTrack,
  type Bake,
  type TrackPoint,
  type TrackState,
  type WeightTrack,
} from './weightTrack';
