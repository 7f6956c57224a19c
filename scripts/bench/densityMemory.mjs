/** Prints the megabytes by which one first call of `density` lets this process grow. */
import { readFileSync } from 'node:fs';
import { say } from '../report.mjs';
import { densityOfEstate } from './density.mjs';

const MEGABYTE = 1024 * 1024;

/** The most that this process ever held in memory, in bytes. */
function peak() {
  try {
    const status = readFileSync('/proc/self/status', 'utf8');
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)[1]) * 1024;
  } catch {
    // Elsewhere than on Linux this may count what the parent held: more, never less.
    return process.resourceUsage().maxRSS * 1024;
  }
}

const work = densityOfEstate();
globalThis.gc();
const before = process.memoryUsage.rss();
work();
say(String((peak() - before) / MEGABYTE));
