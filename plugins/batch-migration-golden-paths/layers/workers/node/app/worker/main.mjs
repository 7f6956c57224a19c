import { handle } from './handle.mjs';
import { start } from './start.mjs';

await start({ handle });
