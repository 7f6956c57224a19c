import { createServer } from 'node:http';
import { once } from 'node:events';

/**
 * Stands for the place to which a worker writes: it takes each key once, as a
 * database does with a unique key, and remembers every attempt.
 */
export async function startLedger() {
  const ledger = {
    /** Keys as they were begun, also more than once. */
    began: [],
    /** Key → number of writes that took effect: never more than 1. */
    done: new Map(),
    /** Writes that came too late. */
    repeated: [],
  };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    const { key, pid } = JSON.parse(body);
    if (request.url === '/began') ledger.began.push({ key, pid });
    else if (ledger.done.has(key)) ledger.repeated.push(key);
    else ledger.done.set(key, pid);
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return Object.assign(ledger, {
    url: `http://127.0.0.1:${server.address().port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  });
}
