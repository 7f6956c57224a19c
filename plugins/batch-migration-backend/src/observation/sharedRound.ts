import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Lease, LeaseStore } from '../stores';
import { withTimeout } from './withTimeout';

/** A holder shows this often that it lives, in milliseconds. */
const BEAT_MS = 10_000;

/** One that has not shown it for so long is dead, in milliseconds. */
const DEAD_AFTER_MS = 60_000;

/** How often those who wait look, in milliseconds. */
const LOOK_MS = 500;

/** A round ends after this time, in milliseconds, as the task that starts it does. */
const LONGEST_MS = 30 * 60_000;

export interface SharedRoundOptions<T> {
  leases: LeaseStore;
  /** The same on all replicas. */
  name: string;
  /** What one replica does at a time; the signal ends it where the lease is lost. */
  work: (signal: AbortSignal) => Promise<T>;
  /** When the round ended, on the plugin's clock. */
  now: () => Date;
  signal?: AbortSignal;
  /**
   * Asks other replicas to do it, and for how long, in milliseconds, a round
   * that nobody does is left to them.
   */
  others?: { ask(): Promise<void>; patienceMs: number };
  beatMs?: number;
  deadAfterMs?: number;
  lookMs?: number;
  longestMs?: number;
}

/**
 * Does a round of work, on one replica at a time. Where another replica
 * begins and ends a round while this one waits, its answer is this one's too:
 * it began after the call, so it saw everything that the caller could mean.
 *
 * Clocks of replicas are never compared: rounds are counted, and the death of
 * a holder is told by its beat standing still on the waiting one's own clock.
 *
 * @throws what `work` throws; the reason of `signal`
 */
export async function sharedRound<T>(
  options: SharedRoundOptions<T>,
): Promise<T> {
  const { leases, name, signal } = options;
  const lookMs = options.lookMs ?? LOOK_MS;
  const holder = randomUUID();
  const asked = await leases.get(name);
  let seen = asked;
  // Only now: a round of theirs that began before would not count.
  await options.others?.ask();
  const patientUntil =
    performance.now() + (options.others?.patienceMs ?? -Infinity);
  let stillSince = performance.now();
  for (;;) {
    signal?.throwIfAborted();
    // A round that runs already may have looked before the call was made.
    if (seen.finishedRound > asked.round && seen.result !== null) {
      return JSON.parse(seen.result);
    }
    const isDead =
      performance.now() - stillSince >= (options.deadAfterMs ?? DEAD_AFTER_MS);
    // One that another replica has begun and given back is left to nobody.
    const isLeft =
      seen.round === asked.round && performance.now() < patientUntil;
    if ((seen.holder === null && !isLeft) || isDead) {
      const round = await leases.take(name, holder, seen);
      if (round !== null) return hold(options, holder, round);
    } else {
      await sleep(lookMs, undefined, { signal });
    }
    const next = await leases.get(name);
    if (!isSameBeat(next, seen)) stillSince = performance.now();
    seen = next;
  }
}

async function hold<T>(
  options: SharedRoundOptions<T>,
  holder: string,
  round: number,
): Promise<T> {
  const { leases, name, work, now } = options;
  const lost = new AbortController();
  const beating = setInterval(() => {
    leases.beat(name, holder).then(
      isHeld => {
        if (!isHeld) {
          lost.abort(new Error(`Another replica has taken over ${name}`));
        }
      },
      // The database may be back at the next beat; until then the round goes on.
      () => {},
    );
  }, options.beatMs ?? BEAT_MS);
  try {
    // What does not listen is left behind: a holder that hangs for ever would
    // go on beating, and no other replica could ever look.
    const result = await withTimeout(
      work,
      options.longestMs ?? LONGEST_MS,
      options.signal
        ? AbortSignal.any([options.signal, lost.signal])
        : lost.signal,
    );
    await leases.finish(name, holder, {
      round,
      at: now().toISOString(),
      result: JSON.stringify(result),
    });
    return result;
  } catch (error) {
    await leases.release(name, holder);
    throw error;
  } finally {
    clearInterval(beating);
  }
}

function isSameBeat(a: Lease, b: Lease): boolean {
  return a.holder === b.holder && a.beat === b.beat && a.round === b.round;
}
