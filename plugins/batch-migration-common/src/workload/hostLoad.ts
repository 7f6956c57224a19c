import { occurrenceTimes } from '../cron/occurrences';
import { ASSUMED_RUN_SECONDS } from '../density/model';
import { everyMinutes } from '../density/starts';
import type {
  HostLoad,
  Instant,
  LoadMeeting,
  Run,
  ScheduleSpec,
} from './model';

/** A scheduled job of a host, as far as it is known. */
export interface HostJob {
  workloadId: string;
  name: string;
  /** One for each active line; empty where nobody knows when it runs. */
  specs: readonly ScheduleSpec[];
  /** From a log that covers the time: real runs go before what was due. `null` without one. */
  runs: readonly Run[] | null;
  /** How long one run takes; `null` where nobody measured or attested it. */
  runSeconds: number | null;
  /** The most that one run was measured to take, in MiB. */
  peakMib: number | null;
}

/** A tool of a host that people start, with the uses that were seen. */
export interface HostTool {
  uses: readonly Run[];
  peakMib: number | null;
}

interface Stretch {
  from: number;
  /** Exclusive. */
  until: number;
}

/** A use of which nobody saw the end met at least what ran when it began. */
function stretchOfUse({ startedAt, endedAt }: Run): Stretch {
  const from = Date.parse(startedAt);
  const until = endedAt === null ? from : Date.parse(endedAt);
  return { from, until: Math.max(until, from + 1) };
}

function stretchesOf(job: HostJob, within: Stretch, now: number): Stretch[] {
  const length = (job.runSeconds ?? ASSUMED_RUN_SECONDS) * 1000;
  if (job.runs) {
    return job.runs
      .filter(({ outcome }) => outcome !== 'skipped-duplicate')
      .map(({ startedAt, endedAt, outcome }) => {
        const from = Date.parse(startedAt);
        const open = outcome === 'running' ? now : from + length;
        return { from, until: endedAt ? Date.parse(endedAt) : open };
      });
  }
  return (
    job.specs
      // What runs all the time is met by everything, and tells something only
      // where it is known how much it takes.
      .filter(
        spec =>
          job.peakMib !== null || everyMinutes(spec, within.from) === null,
      )
      .flatMap(spec =>
        Array.from(
          occurrenceTimes(spec, within.from - length, within.until),
          from => ({ from, until: from + length }),
        ),
      )
  );
}

/**
 * What the uses of a tool met on one host. Pure; meetings are oldest first.
 *
 * @param since - from when on uses are known; earlier ones do not count
 */
export function hostLoadOf(
  place: { host: string; memoryMib: number | null; since: Instant },
  tool: HostTool,
  jobs: readonly HostJob[],
  now: Date,
): HostLoad {
  const uses = tool.uses
    .filter(
      ({ startedAt }) =>
        startedAt >= place.since && Date.parse(startedAt) <= now.getTime(),
    )
    .sort((a, b) => a.startedAt.localeCompare(b.startedAt) || a.id - b.id);
  const stretches = uses.map(stretchOfUse);
  const met: LoadMeeting['jobs'][] = uses.map(() => []);
  if (uses.length > 0) {
    const within = {
      from: stretches[0].from,
      until: Math.max(...stretches.map(({ until }) => until)),
    };
    for (const job of jobs) {
      const { workloadId, name, peakMib } = job;
      const ran = stretchesOf(job, within, now.getTime());
      stretches.forEach((use, i) => {
        const isMet = ran.some(
          ({ from, until }) => from < use.until && until > use.from,
        );
        if (isMet) met[i].push({ workloadId, name, peakMib });
      });
    }
  }
  return {
    ...place,
    peakMib: tool.peakMib,
    uses: uses.length,
    meetings: uses.flatMap(({ id, startedAt }, i) =>
      met[i].length > 0 ? [{ at: startedAt, runId: id, jobs: met[i] }] : [],
    ),
  };
}
