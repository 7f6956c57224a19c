import {
  locationId,
  type DeclaredIntent,
  type Workload,
} from 'backstage-plugin-batch-migration-common';

/** What a declared line asks for; on which line of the file it stands does not matter. */
const asked = ({ schedule, command, user, enabled }: DeclaredIntent) =>
  JSON.stringify([
    schedule && [schedule.dialect, schedule.expression, schedule.timezone],
    command,
    user,
    enabled,
  ]);

/**
 * Says since when each line is declared as it is: what was declared just so
 * before keeps its time, also where it moved within its file.
 *
 * @param known - workloads as they were before this reading
 * @param at - when the file was read
 */
export function dateIntents(
  known: readonly Workload[],
  declared: ReadonlyArray<{ workloadId: string; intent: DeclaredIntent }>,
  at: string,
): Array<{ workloadId: string; intent: DeclaredIntent }> {
  const before = new Map(known.map(({ id, intents }) => [id, intents]));
  return declared.map(({ workloadId, intent }) => {
    const same = (before.get(workloadId) ?? []).filter(
      one => one.source === intent.source && asked(one) === asked(intent),
    );
    const own =
      same.find(
        one => locationId(one.location) === locationId(intent.location),
      ) ?? same[0];
    // What was stored before times were kept has none, and gets none now.
    if (own && own.since === undefined) return { workloadId, intent };
    return { workloadId, intent: { ...intent, since: own?.since ?? at } };
  });
}
