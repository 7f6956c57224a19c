// Only tests import this file, so it is no part of the package.
import type {
  Basis,
  WorkloadDetail,
} from 'backstage-plugin-batch-migration-common';

/**
 * What the ids mean on which a word, a blocker or a danger rests: `legacy
 * active` for what was seen, `target ran succeeded <tick>` for a run. An id
 * that the page could not explain fails.
 */
export function restsOn(
  { evidence }: WorkloadDetail,
  { observationIds = [], runIds = [] }: Partial<Basis>,
): string[] {
  const known = <T extends { id?: number }>(all: T[], id: number): T => {
    const found = all.find(one => one.id === id);
    if (!found) throw new Error(`Nothing explains the id ${id}`);
    return found;
  };
  return [
    ...observationIds
      .map(id => known(evidence.observations, id))
      .map(({ side, state }) => `${side} ${state}`)
      .sort(),
    ...runIds
      .map(id => known(evidence.runs, id))
      .map(
        ({ side, outcome, scheduledFor }) =>
          `${side} ran ${outcome} ${scheduledFor}`,
      )
      .sort(),
  ];
}
