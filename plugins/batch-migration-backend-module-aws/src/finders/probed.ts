import type {
  Kind,
  LocationRef,
} from 'backstage-plugin-batch-migration-common';
import type {
  FindOptions,
  FindReading,
  Probe,
} from 'backstage-plugin-batch-migration-node';
import { inChunks } from '../concurrent';

/** Locations that a probe is asked for at once. */
const BATCH = 100;

/** What a list tells of a thing beside its key. */
export interface Listed {
  key: string;
  name: string;
  starts?: string[];
}

/**
 * Targets of what was listed at one ref, as the probe sees them: one that it
 * says is absent went since it was listed, and is not told.
 */
export async function* probed(
  probe: Pick<Probe, 'observe'>,
  place: { ref: string; kind: Kind; listed: readonly Listed[] },
  { now, signal }: FindOptions,
): AsyncGenerator<FindReading> {
  const listed = new Map(place.listed.map(one => [one.key, one]));
  const locations: LocationRef[] = [...listed.keys()].map(key => ({
    ref: place.ref,
    key,
  }));
  for (const batch of inChunks(locations, BATCH)) {
    for (const { location, state, detail } of await probe.observe(batch, {
      now,
      signal,
    })) {
      if (state === 'absent') continue;
      const { name, starts = [] } = listed.get(location.key)!;
      yield {
        status: 'found',
        target: {
          location,
          name,
          kind: place.kind,
          state,
          detail,
          image: null,
          starts,
          tags: {},
          version: null,
        },
      };
    }
  }
}
