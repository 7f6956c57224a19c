/** Why a job cannot be handed over yet, before any window is looked for. */
import { scheduleProblem } from '../cron/occurrences';
import type { JobGroup } from './groups';
import type { HandoverJob } from './model';
import type { HandoverRefusal } from './plan';

export type Refusal = Pick<HandoverRefusal, 'code' | 'reason' | 'nearest'>;

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

/** Until when the longest runs of all jobs may be relied on, UTC milliseconds, exclusive. */
export function attestedUntil(jobs: readonly HandoverJob[]): number {
  return Math.min(
    ...jobs.map(({ longestRun }) => {
      const expiresAt = longestRun?.expiresAt ?? null;
      if (expiresAt === null) return Infinity;
      const until = Date.parse(expiresAt);
      // An unreadable date holds for no time at all.
      return Number.isNaN(until) ? -Infinity : until;
    }),
  );
}

const RATE = /^\s*rate\s*\(/;

/** What stands against a handover of one job at any time; `known` are the ids of all jobs. */
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
          : 'No old schedule is known, so there are no ticks to keep. Let its host be captured, or import its crontab.',
    };
  }
  const rate = [...job.legacy, ...job.target].find(
    ({ dialect, expression }) =>
      dialect === 'eventbridge' && RATE.test(expression),
  );
  if (rate) {
    return {
      code: 'rate-has-no-phase',
      reason: `\`${rate.expression}\` counts from its StartDate, so its ticks are not those of the other side. Write the schedule as cron(…).`,
    };
  }
  for (const spec of [...job.legacy, ...job.target]) {
    const problem = scheduleProblem(spec);
    if (problem) {
      return {
        code: 'unreadable-schedule',
        reason: `${problem} No instant is safe while its runs are not known. Give it fixed times first.`,
      };
    }
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

export const MOVES_WITH_REFUSED: Refusal = {
  code: 'moves-with-refused',
  reason:
    'It shares a lock or an order with a job that is refused, and they must move together. Settle that one first.',
};

export const NO_WINDOW: Refusal = {
  code: 'no-window',
  reason:
    'No safe instant was found in this time. Look further ahead, or let the job run less often.',
};

const CIRCULAR: Refusal = {
  code: 'order-is-circular',
  reason:
    'The declared order leads back to itself, so no job can go first. Take one job out of it.',
};

/** For each job of a group what stands against it; `null` where the group can be planned. */
export function groupRefusals(
  group: JobGroup,
  known: ReadonlySet<string>,
): Refusal[] | null {
  const own = group.jobs.map(job => refusalOf(job, known));
  if (!group.circular && own.every(refusal => refusal === null)) return null;
  return own.map(
    refusal => refusal ?? (group.circular ? CIRCULAR : MOVES_WITH_REFUSED),
  );
}
