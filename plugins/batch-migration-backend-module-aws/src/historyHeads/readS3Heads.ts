import { type Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import type { AwsClientsOptions } from '../clients';
import type { AwsPlace } from '../places';

const KEY = 'batchMigration.history.publish';

/** Where heads of the history are kept, one object each. */
export interface S3HeadsPlace extends AwsPlace {
  bucket: string;
  /** What the keys of the objects start with; may be empty. */
  prefix: string;
  /** A head at most this often, in milliseconds. */
  everyMs: number;
}

const HOUR_MS = 60 * 60 * 1000;
const SHORTEST_MS = 60 * 1000;

/**
 * Reads the entries of type `s3` of `batchMigration.history.publish`.
 *
 * @throws InputError naming the key that is wrong
 */
export function readS3Heads(
  config: Config,
  { answers }: Pick<AwsClientsOptions, 'answers'>,
): S3HeadsPlace[] {
  return (config.getOptionalConfigArray(KEY) ?? []).flatMap((entry, index) => {
    if (entry.getString('type') !== 's3') return [];
    const key = `${KEY}[${index}]`;
    if (answers.mode === 'replay') {
      throw new InputError(
        `${key}: nothing is written to S3 in batchMigration.aws.mode replay; take the entry out, or choose live`,
      );
    }
    const matching = (name: string, pattern: RegExp, expected: string) => {
      const value = entry.getString(name);
      if (pattern.test(value)) return value;
      throw new InputError(
        `${key}.${name}: expected ${expected}, got: ${value}`,
      );
    };
    return [
      {
        accountId: matching('accountId', /^\d{12}$/, '12 digits in quotes'),
        region: matching(
          'region',
          /^[a-z]{2,3}(-[a-z]+)+-\d{1,2}$/,
          'a region',
        ),
        bucket: matching(
          'bucket',
          /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
          'the name of a bucket',
        ),
        prefix: entry.getOptionalString('prefix') ?? '',
        everyMs: readEvery(entry, key),
      },
    ];
  });
}

function readEvery(entry: Config, key: string): number {
  if (!entry.has('every')) return HOUR_MS;
  const everyMs = durationToMilliseconds(
    readDurationFromConfig(entry, { key: 'every' }),
  );
  if (everyMs < SHORTEST_MS) {
    throw new InputError(`${key}.every must be at least a minute`);
  }
  return everyMs;
}
