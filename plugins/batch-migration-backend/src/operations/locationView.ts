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
  const history = toHistory(
    await database.observations.history([...unique.values()]),
  );
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
      detail:
        state === own.state
          ? detailOf(state, own.observation ?? newest ?? null, newest)
          : {
              ...(own.observation ?? newest)?.detail,
              reason: whyByHost(location.ref, state),
            },
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
