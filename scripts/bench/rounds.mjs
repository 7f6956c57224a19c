import { createRequire } from 'node:module';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { root } from '../toolchain.mjs';

const common = path.join(root, 'plugins/batch-migration-common');
/** Resolves as the measured package does, peers included. */
const fromCommon = createRequire(path.join(common, 'package.json'));

export function peer(name) {
  return fromCommon(name);
}

/** A module of the measured package, from its sources. */
export function source(file) {
  return fromCommon(path.join(common, 'src', file));
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? sorted[middle]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Milliseconds of one call. */
export function timeOf(work) {
  const started = performance.now();
  work();
  return performance.now() - started;
}

/** Median milliseconds of several calls, after some that are not counted. */
export function medianTime(work, { rounds, warmUp }) {
  for (let i = 0; i < warmUp; i++) work();
  return median(Array.from({ length: rounds }, () => timeOf(work)));
}
