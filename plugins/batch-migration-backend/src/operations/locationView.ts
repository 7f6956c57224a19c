import {
  hostOf,
  knowAt,
  knowLocationAt,
  locationId,
  toHistory,
  type LocationRef,
  type LocationView,
  type Observation,
  type ObservationDetail,
  type ObservedState,
  type Workload,
  type WorkloadLocation,
} from 'backstage-plugin-batch-migration-common';
import { usesWindowMs } from '../observation';
import type { BatchMigrationDatabase } from '../stores';

/**
 * What is known of the locations now. The answer takes one of them, and the
 * instances of its hosts, which must be among the locations too.
 */
export async function locationViews(
  database: BatchMigrationDatabase,
  locations: readonly LocationRef[],
  now: Date,
): Promise<
  (
    location: WorkloadLocation,
    hostInstances?: Workload['hostInstances'],
  ) => LocationView
> {
  const unique = new Map(
    locations.map(location => [locationId(location), location]),
  );
  const [observations, usesOf] = await Promise.all([
    database.observations.history([...unique.values()]),
    readUses(database, [...unique.values()], now),
  ]);
  const history = toHistory(observations);
  const at = now.getTime();
  return (location, hostInstances) => {
    const own = knowAt(history, location, at);
    const { state, observation } = knowLocationAt(
      { history, workload: { hostInstances } },
      location,
      at,
    );
    const newest = (history.get(locationId(location)) ?? [])
      .filter(seen => seen.at <= at)
      .pop()?.observation;
    const shown = observation ?? newest ?? null;
    return {
      ref: location.ref,
      key: location.key,
      side: location.side,
      position: location.position,
      state,
      observedAt: shown && (shown.lastSeenAt ?? shown.observedAt),
      source: shown?.source ?? null,
      freshUntil: shown?.freshUntil ?? null,
      detail: {
        ...(state === own.state
          ? detailOf(state, own.observation ?? newest ?? null, newest)
          : {
              ...(own.observation ?? newest)?.detail,
              reason: whyByHost(location.ref, state),
            }),
        ...usesOf(location, newest),
      },
    };
  };
}

/**
 * How often tools of hosts were used lately, and when last: facts beside the
 * state, which says whether they can be used.
 */
async function readUses(
  database: BatchMigrationDatabase,
  locations: readonly LocationRef[],
  now: Date,
): Promise<
  (location: LocationRef, newest?: Observation) => Partial<ObservationDetail>
> {
  const tools = locations.filter(({ ref }) => ref.startsWith('tool:'));
  if (tools.length === 0) return () => ({});
  const [windowMs, last] = await Promise.all([
    usesWindowMs(database),
    database.runs.newestStarts(tools),
  ]);
  const since = new Date(now.getTime() - windowMs).toISOString();
  const counts =
    last.size > 0 ? await database.runs.countSince(tools, since) : new Map();
  return (location, newest) => {
    if (!location.ref.startsWith('tool:')) return {};
    const id = locationId(location);
    const lastUsedAt = [last.get(id), newest?.detail.lastUsedAt]
      .flatMap(at => at ?? [])
      .sort()
      .pop();
    return {
      uses: { since, count: last.has(id) ? counts.get(id) ?? 0 : null },
      ...(lastUsedAt !== undefined && { lastUsedAt }),
    };
  };
}

function detailOf(
  state: ObservedState,
  shown: Observation | null,
  newest: Observation | undefined,
): ObservationDetail {
  return state === 'unknown' ? whyUnknown(shown, newest) : shown!.detail;
}

function whyByHost(ref: string, state: ObservedState): string {
  const host = hostOf(ref)?.split('/')[1];
  return `Its host ${host} is ${state === 'absent' ? 'gone' : 'stopped'}.`;
}

/** What was last known stays visible, and a reason stands beside it. */
function whyUnknown(
  shown: Observation | null,
  newest: Observation | undefined,
): ObservationDetail {
  if (!shown || !newest) return { reason: 'Nobody has looked here yet.' };
  if (newest.state === 'unknown') {
    return {
      ...shown.detail,
      reason: newest.detail.reason ?? 'The last look gave no answer.',
    };
  }
  return {
    ...shown.detail,
    reason: `It was last seen ${shown.state} at ${
      shown.lastSeenAt ?? shown.observedAt
    }, which counted until ${shown.freshUntil}.`,
  };
}
