import type { Facts } from './facts';
import type { Danger, HostLoad, LoadMeeting } from './model';
import { hostOf } from './places';

/** So many jobs are named; the rest is counted. */
const MAX_NAMED = 3;

/**
 * What is known to be taken at once, in MiB. Peaks that nobody measured are
 * left out, so that it is never too much.
 */
const knownMib = ({ peakMib }: HostLoad, { jobs }: LoadMeeting): number =>
  jobs.reduce((sum, job) => sum + (job.peakMib ?? 0), peakMib ?? 0);

const isWhollyKnown = (load: HostLoad) =>
  load.memoryMib !== null &&
  load.peakMib !== null &&
  load.meetings.every(({ jobs }) =>
    jobs.every(({ peakMib }) => peakMib !== null),
  );

/** The jobs that were met most often, for a sentence. */
function namesOf(meetings: readonly LoadMeeting[]): string {
  const times = new Map<string, number>();
  for (const { jobs } of meetings) {
    for (const { name } of jobs) times.set(name, (times.get(name) ?? 0) + 1);
  }
  const names = [...times]
    .sort(([a, timesA], [b, timesB]) => timesB - timesA || (a < b ? -1 : 1))
    .map(([name]) => name);
  const rest = names.length - MAX_NAMED;
  const named = names.slice(0, MAX_NAMED).join(', ');
  return rest > 0 ? `${named} and ${rest} more` : named;
}

interface Finding {
  text: string;
  isBeyond: boolean;
  meetings: readonly LoadMeeting[];
}

function findingOf(load: HostLoad): Finding | null {
  const { host, memoryMib, uses, since, meetings } = load;
  if (meetings.length === 0) return null;
  const beyond =
    memoryMib === null
      ? []
      : meetings.filter(meeting => knownMib(load, meeting) > memoryMib);
  const name = host.replace(/^default\//, '');
  const say = (met: readonly LoadMeeting[]) =>
    `${met.length} of ${uses} uses on ${name} since ${since.slice(
      0,
      10,
    )} met running jobs (${namesOf(met)})`;
  if (beyond.length > 0) {
    const most = Math.max(...beyond.map(meeting => knownMib(load, meeting)));
    return {
      text: `${say(
        beyond,
      )}; together they peak at ${most} MiB or more, and the host has ${memoryMib} MiB`,
      isBeyond: true,
      meetings: beyond,
    };
  }
  if (isWhollyKnown(load)) return null;
  return {
    text: `${say(meetings)}; whether its memory bears both is not known`,
    isBeyond: false,
    meetings,
  };
}

/**
 * A tool that people start meets scheduled jobs on its host. Acute where what
 * was measured goes beyond the memory of the host: the kernel ends one of
 * them. Where memory or a peak is not known, only what was seen is said.
 */
export function contention({ evidence, states }: Facts): Danger | null {
  const { workload, sides } = evidence;
  // Gone or switched off, it meets nothing any more.
  if (workload.kind !== 'on-demand' || states.legacy !== 'active') return null;
  const hosts = new Set(sides.legacy.map(({ ref }) => hostOf(ref)));
  const found = (workload.hostLoads ?? [])
    .filter(({ host }) => hosts.has(host))
    .flatMap(load => findingOf(load) ?? []);
  if (found.length === 0) return null;
  const isBeyond = found.some(finding => finding.isBeyond);
  const said = found.filter(finding => finding.isBeyond === isBeyond);
  return {
    type: 'contention',
    severity: isBeyond ? 'acute' : 'pressing',
    message: `${said.map(({ text }) => text).join('; ')}.`,
    // People start it: nobody knows when next.
    nextAt: null,
    observationIds: [],
    runIds: said.flatMap(({ meetings }) => meetings.map(({ runId }) => runId)),
  };
}
