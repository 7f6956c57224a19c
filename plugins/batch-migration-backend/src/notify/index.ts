export type { Telling } from './concerns';
export { scheduleNotifications } from './scheduleNotifications';
export { TOPICS, type Topic } from './topics';
export { tellOwners } from './tellOwners';
export { MESSAGE_LANGUAGES, type MessageLanguage } from './words';
