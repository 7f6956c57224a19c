export * from './library';
export * from './checkRequirement';
