import { createServer } from 'node:net';
import { SetupProblem } from './report.mjs';

function listen(port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const { port: bound } = server.address();
      server.close(() => resolve(bound));
    });
  });
}

/** @throws SetupProblem when something listens on the port of 127.0.0.1 */
export async function requireFreePort(port, what) {
  try {
    await listen(port);
  } catch (error) {
    if (error.code !== 'EADDRINUSE') throw error;
    throw new SetupProblem(
      `Port ${port} of 127.0.0.1, which the ${what} needs, is in use: stop what listens there (lsof -i :${port} names it) and start again.`,
    );
  }
}

/** A port that was free a moment ago. */
export function freePort() {
  return listen(0);
}
