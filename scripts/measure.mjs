/**
 * `npm run measure`: what the README's table says. Both commands run in a
 * fresh clone of the last commit with an empty HOME; memory is the largest
 * sum of the resident memory of all their processes (Linux only).
 */
import { execFileSync, spawn } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { run, say, SetupProblem } from './report.mjs';
import { root } from './toolchain.mjs';

const READY = /Ready after \d+ s/;

await run(async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'batch-migration-measure-'));
  const clone = path.join(folder, 'clone');
  const home = path.join(folder, 'home');
  mkdirSync(home);
  try {
    execFileSync('git', ['clone', '--quiet', root, clone]);
    const rows = [
      await measure('`npm start`, first', 'start', {
        clone,
        home,
        until: READY,
      }),
      await measure('`npm start`, second', 'start', {
        clone,
        home,
        until: READY,
      }),
      await measure('`npm test`', 'test', { clone, home }),
    ];
    say(`\n${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB\n`);
    say('| command | time | peak memory |\n| --- | --- | --- |');
    for (const { title, seconds, memory } of rows) {
      say(
        `| ${title} | ${duration(seconds)} | ${(memory / 2 ** 30).toFixed(
          1,
        )} GiB |`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** Runs an npm script to its end, or until its output matches. */
function measure(title, script, { clone, home, until }) {
  say(`Measuring ${title} …`);
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn('npm', [script], {
      cwd: clone,
      env: { ...process.env, HOME: home, CI: 'true' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let memory = 0;
    let seconds;
    const sampling = setInterval(() => {
      memory = Math.max(memory, residentMemory(child.pid));
    }, 500);
    const take = chunk => {
      output += chunk;
      if (until?.test(output) && seconds === undefined) {
        seconds = (performance.now() - started) / 1000;
        memory = Math.max(memory, residentMemory(child.pid));
        for (const pid of descendants(child.pid)) signal(pid, 'SIGTERM');
      }
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('error', reject);
    child.once('exit', code => {
      clearInterval(sampling);
      if (until ? seconds === undefined : code !== 0) {
        reject(
          new SetupProblem(
            `${title} ended with ${code}: ${output.trim().split('\n').pop()}`,
          ),
        );
        return;
      }
      resolve({
        title,
        memory,
        seconds: seconds ?? (performance.now() - started) / 1000,
      });
    });
  });
}

function residentMemory(pid) {
  return [pid, ...descendants(pid)].reduce((sum, one) => {
    const resident = readProc(one, 'status')?.match(/^VmRSS:\s+(\d+) kB/m);
    return sum + Number(resident?.[1] ?? 0) * 1024;
  }, 0);
}

/** All processes that a process started, and those that they started. */
function descendants(pid) {
  const parents = new Map();
  for (const entry of readdirSync('/proc').filter(name => /^\d+$/.test(name))) {
    const parent = readProc(entry, 'stat')?.match(/\) \S (\d+)/)?.[1];
    if (parent) parents.set(Number(entry), Number(parent));
  }
  const found = [pid];
  for (const parent of found) {
    for (const [child, of] of parents) if (of === parent) found.push(child);
  }
  return found.slice(1);
}

function readProc(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    // It ended meanwhile.
    return undefined;
  }
}

function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

function duration(seconds) {
  return seconds < 90
    ? `${Math.round(seconds)} s`
    : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
