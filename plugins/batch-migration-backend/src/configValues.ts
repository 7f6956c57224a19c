import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds, HumanDuration } from '@backstage/types';
import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';

/**
 * A duration that is longer than nothing.
 *
 * @param shownKey - the whole key, where `config` is a part of the configuration
 * @throws InputError naming the key
 */
export function readDuration(
  config: Config,
  key: string,
  otherwise: HumanDuration,
  shownKey = key,
): HumanDuration {
  if (!config.has(key)) return otherwise;
  let duration: HumanDuration;
  try {
    duration = readDurationFromConfig(config, { key });
  } catch (error) {
    throw new InputError(
      `${shownKey} must be a duration such as { minutes: 30 }`,
      error,
    );
  }
  if (durationToMilliseconds(duration) <= 0) {
    throw new InputError(`${shownKey} must be longer than nothing`);
  }
  return duration;
}

/**
 * A whole number of days.
 *
 * @throws InputError naming the key and the bounds, both inclusive
 */
export function readDays(
  config: Config,
  key: string,
  { min = 1, max, otherwise }: { min?: number; max: number; otherwise: number },
): number {
  const days = config.getOptionalNumber(key) ?? otherwise;
  if (!(Number.isInteger(days) && days >= min && days <= max)) {
    throw new InputError(
      `${key} must be a whole number of days from ${min} to ${max}, got: ${days}`,
    );
  }
  return days;
}

/**
 * A relative path starts at the nearest directory upwards that holds an
 * `app-config.yaml`: a backend is started in its own package's directory.
 */
export function absolute(path: string): string {
  if (isAbsolute(path)) return path;
  for (let directory = process.cwd(); ; directory = dirname(directory)) {
    const candidate = resolve(directory, path);
    if (existsSync(candidate)) return candidate;
    if (existsSync(join(directory, 'app-config.yaml'))) return candidate;
    if (directory === dirname(directory)) return resolve(path);
  }
}
