import { toError } from '@backstage/errors';
import type {
  LocationRef,
  ObservationDetail,
} from 'backstage-plugin-batch-migration-common';
import type { ProbeAnswer } from 'backstage-plugin-batch-migration-node';
import { inChunks, mapConcurrently } from '../concurrent';
import { reasonOf } from '../failure';
import { type AwsPlace, parsePlace } from '../places';
import { byRef, unknown } from './answers';

/** How a probe looks at its locations. */
export interface BatchLook {
  scheme: string;
  /** What a ref names beyond account and region. */
  shape: 'region' | 'named';
  /** The IAM action that a reason names, for example `scheduler:GetSchedule`. */
  action: string;
  /** So many locations of one ref are looked at together; all where not given. */
  perCall?: number;
  concurrentCalls: number;
  /** Why a key can name nothing; `null` where it can. Such a location is not looked at. */
  misnamed?(location: LocationRef): string | null;
  /** What an error that says "there is none" tells of the batch; `null` for any other error. */
  gone?(errorName: string, ref: string): ObservationDetail | null;
  /** Answers once for each location of the batch. */
  look(
    locations: LocationRef[],
    place: AwsPlace & { name: string },
  ): Promise<ProbeAnswer[]>;
}

/**
 * One answer for each location: they are looked at by ref and in batches, some
 * batches at once. A batch that fails is `unknown` with the reason, or `absent`
 * where AWS says that there is none, and the rest goes on.
 */
export async function observeBatches(
  locations: readonly LocationRef[],
  how: BatchLook,
  signal?: AbortSignal,
): Promise<ProbeAnswer[]> {
  const answers: ProbeAnswer[] = [];
  const named: LocationRef[] = [];
  for (const location of locations) {
    const reason = how.misnamed?.(location) ?? null;
    if (reason === null) named.push(location);
    else answers.push(unknown(location, reason));
  }
  const batches = [...byRef(named)].flatMap(([ref, group]) =>
    inChunks(group, how.perCall ?? group.length).map(batch => ({ ref, batch })),
  );
  const seen = await mapConcurrently(
    batches,
    how.concurrentCalls,
    ({ ref, batch }) => lookAt(ref, batch, how),
    signal,
  );
  return [...answers, ...seen.flat()];
}

async function lookAt(
  ref: string,
  batch: LocationRef[],
  { scheme, shape, action, perCall, gone, look }: BatchLook,
): Promise<ProbeAnswer[]> {
  try {
    return await look(batch, parsePlace(ref, scheme, shape));
  } catch (error) {
    const detail = gone?.(toError(error).name, ref) ?? null;
    if (detail !== null) {
      return batch.map(location => ({ location, state: 'absent', detail }));
    }
    const place = perCall === 1 ? `${ref}/${batch[0].key}` : ref;
    const reason = reasonOf(error, action, place);
    return batch.map(location => unknown(location, reason));
  }
}
