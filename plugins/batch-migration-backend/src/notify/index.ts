export { scheduleNotifications } from './scheduleNotifications';
export { tellOwners } from './tellOwners';
