import { followUpHandler } from '../followUp/run';
import { fromEnvironment } from './environment';

const { followUps, evidence } = fromEnvironment();

/** Reads the follow-up queue: timers, and the hourly sweep. */
export const handler = followUpHandler(followUps(), () => evidence().repair());
