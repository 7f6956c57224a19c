import { buildsHandler } from '../builds';
import { patchesFromEnvironment } from '../environment';

const { finishing, sweep, arrived, given } = patchesFromEnvironment();
const all = finishing();

/** Called by the rule for ends of builds, and every quarter of an hour. */
export const handler = buildsHandler({ project: given('PROJECT'), ended: build => all.ended(build), sweep: sweep(all), canary: arrived() });
