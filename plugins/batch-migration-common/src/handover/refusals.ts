/** Why a job cannot be handed over yet, before any window is looked for. */
import { scheduleProblem } from '../cron/occurrences';
import type { HandoverJob, HandoverRefusal } from './model';

type Refusal = Pick<HandoverRefusal, 'code' | 'reason'>;

function longestRunRefusal({ longestRun }: HandoverJob): Refusal | null {
  if (
    longestRun === null ||
    !Number.isFinite(longestRun.seconds) ||
    longestRun.seconds < 0
  ) {
    return {
      code: 'no-longest-run',
      reason:
        'Nobody knows how long a run takes, so nobody can say when the last old run has ended. Let its runs be measured, or attest the longest one.',
    };
  }
  return null;
}

/** An attestation must still hold when its word is relied on, at `switchAt` in UTC milliseconds. */
export function attestationHolds(job: HandoverJob, switchAt: number): boolean {
  const expiresAt = job.longestRun?.expiresAt ?? null;
  // An unreadable date compares as false: it does not hold.
  return expiresAt === null || Date.parse(expiresAt) > switchAt;
}

export function refusalOf(
  job: HandoverJob,
  known: ReadonlySet<string>,
): Refusal | null {
  if (job.runsTwice) {
    return {
      code: 'runs-twice',
      reason:
        'It runs on both sides today. Switch one of them off first; then there is something to hand over.',
    };
  }
  const runs = longestRunRefusal(job);
  if (runs) return runs;
  if (job.legacy.length === 0 || job.target.length === 0) {
    return {
      code: 'no-target',
      reason:
        job.target.length === 0
          ? 'No new schedule is known to exist. Build and link the target first.'
          : 'No old schedule is known, so there are no ticks to keep.',
    };
  }
  for (const spec of [...job.legacy, ...job.target]) {
    const problem = scheduleProblem(spec);
    if (problem) return { code: 'unreadable-schedule', reason: problem };
  }
  const rate = job.target.find(({ expression }) => /^rate\(/.test(expression));
  if (rate) {
    return {
      code: 'rate-has-no-phase',
      reason: `\`${rate.expression}\` counts from its StartDate, so its ticks are not those of the old line. Write the new schedule as cron(…).`,
    };
  }
  const missing = job.after.find(id => !known.has(id));
  if (missing !== undefined) {
    return {
      code: 'unknown-job-in-order',
      reason: `It is declared to go after \`${missing}\`, which is not among the jobs of this handover. Add it, or take it out of the order.`,
    };
  }
  return null;
}
