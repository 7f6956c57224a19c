export * from './model';
export * from './inventory';
export { agreedSchedule, isApproved, isSameIntention } from './agreedSchedule';
export { assess } from './assess';
export { NO_PROBE_YET } from './blockers';
export * from './driftModel';
export { compareByDanger, type DangerRow } from './compareByDanger';
export { daysOfSides } from './daysOfSides';
export { MAX_TICKS } from './dueInstants';
export { dueTicks } from './dueTicks';
export { specsOfDetail } from './fires';
export { knowAt, toHistory, type Knowledge } from './freshness';
export { hostLoadOf, type HostJob, type HostTool } from './hostLoad';
export {
  MEASURED_RUNS,
  UNSEEN_ENDS,
  longestRunOf,
  type KnownLongestRun,
} from './longestRun';
export { atKeptLocations } from './keepLocations';
export { maskSecrets, type MaskedText } from './maskSecrets';
export {
  ITEM_CHANGES,
  matchInventory,
  type InventoryMatch,
  type ItemChange,
  type KnownLocation,
  type MatchedItem,
} from './matchInventory';
export { newestFact } from './newestFact';
export { placementOf } from './placement';
export { countByStage, isDone } from './progress';
export { hostOf, hostOfServer, locationId } from './places';
export { schedulesInForce, type SchedulesInForce } from './schedulesInForce';
export { SERVER_ORDERS, serverOrderKey, type ServerOrder } from './serverOrder';
export {
  VERDICT_GROUPS,
  serverVerdict,
  type ServerVerdict,
  type VerdictRow,
} from './serverVerdict';
export { RUN_EARLY_MS, RUN_LATE_MS } from './runSights';
export { knowLocationAt, sidesOf } from './sides';
export { speaksTls12 } from './speaksTls12';
export { SOAK_DAYS, SOAK_RULES } from './soak';
export { needsReason } from './stage';
export { steadyDetail } from './steadyDetail';
export { summarize, type SummaryCounts, type SummaryRow } from './summarize';
