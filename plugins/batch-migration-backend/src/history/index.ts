export { createPublishers } from './publishers';
export { readHeadPlaces, type HeadPlace } from './readHistoryOptions';
export { scheduleHeads } from './scheduleHeads';
