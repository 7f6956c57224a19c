export { createRouter } from './createRouter';
export { createHealthRouter } from './healthRoutes';
