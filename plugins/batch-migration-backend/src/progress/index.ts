export { ProgressStore } from './ProgressStore';
export { scheduleSnapshots } from './scheduleSnapshots';
export { showForecast } from './showForecast';
export { showProgress, type ProgressRequest } from './showProgress';
export { takeSnapshot } from './takeSnapshot';
