import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { DefaultAwsCredentialsManager } from '@backstage/integration-aws-node';
import { existsSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import type { AwsAnswers, AwsClientsOptions } from './clients';

/**
 * Reads `batchMigration.aws`.
 *
 * @throws InputError naming the key that is wrong
 */
export function readAwsConfig(
  config: Config,
  cwd: string = process.cwd(),
): AwsClientsOptions {
  const aws = config.getOptionalConfig('batchMigration.aws');
  const accounts = aws?.getOptionalStringArray('accounts');
  const bad = accounts?.find(account => !/^\d{12}$/.test(account));
  if (bad !== undefined) {
    throw new InputError(
      `batchMigration.aws.accounts: expected 12 digits in quotes, got: ${bad}`,
    );
  }
  return {
    answers: readAnswers(config, cwd),
    ...(accounts ? { accounts } : {}),
    ...(aws?.has('regions') ? { regions: aws.getStringArray('regions') } : {}),
  };
}

function readAnswers(config: Config, cwd: string): AwsAnswers {
  const aws = config.getOptionalConfig('batchMigration.aws');
  const mode = aws?.getOptionalString('mode') ?? 'live';
  const recordings = aws?.getOptionalString('recordings');
  const endpoint = aws?.getOptionalString('endpoint');
  if (mode === 'live') {
    if (endpoint !== undefined && !URL.canParse(endpoint)) {
      throw new InputError(
        `batchMigration.aws.endpoint: expected an address, got: ${endpoint}`,
      );
    }
    return {
      mode,
      credentials: DefaultAwsCredentialsManager.fromConfig(config),
      ...(endpoint === undefined ? {} : { endpoint }),
    };
  }
  if (mode !== 'replay') {
    throw new InputError(
      `batchMigration.aws.mode: expected live or replay, got: ${mode}`,
    );
  }
  if (!recordings) {
    throw new InputError(
      'batchMigration.aws.recordings: mode replay needs the directory of the recordings',
    );
  }
  const directory = resolveFromRoot(recordings, cwd);
  if (!existsSync(directory) || !statSync(directory).isDirectory()) {
    throw new InputError(
      `batchMigration.aws.recordings: there is no directory ${directory}`,
    );
  }
  return { mode, recordings: directory };
}

/**
 * A relative path starts in the working directory if it is there, else where
 * `app-config.yaml` lies: a backend is started in its own package's directory.
 */
export function resolveFromRoot(path: string, cwd: string): string {
  if (isAbsolute(path) || existsSync(resolve(cwd, path))) {
    return resolve(cwd, path);
  }
  for (
    let directory = cwd;
    directory !== dirname(directory);
    directory = dirname(directory)
  ) {
    if (existsSync(join(directory, 'app-config.yaml'))) {
      return resolve(directory, path);
    }
  }
  return resolve(cwd, path);
}
