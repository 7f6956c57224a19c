export { seedHistory } from './seedHistory';
export { seedPlans, type SeedResult } from './seedPlans';
