import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';

/**
 * moto, a fake of AWS that others wrote, on 127.0.0.1; `null` where it is not
 * installed (`pip install 'moto[server]'`).
 */
export async function startMoto(): Promise<{ url: string; stop(): Promise<void> } | null> {
  try {
    execFileSync('moto_server', ['--help'], { stdio: 'ignore' });
  } catch {
    return null;
  }
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  server.stderr.on('data', chunk => (said += chunk));
  // Python reads all of it first, which takes long on a busy machine.
  for (const end = Date.now() + 120_000; Date.now() < end; ) {
    await new Promise(resolve => setTimeout(resolve, 150));
    if (await fetch(`${url}/moto-api/data.json`).then(({ ok }) => ok, () => false)) return { url, stop: () => stop(server) };
    if (server.exitCode !== null) break;
  }
  await stop(server);
  throw new Error(`moto did not start: ${said}`);
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const ended = new Promise(resolve => server.once('exit', resolve));
  server.kill();
  await ended;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}
