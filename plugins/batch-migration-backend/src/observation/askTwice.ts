import { setTimeout as sleep } from 'node:timers/promises';
import { NoAnswerError, withTimeout } from './withTimeout';

/** A probe that failed is asked again after at most this time, in milliseconds. */
const BACKOFF_MS = 1_000;

export interface AskOptions {
  timeoutMs: number;
  signal?: AbortSignal;
  backoffMs?: number;
}

/**
 * Asks, and asks once more after a wait with full jitter, so that replicas and
 * probes which failed together do not come back together. What used up its
 * time is not asked again: it would use it up twice.
 *
 * @throws why the second call failed
 */
export async function askTwice<T>(
  call: (signal: AbortSignal) => Promise<T>,
  { timeoutMs, signal, backoffMs = BACKOFF_MS }: AskOptions,
): Promise<T> {
  const startedAt = performance.now();
  try {
    return await withTimeout(call, timeoutMs, signal);
  } catch (error) {
    // Timers may fire a little before the clock has got there.
    if (error instanceof NoAnswerError) throw error;
    const left = timeoutMs - (performance.now() - startedAt);
    const wait = Math.random() * backoffMs;
    if (signal?.aborted || left <= wait) throw error;
    await sleep(wait, undefined, { signal });
    return withTimeout(call, timeoutMs, signal);
  }
}
