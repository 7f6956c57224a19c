import {
  knowAt,
  locationId,
  toHistory,
  type LocationRef,
  type LocationView,
  type Observation,
  type ObservationDetail,
  type WorkloadLocation,
} from 'backstage-plugin-batch-migration-common';
import type { BatchMigrationDatabase } from '../stores';

/** What is known of the locations now. The answer takes one of them. */
export async function locationViews(
  database: BatchMigrationDatabase,
  locations: readonly LocationRef[],
  now: Date,
): Promise<(location: WorkloadLocation) => LocationView> {
  const unique = new Map(
    locations.map(location => [locationId(location), location]),
  );
  const history = toHistory(
    await database.observations.history([...unique.values()]),
  );
  return location => {
    const { state, observation } = knowAt(history, location, now.getTime());
    const newest = (history.get(locationId(location)) ?? [])
      .filter(({ at }) => at <= now.getTime())
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
      detail: state === 'unknown' ? whyUnknown(shown, newest) : shown!.detail,
    };
  };
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
