import { patchesFromEnvironment } from '../environment';
import { startHandler } from '../start';

const { starting, portalRole } = patchesFromEnvironment();
const all = starting();

/** Called by `npm run patch -- start`, through an API that asks IAM who calls. */
export const handler = startHandler({ start: (...given) => all.start(...given), portalRole });
