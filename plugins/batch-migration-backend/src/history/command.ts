/** What `scripts/history/verify.mjs` is made of; the plugin itself needs none of it. */
export { openReadOnly } from './openReadOnly';
export { readHeadPlaces } from './readHistoryOptions';
export { reportHistory } from './reportHistory';
