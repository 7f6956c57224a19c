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
  /** From the host's log: real runs go before what was due. `null` without one. */
  runs: readonly Run[] | null;
  /** When the log tells of every run; outside of it what was due counts too. Always, where not given. */
  seen?: ReadonlyArray<{ from: Instant; until: Instant }>;
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
  const ran = (job.runs ?? [])
    .filter(({ outcome }) => outcome !== 'skipped-duplicate')
    .map(({ startedAt, endedAt, outcome }) => {
      const from = Date.parse(startedAt);
      const open = outcome === 'running' ? now : from + length;
      return { from, until: endedAt ? Date.parse(endedAt) : open };
    });
  if (job.runs && !job.seen) return ran;
  const isSeen = coveredBy(job.seen ?? []);
  return [
    ...ran,
    ...job.specs
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
        ).filter(({ from }) => !isSeen(from)),
      ),
  ];
}

function coveredBy(
  ranges: NonNullable<HostJob['seen']>,
): (at: number) => boolean {
  const bounds = ranges.map(({ from, until }) => ({
    from: Date.parse(from),
    until: Date.parse(until),
  }));
  return at => bounds.some(({ from, until }) => from <= at && at <= until);
}

/** Whether any of the stretches meets another one; a host has years of runs and thousands of uses. */
function meetsAny(stretches: readonly Stretch[]): (other: Stretch) => boolean {
  const sorted = [...stretches].sort((a, b) => a.from - b.from);
  const latestEnds: number[] = [];
  for (const { until } of sorted) {
    latestEnds.push(
      Math.max(until, latestEnds[latestEnds.length - 1] ?? until),
    );
  }
  return ({ from, until }) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (sorted[middle].from < until) low = middle + 1;
      else high = middle;
    }
    return low > 0 && latestEnds[low - 1] > from;
  };
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
      const isMet = meetsAny(stretchesOf(job, within, now.getTime()));
      stretches.forEach((use, i) => {
        if (isMet(use)) met[i].push({ workloadId, name, peakMib });
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
