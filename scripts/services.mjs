import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SetupProblem } from './report.mjs';
import { root } from './toolchain.mjs';

/**
 * Starts `backstage-cli package start` in a package, which follows changes of
 * the sources. Its output goes to a log. The process leads a group of its
 * own, so that `stop` ends its children too.
 */
export function startPackage(name, { toolchain, logDirectory }) {
  return startNode(name, {
    toolchain,
    logDirectory,
    cwd: path.join(root, 'packages', name),
    args: [
      path.join(root, 'node_modules/@backstage/cli/bin/backstage-cli'),
      'package',
      'start',
    ],
  });
}

/** Starts the portal's backend from its sources, once and without following changes. */
export function startBackend({ toolchain, logDirectory, configs }) {
  return startNode('backend', {
    toolchain,
    logDirectory,
    cwd: path.join(root, 'packages/backend'),
    args: [
      '--require',
      path.join(root, 'node_modules/@backstage/cli/config/nodeTransform.cjs'),
      'src/index.ts',
      ...configs.flatMap(file => ['--config', file]),
    ],
  });
}

/** Starts Node in development mode with a log of its own. */
export function startNode(name, { toolchain, logDirectory, cwd, args }) {
  mkdirSync(logDirectory, { recursive: true });
  const logFile = path.join(logDirectory, `${name}.log`);
  const log = createWriteStream(logFile);
  const child = spawn(toolchain.node, args, {
    cwd,
    env: { ...toolchain.environment, NODE_ENV: 'development' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  const service = { name, logFile, child, exited: false };
  child.once('exit', () => {
    service.exited = true;
  });
  return service;
}

/**
 * Waits until the demo can be used: people can sign in, the estate has reached
 * the catalog, and both sides of it were looked at.
 */
export async function untilEstate(backend, url) {
  const signIn = await untilReady(backend, `${url}/api/auth/demo-sre/refresh`, {
    method: 'POST',
    headers: { 'X-Requested-With': 'XMLHttpRequest' },
  });
  const { token } = JSON.parse(signIn).backstageIdentity;
  await untilReady(
    backend,
    `${url}/api/catalog/entities/by-name/resource/default/bat000-scheduled-jobs`,
    { headers: { Authorization: `Bearer ${token}` } },
  );
  // Before the first round has ended nobody has looked at the targets.
  await untilReady(
    backend,
    `${url}/.backstage/health/v1/batch-migration`,
    {},
    text => JSON.parse(text).finishedAt !== null,
  );
}

/** One answer takes no longer. */
const ANSWER_MS = 5000;

/** Waits until the address answers with a success that is `enough`, and gives its text. */
export async function untilReady(service, url, init = {}, enough = () => true) {
  const seconds = 180;
  const deadline = Date.now() + seconds * 1000;
  while (Date.now() < deadline) {
    if (service.exited) {
      throw new SetupProblem(
        `The ${service.name} stopped while starting: ${lastError(
          service,
        )} (whole output: ${service.logFile})`,
      );
    }
    const text = await Promise.race([
      answerOf(url, init, enough),
      // A fetch was seen to wait for ever, its own limit notwithstanding.
      limit(ANSWER_MS),
    ]);
    if (text !== undefined) return text;
    await sleep(250);
  }
  throw new SetupProblem(
    `The ${service.name} was not ready after ${seconds} s: ${lastError(
      service,
    )} (whole output: ${service.logFile})`,
  );
}

async function answerOf(url, init, enough) {
  try {
    const response = await fetch(url, {
      ...init,
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const text = await response.text();
    return response.ok && enough(text) ? text : undefined;
  } catch {
    return undefined; // Not listening yet, or somebody else answers.
  }
}

function lastError({ logFile }) {
  const lines = readFileSync(logFile, 'utf8').trim().split('\n');
  return lines.filter(line => /error/i.test(line)).pop() ?? lines.pop() ?? '';
}

/** A service that takes longer to end is killed. */
const END_MS = 10_000;

/** For a race: who wins it must not wait for the end of this. */
const limit = milliseconds => sleep(milliseconds, undefined, { ref: false });

/** Ends the service and its children, and waits for it. */
export async function stop(service) {
  if (!service || service.exited) return;
  const ended = new Promise(resolve => service.child.once('exit', resolve));
  signalGroup(service, 'SIGTERM');
  await Promise.race([ended, limit(END_MS)]);
  if (!service.exited) signalGroup(service, 'SIGKILL');
}

function signalGroup({ child }, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
