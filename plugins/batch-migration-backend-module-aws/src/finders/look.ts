import { toError } from '@backstage/errors';
import type {
  FindOptions,
  FindReading,
} from 'backstage-plugin-batch-migration-node';
import { reasonOf } from '../failure';
import type { AwsPlace } from '../places';

/** A call that failed, in words for a person. */
class Unread extends Error {}

/** @throws Unread saying what to mend */
export async function ask<T>(
  action: string,
  where: string,
  call: Promise<T>,
): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw new Unread(reasonOf(error, action, where));
  }
}

/**
 * Looks at one region after the other: a slow pace that leaves the quotas to
 * the probes. A region that fails leaves the rest. Where a look says of no
 * part of it that it failed, the region was read.
 */
export async function* lookAtPlaces(
  places: readonly AwsPlace[],
  scheme: string,
  options: FindOptions,
  look: (place: AwsPlace, ref: string) => AsyncIterable<FindReading>,
): AsyncGenerator<FindReading> {
  for (const place of places) {
    options.signal?.throwIfAborted();
    const ref = `${scheme}:${place.accountId}/${place.region}`;
    try {
      let isWhole = true;
      for await (const reading of look(place, ref)) {
        if (reading.status === 'failed') isWhole = false;
        yield reading;
      }
      if (isWhole) yield { status: 'read', place: ref };
    } catch (error) {
      options.signal?.throwIfAborted();
      const reason =
        error instanceof Unread
          ? error.message
          : reasonOf(error, 'The look', ref);
      yield { status: 'failed', place: ref, reason };
    }
  }
}

/** Reads one part of a region; one that fails leaves the others. */
export async function* lookAtPart(
  ref: string,
  look: () => AsyncIterable<FindReading>,
): AsyncGenerator<FindReading> {
  try {
    yield* look();
  } catch (error) {
    if (!(error instanceof Unread)) throw error;
    yield { status: 'failed', place: ref, reason: toError(error).message };
  }
}
