export { Discovery, type DiscoveryResult } from './Discovery';
export { PLUGIN_ACTOR } from './importEvent';
