import { spawn, spawnSync } from 'node:child_process';
import { type AddressInfo, createServer } from 'node:net';
import { AwsClients } from './clients';

/** moto's own account: an emulated client is in it without assuming a role. */
export const MOTO_ACCOUNT = '123456789012';

export const motoCredentials = async () => ({
  accessKeyId: 'test',
  secretAccessKey: 'test',
});

/** Clients that ask one server for every service, as `mode: live` with an `endpoint` does. */
export const liveAt = (endpoint: string) =>
  new AwsClients({
    answers: {
      mode: 'live',
      endpoint,
      credentials: {
        getCredentialProvider: async () => ({
          sdkCredentialProvider: motoCredentials,
        }),
      },
    },
  });

const hasMoto =
  spawnSync('moto_server', ['--help'], { stdio: 'ignore' }).status === 0;

/**
 * `describe` where moto_server is installed; else a line says that nothing was
 * run. A file without other tests is called `*.moto.test.ts`, which `npm test`
 * leaves out there.
 */
export const describeWithMoto: (name: string, tests: () => void) => void =
  hasMoto
    ? describe
    : name => {
        process.stderr.write(
          `NOT RUN: ${name}, because moto_server is not installed\n`,
        );
      };

/** Starts a moto_server of its own; `stop` ends it. */
export async function startMoto(): Promise<{
  endpoint: string;
  stop(): void;
}> {
  const socket = createServer();
  await new Promise<void>(done => socket.listen(0, '127.0.0.1', done));
  const { port } = socket.address() as AddressInfo;
  await new Promise(done => socket.close(done));

  const endpoint = `http://127.0.0.1:${port}`;
  const moto = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], {
    stdio: 'ignore',
  });
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const up = await fetch(`${endpoint}/moto-api/data.json`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (up) return { endpoint, stop: () => moto.kill() };
    await new Promise(done => setTimeout(done, 200));
  }
  moto.kill();
  throw new Error('moto_server did not start within a minute');
}
