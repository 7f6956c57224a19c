/** Prepares the portal from which the stories start: `node prepare.mjs <folder>`. */
import { preparePortal } from './portal.mjs';

await preparePortal(process.argv[2]);
