/** The worker as the proof in worker-test/ runs it: its work is to write into a ledger. */
import { setTimeout as pause } from 'node:timers/promises';
import { start } from '../worker/start.mjs';

const ledger = process.env.LEDGER_URL;
const post = (path, body) => fetch(`${ledger}/${path}`, { method: 'POST', body: JSON.stringify(body) });

await start({
  handle: async ({ key, body, signal }) => {
    await post('began', { key, pid: process.pid });
    const { milliseconds = 0, poison = false } = JSON.parse(body);
    if (poison) throw new Error('poison');
    await pause(milliseconds, undefined, { signal });
    // The ledger takes a key once: the condition of an idempotent write.
    await post('done', { key, pid: process.pid });
  },
});
