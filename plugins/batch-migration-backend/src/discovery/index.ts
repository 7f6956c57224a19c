export { Discovery, type DiscoveryResult } from './Discovery';
export { PLUGIN_ACTOR } from './importEvent';
export { knownLocations } from './knownLocations';
export { contentHash, takeInventory } from './takeInventory';
