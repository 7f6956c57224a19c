import {
  daysOfSides,
  EMPTY_PLAN,
  locationId,
  type Assessment,
  type DayView,
  type LocationRef,
} from 'backstage-plugin-batch-migration-common';
import { lookedAt } from '../observation';
import type { BatchMigrationDatabase } from '../stores';
import { groupBy } from '../stores/rows';

const DAY_MS = 24 * 60 * 60 * 1000;

/** What either side of some workloads did on each of the last days, by their ids. */
export async function workloadDays(
  database: BatchMigrationDatabase,
  ids: readonly string[],
  range: { days: number; timezone: string; now: Date },
  assessments: ReadonlyMap<string, Pick<Assessment, 'dormant'>>,
): Promise<Map<string, DayView[]>> {
  const workloads = await database.workloads.getMany(ids);
  const places = unique(workloads.flatMap(({ locations }) => locations));
  // A day more, since the first one began before the same time of day.
  const from = new Date(range.now.getTime() - (range.days + 1) * DAY_MS);
  const recent = groupBy(
    await database.runs.list(places, { from: from.toISOString() }),
    ({ location }) => locationId(location),
  );
  // Whether anybody sees its runs is told by an older one just as well.
  const quiet = places.filter(place => !recent.has(locationId(place)));
  const older = groupBy(await database.runs.newest(quiet), ({ location }) =>
    locationId(location),
  );
  const observations = groupBy(
    await database.observations.history(unique(workloads.flatMap(lookedAt))),
    ({ location }) => locationId(location),
  );
  const plans = await database.plans.getMany(ids);
  return new Map(
    workloads.map(workload => {
      const runs = workload.locations
        .map(locationId)
        .flatMap(id => recent.get(id) ?? older.get(id) ?? []);
      return [
        workload.id,
        daysOfSides(
          workload,
          plans.get(workload.id) ?? EMPTY_PLAN,
          lookedAt(workload).flatMap(
            place => observations.get(locationId(place)) ?? [],
          ),
          runs,
          { ...range, isDormant: assessments.get(workload.id)?.dormant },
        ),
      ];
    }),
  );
}

function unique(locations: readonly LocationRef[]): LocationRef[] {
  return [...new Map(locations.map(one => [locationId(one), one])).values()];
}
