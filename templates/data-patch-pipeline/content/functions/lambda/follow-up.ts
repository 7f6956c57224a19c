import { followUpHandler } from '../../people/followUp/run';
import { patchesFromEnvironment } from '../environment';

const { approvals, followUps, evidence } = patchesFromEnvironment();

/** Reads the follow-up queue: timers, and the hourly sweep. With the facts of runs, or an expiry would take them out of the first message. */
export const handler = followUpHandler(followUps(approvals()), () => evidence().repair());
