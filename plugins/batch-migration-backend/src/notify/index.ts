export { scheduleNotifications } from './scheduleNotifications';
export { tellOwners } from './tellOwners';
export { MESSAGE_LANGUAGES, type MessageLanguage } from './words';
