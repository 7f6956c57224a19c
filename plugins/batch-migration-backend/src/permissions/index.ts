export * from './WorkloadAccess';
export * from './workloadResources';
export * from './workloadRules';
