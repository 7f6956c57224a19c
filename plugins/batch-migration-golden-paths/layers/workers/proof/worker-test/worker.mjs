import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const app = join(import.meta.dirname, '..', 'app');
const node = join(app, 'test', 'worker-under-test.mjs');
const ruby = join(app, 'test', 'worker_under_test.rb');

/** How the worker of this repository is started. */
const command = existsSync(ruby) ? ['ruby', ruby] : [process.execPath, node];

/** Why the proof cannot run here; `false` where it can. */
export const missing =
  command[0] === 'ruby' && spawnSync('ruby', ['--version']).error
    ? 'not run: ruby is not installed on this machine'
    : false;

/** One worker process, as ECS would start it. */
export function startWorker(queue, ledger, environment = {}) {
  const child = spawn(command[0], command.slice(1), {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env.PATH,
      QUEUE_URL: queue.url,
      LEDGER_URL: ledger.url,
      AWS_ENDPOINT_URL_SQS: new URL(queue.url).origin,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'none',
      AWS_SECRET_ACCESS_KEY: 'none',
      RECEIVE_WAIT_SECONDS: '1',
      VISIBILITY_SECONDS: '30',
      MAX_PROCESSING_SECONDS: '60',
      RETRY_SECONDS: '0',
      ...environment,
    },
  });
  let log = '';
  child.stdout.on('data', part => (log += part));
  const exited = new Promise(resolve => child.once('exit', (code, signal) => resolve({ code, signal })));
  return {
    pid: child.pid,
    exited,
    log: () => log,
    signal: name => child.kill(name),
    async stop() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
