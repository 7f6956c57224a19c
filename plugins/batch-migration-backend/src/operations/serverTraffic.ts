import {
  locationId,
  schedulesInForce,
  startsWithin,
  usesAtThatTime,
  type HandoverRange,
} from 'backstage-plugin-batch-migration-common';
import type { Estate } from './estate';
import { readSlice } from './estateSlice';

const MINUTE = 60_000;
const USES_MS = 28 * 24 * 60 * MINUTE;

/** What else happens on the servers of some jobs. */
interface Traffic {
  /** Starts of any job of these servers, readable or not: only counted. */
  runs: number;
  /** `null` where no source tells of uses. */
  uses: number | null;
}

/** Counts what happens within a range on the servers of the workloads. */
export async function readTraffic(
  { database, timezone }: Estate,
  workloadIds: readonly string[],
  now: Date,
): Promise<(range: HandoverRange) => Traffic> {
  const moving = await database.workloads.getMany(workloadIds);
  const serverRefs = [
    ...new Set(moving.flatMap(workload => workload.serverRefs)),
  ];
  const ids = new Set<string>();
  for (const serverRef of serverRefs) {
    for (const id of await database.workloads.ids({ serverRef })) ids.add(id);
  }
  const slice = await readSlice(database, [...ids], {
    runs: { from: new Date(now.getTime() - USES_MS).toISOString() },
    sight: 'latest',
  });
  const specs = slice.workloads
    .filter(({ kind }) => kind === 'scheduled')
    .flatMap(
      workload =>
        schedulesInForce(workload, slice.observationsOf(workload), now).legacy,
    );
  const tools = slice.workloads.filter(({ kind }) => kind === 'on-demand');
  const told = await database.runs.newestStarts(
    tools.flatMap(({ locations }) => locations),
  );
  const isTold = tools.some(({ locations }) =>
    locations.some(location => told.has(locationId(location))),
  );
  const uses = tools.flatMap(tool =>
    slice.legacyRunsOf(tool).map(({ startedAt }) => Date.parse(startedAt)),
  );
  return ({ earliest, latest }) => {
    const from = Date.parse(earliest);
    // `latest` is a minute that still belongs to the range.
    const to = Date.parse(latest) + MINUTE;
    return {
      runs: startsWithin(specs, from, to),
      uses: isTold
        ? usesAtThatTime(uses, { from, to, now: now.getTime(), timezone })
        : null,
    };
  };
}
