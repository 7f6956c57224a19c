import { type Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds, type HumanDuration } from '@backstage/types';
import type { AwsPlace } from '../places';

const KEY = 'batchMigration.inventories';
/** "Tag restrictions" of EC2; `*`, `?` and `\` would be read as wildcards by a filter. */
const TAG = /^[^*?\\]{1,128}$/;
/** `DescribeInstances` takes so many values in all filters of a call. */
const MAX_VALUES = 200;

/** Tags that tell what is a legacy server, and what people know of it. */
export interface InventoryTags {
  /** What has it is a legacy server. */
  key: string;
  /** Only with one of these values; with any where there is none. */
  values: string[];
  /** Its value names the server. */
  server: string;
  /** Its value lists types of roles, with blanks or `+` between them. */
  role: string;
  /** Its value names a group or is the ref of an owner. */
  owner: string;
}

/** How crontabs are read by Run Command. */
export interface RunCommandOptions {
  /** Name of the document in the account: ours, unchanged. */
  document: string;
  /** Log group into which Systems Manager puts the output. */
  logGroup: string;
  /** How often each host is read, in milliseconds. */
  everyMs: number;
  /** How many hosts are asked in one round. */
  hostsPerRound: number;
}

/** One account and region of which an inventory is taken. */
export interface AwsInventoryOptions extends AwsPlace {
  /** How long a reading counts, in milliseconds. */
  freshnessMs: number;
  /** IANA zone of the estate: of hard dates, and of hosts that do not name theirs. */
  timezone: string;
  tags: InventoryTags;
  /** Nothing is ever executed on hosts where it is `null`. */
  runCommand: RunCommandOptions | null;
}

/**
 * Reads the entries of `batchMigration.inventories` with `type: aws`.
 *
 * @throws InputError naming the key that is wrong
 */
export function readAwsInventories(config: Config): AwsInventoryOptions[] {
  const timezone = config.getOptionalString('batchMigration.timezone') ?? 'UTC';
  const inventories = (config.getOptionalConfigArray(KEY) ?? []).flatMap(
    (entry, index) =>
      entry.getString('type') === 'aws'
        ? readInventory(entry, `${KEY}[${index}]`, timezone)
        : [],
  );
  const seen = new Set<string>();
  for (const { accountId, region } of inventories) {
    // Each would call off what the other one tells.
    if (seen.has(`${accountId}/${region}`)) {
      throw new InputError(
        `${KEY}: account ${accountId} in ${region} is listed twice; list it once, with all values of its tag`,
      );
    }
    seen.add(`${accountId}/${region}`);
  }
  return inventories;
}

function readInventory(
  entry: Config,
  key: string,
  timezone: string,
): AwsInventoryOptions {
  return {
    accountId: matching(
      entry,
      key,
      'accountId',
      /^\d{12}$/,
      '12 digits in quotes',
    ),
    region: matching(
      entry,
      key,
      'region',
      /^[a-z]{2,3}(-[a-z]+)+-\d{1,2}$/,
      'a region',
    ),
    freshnessMs: durationAt(entry, key, 'freshness', { days: 1 }),
    timezone,
    tags: readTags(entry, key),
    runCommand: readRunCommand(entry, key),
  };
}

function readTags(entry: Config, key: string): InventoryTags {
  const tags = entry.getOptionalConfig('tags');
  const at = `${key}.tags`;
  const name = (property: string, otherwise: string) => {
    const value = tags?.getOptionalString(property) ?? otherwise;
    if (TAG.test(value)) return value;
    throw new InputError(
      `${at}.${property}: expected the key of a tag without *, ? and \\, got: ${value}`,
    );
  };
  const values = tags?.getOptionalStringArray('values') ?? [];
  const bad = values.find(value => !/^[^*?\\]{0,256}$/.test(value));
  if (bad !== undefined) {
    throw new InputError(
      `${at}.values: expected values of a tag without *, ? and \\, got: ${bad}`,
    );
  }
  if (values.length > MAX_VALUES) {
    throw new InputError(
      `${at}.values: EC2 takes at most ${MAX_VALUES} in one call, got: ${values.length}`,
    );
  }
  return {
    key: name('key', 'batch-migration'),
    values,
    server: name('server', 'batch-migration-server'),
    role: name('role', 'batch-migration-role'),
    owner: name('owner', 'batch-migration-owner'),
  };
}

function readRunCommand(entry: Config, key: string): RunCommandOptions | null {
  const command = entry.getOptionalConfig('runCommand');
  if (!command) return null;
  const at = `${key}.runCommand`;
  const hostsPerRound = command.getOptionalNumber('hostsPerRound') ?? 25;
  if (
    !Number.isInteger(hostsPerRound) ||
    hostsPerRound < 1 ||
    hostsPerRound > 50
  ) {
    throw new InputError(
      `${at}.hostsPerRound: expected a number from 1 to 50, got: ${hostsPerRound}`,
    );
  }
  return {
    // `DocumentName` in the reference of Systems Manager. An ARN would be another account's.
    document: matching(
      command,
      at,
      'document',
      /^[A-Za-z0-9_.-]{3,128}$/,
      'the name of a document in the account',
    ),
    logGroup: matching(
      command,
      at,
      'logGroup',
      /^[.\-_/#A-Za-z0-9]{1,512}$/,
      'the name of a log group',
    ),
    everyMs: durationAt(command, at, 'every', { days: 1 }),
    hostsPerRound,
  };
}

function matching(
  entry: Config,
  key: string,
  name: string,
  pattern: RegExp,
  expected: string,
): string {
  const value = entry.getString(name);
  if (pattern.test(value)) return value;
  throw new InputError(`${key}.${name}: expected ${expected}, got: ${value}`);
}

function durationAt(
  entry: Config,
  key: string,
  name: string,
  otherwise: HumanDuration,
): number {
  let duration = otherwise;
  try {
    if (entry.has(name))
      duration = readDurationFromConfig(entry, { key: name });
  } catch (error) {
    throw new InputError(
      `${key}.${name} must be a duration such as { hours: 24 }`,
      error,
    );
  }
  const milliseconds = durationToMilliseconds(duration);
  if (milliseconds > 0) return milliseconds;
  throw new InputError(`${key}.${name} must be longer than nothing`);
}
