export { Discovery, type DiscoveryResult } from './Discovery';
export { PLUGIN_ACTOR } from './importEvent';
export { importRuns } from './importRuns';
export { isNowhere, knownLocations } from './knownLocations';
export { MAX_REMOVED_SHARE } from './removalGuard';
export { contentHash, takeInventory } from './takeInventory';
