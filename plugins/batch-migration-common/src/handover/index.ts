export * from './model';
export { planHandover, type HandoverOptions } from './planHandover';
export { simulateHandover, type SimulationResult } from './simulateHandover';
