/**
 * A job that works from the first commit, and shows what every job should do:
 * take its day from the tick and not from the clock, stop when it is told to,
 * and end with another code than 0 where something is not done.
 */

/** The UTC day that a run is for; a run by hand without a tick is for today. */
export function dayOf(tick, now = new Date()) {
  const time = tick ? new Date(tick) : now;
  if (Number.isNaN(time.getTime())) {
    throw new Error(`SCHEDULED_TIME must be a time such as 2026-03-01T04:15:00Z, got: ${tick}`);
  }
  return time.toISOString().slice(0, 10);
}

/** Does one piece of work after the other, until all are done or `signal` says stop. */
export async function greet(names, day, { signal, log = console.log } = {}) {
  let done = 0;
  for (const name of names) {
    if (signal?.aborted) break;
    log(`Hello ${name}, on ${day}`);
    done += 1;
    // Replace by real work: anything that awaits lets a signal in.
    await new Promise(resolve => setImmediate(resolve));
  }
  return done;
}

if (process.argv[1] === import.meta.filename) {
  const stop = new AbortController();
  // ECS sends SIGTERM, waits for the stop timeout, and then kills.
  process.once('SIGTERM', () => stop.abort());
  const names = ['from', process.env.JOB_NAME ?? 'a job'];
  const done = await greet(names, dayOf(process.env.SCHEDULED_TIME), { signal: stop.signal });
  if (done < names.length) {
    console.error(`Told to stop after ${done} of ${names.length}`);
    process.exitCode = 1;
  }
}
