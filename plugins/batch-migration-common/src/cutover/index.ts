export * from './model';
export { seeConditions, type SeeCondition } from './conditions';
export {
  changedDoneSteps,
  decideStep,
  STEP_ACTIONS,
  type StepAction,
  type StepDecision,
} from './decide';
export { stepsOfHandover, type HandoverStepWords } from './fromHandover';
export {
  cutoverOf,
  needsSecond,
  stepProgress,
  type StepProgress,
} from './progress';
export * from './templates';
