import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import type { EntityRef } from 'backstage-plugin-batch-migration-common';
import { absolute, readDuration } from '../configValues';

/** One place that heads of the history are published to. */
export type HeadPlace =
  | { type: 'log'; everyMs: number }
  | { type: 'notification'; everyMs: number; recipients: EntityRef[] }
  | {
      type: 'file';
      everyMs: number;
      /** Absolute. */
      path: string;
    }
  /** A module publishes there, and reads the rest of the entry. */
  | { type: 's3'; key: string };

const KEY = 'batchMigration.history.publish';
const TYPES = ['log', 'notification', 'file', 's3'] as const;
const SHORTEST_MS = 60_000;

/** The log alone where nothing is configured. */
export function readHeadPlaces(config: Config): HeadPlace[] {
  const entries = config.getOptionalConfigArray(KEY);
  if (!entries) return [{ type: 'log', everyMs: hours(1) }];
  return entries.map((entry, index) => readPlace(entry, `${KEY}[${index}]`));
}

function readPlace(entry: Config, key: string): HeadPlace {
  const type = TYPES.find(known => known === entry.getString('type'));
  switch (type) {
    case 'log':
      return { type, everyMs: readEvery(entry, key, hours(1)) };
    case 'notification':
      // Each one stays with people, and is not replaced by the next.
      return {
        type,
        everyMs: readEvery(entry, key, hours(24)),
        recipients: readRecipients(entry, key),
      };
    case 'file':
      return {
        type,
        everyMs: readEvery(entry, key, hours(1)),
        path: absolute(entry.getString('path')),
      };
    case 's3':
      return { type, key };
    default:
      throw new InputError(
        `${key}.type must be one of ${TYPES.join(', ')}, got: ${entry.getString(
          'type',
        )}`,
      );
  }
}

function readRecipients(entry: Config, key: string): EntityRef[] {
  const recipients = entry.getStringArray('recipients');
  const wrong = recipients.find(
    ref => !/^(user|group):[^/\s]+\/\S+$/.test(ref),
  );
  if (wrong !== undefined) {
    throw new InputError(
      `${key}.recipients must be refs of users or groups such as group:default/audit, got: ${wrong}`,
    );
  }
  if (recipients.length === 0) {
    throw new InputError(`${key}.recipients must name somebody`);
  }
  return recipients;
}

function readEvery(entry: Config, key: string, otherwise: number): number {
  const everyMs = durationToMilliseconds(
    readDuration(entry, 'every', { milliseconds: otherwise }, `${key}.every`),
  );
  if (everyMs < SHORTEST_MS) {
    throw new InputError(`${key}.every must be at least a minute`);
  }
  return everyMs;
}

function hours(count: number): number {
  return count * 60 * 60 * 1000;
}
