export * from './model';
export * from './plan';
export { planHandover } from './planHandover';
export { handoverCandidates } from './candidates';
export { gapsAround } from './lane';
export { placeWords } from './places';
export { toRunbook, type RunbookOptions } from './runbook';
export { reasonOf, type HandoverLanguage } from './reasons';
export { stepWordsOf, type StepWords, type WordOptions } from './stepWords';
export {
  seededRandom,
  simulateHandover,
  type SimulationOptions,
  type SimulationResult,
} from './simulateHandover';
