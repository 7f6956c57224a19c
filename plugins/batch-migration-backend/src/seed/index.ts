export { seedPlans, type SeedResult } from './seedPlans';
