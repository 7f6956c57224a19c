/** `npm run setup`: installs without starting anything. */
import { run, say } from './report.mjs';
import { prepareToolchain } from './toolchain.mjs';

await run(async () => {
  prepareToolchain();
  say(
    'Everything is installed. `npm start` opens the portal, `npm test` checks it.',
  );
});
