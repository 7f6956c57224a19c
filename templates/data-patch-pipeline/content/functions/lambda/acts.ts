import { actsHandler } from '../../people/approval/actsHandler';
import { patchesFromEnvironment } from '../environment';
import { follower } from '../follow';

const { approvals, store, teller, log } = patchesFromEnvironment();

/** Reads what people did in Slack. */
export const handler = actsHandler({ approvals: approvals(), follow: follower({ store: store(), teller: teller() }), log });
