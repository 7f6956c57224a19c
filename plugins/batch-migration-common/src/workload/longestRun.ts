import type { Attestation } from '../api/attestations';
import type { Instant, Run } from './model';

/** Fewer runs that ended say too little about the longest one. */
export const MEASURED_RUNS = 3;

/**
 * Of the runs at most this share may have an end that nobody saw: the longest
 * one could be among them.
 */
export const UNSEEN_ENDS = 0.1;

/** How long a job may run, and where that is known from. */
export interface KnownLongestRun {
  /** Whole seconds, rounded up. */
  seconds: number;
  source: 'measured' | 'attested';
  /** How many runs since when, or who attested; for a person. */
  basis: string;
  /** When the attestation ends; `null` for what was measured. */
  expiresAt: Instant | null;
}

/** `YYYY-MM-DD` in UTC. */
const dayOf = (instant: Instant) => instant.slice(0, 10);

interface Measured {
  seconds: number;
  isRunning: boolean;
}

/**
 * The longest run of a job that is known, or `null` where too little is.
 *
 * - Measured: at least {@link MEASURED_RUNS} runs that ended, however they
 *   ended, and at most {@link UNSEEN_ENDS} of all runs with an end that nobody
 *   saw. One that still runs counts with its length so far. A job whose ends
 *   are never seen is not measured.
 * - Attested: the newest statement of each person that has not expired; of
 *   several people the longest. It stands in where too little is measured, and
 *   goes before a shorter measurement: people know of the end of the year.
 * - A run that took longer than attested refutes the attestation. Where it is
 *   the only thing known, its expiry still bounds the answer.
 *
 * @param runs - of the legacy side only: the target's runs say how long the
 *   new job takes on other hardware, not when the old one has surely ended
 */
export function longestRunOf(
  runs: readonly Run[],
  attestations: readonly Attestation[],
  now: Date,
): KnownLongestRun | null {
  const started = runs.filter(
    ({ outcome, startedAt }) =>
      outcome !== 'skipped-duplicate' && Date.parse(startedAt) <= now.getTime(),
  );
  const lengths = started.flatMap(run => lengthOf(run, now) ?? []);
  const ended = lengths.filter(({ isRunning }) => !isRunning).length;
  const unseen = started.length - lengths.length;
  const longest = lengths.reduce<Measured | null>(
    (most, one) => (most && most.seconds >= one.seconds ? most : one),
    null,
  );
  const isMeasured =
    ended >= MEASURED_RUNS && unseen <= UNSEEN_ENDS * started.length;
  const attested = attestedLongest(attestations, now);

  if (longest && isMeasured && longest.seconds >= (attested?.seconds ?? 0)) {
    return {
      seconds: longest.seconds,
      source: 'measured',
      basis: basisOf(started, longest),
      expiresAt: null,
    };
  }
  if (!attested) return null;
  const who = `${attested.author} until ${dayOf(attested.expiresAt)}`;
  if (longest && longest.seconds > attested.seconds) {
    return {
      seconds: longest.seconds,
      source: 'measured',
      basis: `one of ${basisOf(started, longest)}, longer than the ${
        attested.seconds
      } s attested by ${who}`,
      expiresAt: attested.expiresAt,
    };
  }
  return {
    seconds: attested.seconds,
    source: 'attested',
    basis: who,
    expiresAt: attested.expiresAt,
  };
}

/** `null` where the end was not seen. */
function lengthOf(run: Run, now: Date): Measured | null {
  const isRunning = run.outcome === 'running';
  if (!isRunning && run.endedAt === null) return null;
  const end = isRunning ? now.getTime() : Date.parse(run.endedAt!);
  const length = end - Date.parse(run.startedAt);
  // An end before its start comes from a clock that was set.
  return length >= 0 ? { seconds: Math.ceil(length / 1000), isRunning } : null;
}

/** What counts today of what people said. */
function attestedLongest(
  attestations: readonly Attestation[],
  now: Date,
): Attestation | null {
  const newestOf = new Map<string, Attestation>();
  for (const one of attestations) {
    if (one.fact !== 'longest-run') continue;
    const before = newestOf.get(one.author);
    const isNewer =
      !before ||
      one.at > before.at ||
      (one.at === before.at && one.id > before.id);
    if (isNewer) newestOf.set(one.author, one);
  }
  return [...newestOf.values()]
    .filter(({ expiresAt }) => Date.parse(expiresAt) > now.getTime())
    .reduce<Attestation | null>(
      (most, one) => (most && most.seconds >= one.seconds ? most : one),
      null,
    );
}

function basisOf(started: readonly Run[], longest: Measured): string {
  const first = started.reduce(
    (least, { startedAt }) => (startedAt < least ? startedAt : least),
    started[0].startedAt,
  );
  const runs = started.length === 1 ? '1 run' : `${started.length} runs`;
  return `${runs} since ${dayOf(first)}${
    longest.isRunning ? '; the longest has not ended yet' : ''
  }`;
}
