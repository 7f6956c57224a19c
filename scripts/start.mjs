/** `npm start`: the portal on a real legacy estate, both halves on 127.0.0.1. */
import path from 'node:path';
import { requireFreePort } from './ports.mjs';
import { run, say } from './report.mjs';
import { startPackage, stop, untilReady, untilEstate } from './services.mjs';
import { prepareToolchain, root } from './toolchain.mjs';

const FRONTEND_PORT = 3000;
const BACKEND_PORT = 7007;

await run(async () => {
  await requireFreePort(FRONTEND_PORT, 'portal');
  await requireFreePort(BACKEND_PORT, 'backend');
  const toolchain = prepareToolchain();

  const logDirectory = path.join(root, '.data/logs');
  say(
    'Starting the backend on 127.0.0.1:7007 and the portal on 127.0.0.1:3000 …',
  );
  const started = Date.now();
  const backend = startPackage('backend', { toolchain, logDirectory });
  const app = startPackage('app', { toolchain, logDirectory });

  let stopping = false;
  const stopAll = async () => {
    stopping = true;
    await Promise.all([stop(app), stop(backend)]);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, async () => {
      await stopAll();
      process.exit(0);
    });
  }

  try {
    await Promise.all([
      untilEstate(backend, `http://127.0.0.1:${BACKEND_PORT}`),
      untilReady(app, `http://127.0.0.1:${FRONTEND_PORT}/`),
    ]);
  } catch (error) {
    await stopAll();
    throw error;
  }

  say(`
Ready after ${Math.round(
    (Date.now() - started) / 1000,
  )} s: http://localhost:${FRONTEND_PORT}

  Sign in as Mori, the SRE, and look first at
  1. the dangers on http://localhost:${FRONTEND_PORT}/batch-migration: what is wrong in production now
  2. the server bat000: why it cannot be shut down
  3. its scheduled jobs: choose some and press Migrate

  The estate is invented; its clock stands at 12 February 2026. Nothing reaches AWS.
  Logs: .data/logs/ · everything it keeps: .data/ · stop with Ctrl+C
`);

  for (const service of [backend, app]) {
    service.child.once('exit', async () => {
      if (stopping) return;
      await stopAll();
      process.stderr.write(
        `The ${service.name} stopped; its log says why: ${service.logFile}\n`,
      );
      process.exit(1);
    });
  }
});
