/** One tick of one job, as the two sides meet it. Times are UTC milliseconds. */
import { DELIVERY_SECONDS, START_SECONDS } from './model';
import type { HandoverProcedure } from './plan';

const SECOND = 1000;
/** Often enough that every procedure meets them. */
const REPEATED = 0.2;
const UNREACHABLE = 0.1;
const LONGEST = 0.3;

export interface TickSides {
  procedure: HandoverProcedure;
  startDate: number;
  /** Whether the schedule of that side has the tick. */
  legacy: boolean;
  target: boolean;
  longestRunSeconds: number;
}

export interface Circumstances {
  /** The host's clock ahead of true time. */
  skew: number;
  /** When each of the job's places starts no further run. */
  gone: number[];
  random: () => number;
}

interface Attempt {
  at: number;
  side: 'legacy' | 'target';
}

/** Of attempts that claim one tick, the first wins; of one moment, exactly one. */
function claimed(attempts: Attempt[], random: () => number): Attempt[] {
  let winner: Attempt | null = null;
  for (const attempt of attempts) {
    const sooner = winner === null || attempt.at < winner.at;
    const ties = winner !== null && attempt.at === winner.at;
    if (sooner || (ties && random() < 0.5)) winner = attempt;
  }
  return winner === null ? [] : [winner];
}

/** How often the tick runs; when an old run of it ends and the new one begins. */
export function playTick(
  tick: number,
  { procedure, startDate, legacy, target, longestRunSeconds }: TickSides,
  { skew, gone, random }: Circumstances,
): { runs: number; oldEnd: number | null; newBegin: number | null } {
  const old: Attempt[] = [];
  const lineGoneAt = gone[Math.floor(random() * gone.length)];
  if (legacy && tick - skew < lineGoneAt) {
    const at = tick - skew + random() * START_SECONDS * SECOND;
    old.push({ at, side: 'legacy' });
  }
  const deliveries: Attempt[] = [];
  if (target && tick >= startDate) {
    for (let i = random() < REPEATED ? 2 : 1; i > 0; i--) {
      const at = tick + random() * DELIVERY_SECONDS * SECOND;
      deliveries.push({ at, side: 'target' });
    }
  }
  let ran: Attempt[];
  if (procedure !== 'guard') {
    ran = [...old, ...claimed(deliveries, random)];
  } else if (random() < UNREACHABLE) {
    // Without a claim the host runs only what no other side has.
    ran = tick < startDate ? old : claimed(deliveries, random);
  } else {
    ran = claimed([...old, ...deliveries], random);
  }
  const oldRun = ran.find(({ side }) => side === 'legacy');
  const newRun = ran.find(({ side }) => side === 'target');
  const length =
    (random() < LONGEST ? 1 : random()) * longestRunSeconds * SECOND;
  return {
    runs: ran.length,
    oldEnd: oldRun ? oldRun.at + length : null,
    newBegin: newRun?.at ?? null,
  };
}
