export * from './WorkloadAccess';
export * from './ownersPolicy';
export * from './workloadResources';
export * from './workloadRules';
