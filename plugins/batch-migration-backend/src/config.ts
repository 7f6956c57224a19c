import { resolve } from 'node:path';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds, HumanDuration } from '@backstage/types';
import {
  SECOND_PERSON_POLICIES,
  type InventoryRole,
  type PriceBook,
  type RequirementTemplate,
  type SecondPersonPolicy,
  type StatedEndOfLife,
} from 'backstage-plugin-batch-migration-common';
import { absolute, readDays, readDuration } from './configValues';
import { MAX_REMOVED_SHARE } from './discovery';
import { readHeadPlaces, type HeadPlace } from './history';
import {
  MESSAGE_LANGUAGES,
  TOPICS,
  type MessageLanguage,
  type Topic,
} from './notify';
import { USES_WINDOW_MS, type Retention } from './observation';
import { readPrices } from './pricesConfig';
import { readRequirements } from './requirementsConfig';

/** A folder of inventories in files, as configured. */
export interface FilesInventoryOptions {
  id: string;
  /** Absolute path, or a URL of http or https. */
  target: string;
  role: InventoryRole;
  freshnessMs: number;
}

/** Everything under `batchMigration` that this plugin reads, read once. */
export interface BatchMigrationOptions {
  /** IANA zone of crontabs that name none. */
  timezone: string;
  files: FilesInventoryOptions[];
  /** Role types beside those that ship with the product. */
  roleTypes: string[];
  /** Requirements beside, or in place of, those of the library. */
  requirements: RequirementTemplate[];
  /** Ends of support that are not, or otherwise, in our own list. */
  endOfLife: StatedEndOfLife[];
  /** What things cost: the installation's own prices, then those that ship. */
  prices: PriceBook;
  /** Whether answers come from the platforms or from recordings. */
  mode: 'live' | 'replay';
  /** The plugin's now at the first start; `null` where it is the machine's. */
  replayClock: Date | null;
  observationFrequency: HumanDuration;
  observationFreshnessMs: number;
  /** How often targets are looked for that nobody linked. */
  findTargetsEveryMs: number;
  /** How long runs need not be read that arrive as events. */
  reconcileEveryMs: number;
  retention: Retention;
  /** How far back uses of tools count, in milliseconds. */
  usesWindowMs: number;
  /** From so many days before its deadline a wave with work left is due. */
  waveWarnDays: number;
  /** How many days ahead an exemption may end. */
  longestExemptionDays: number;
  /** How long a capture counts that somebody handed in. */
  capturesFreshnessMs: number;
  /** If an answer would remove more than this share, from 0 to 1, nothing is removed. */
  maxRemovedShare: number;
  /** What owners are told of, how often at most, how many days before a date, and whether by name. */
  notifications: {
    topics: Topic[];
    everyMs: number;
    deadlineDays: number;
    names: boolean;
  };
  /** In which language owners are told. */
  messageLanguage: MessageLanguage;
  /** Whether authors of commits may be proposed as owners. */
  ownersOfHistory: boolean;
  /** Where the head of the history is published. */
  headPlaces: HeadPlace[];
  /** Which cutover steps take a second person. */
  secondPerson: SecondPersonPolicy;
  /** Absolute path of the directory of seeded plans. */
  seedPlans: string | null;
  /** Absolute path of the file of a seeded history. */
  seedHistory: string | null;
}

const ROOT = 'batchMigration';
const INVENTORY_TYPES = ['files', 'aws'];
const INVENTORY_ROLES: readonly InventoryRole[] = ['captured', 'declared'];

/** @throws InputError which names the key that is wrong and the rule it breaks */
export function readOptions(config: Config): BatchMigrationOptions {
  const timezone = config.getOptionalString(`${ROOT}.timezone`) ?? 'UTC';
  if (!isTimezone(timezone)) {
    throw new InputError(
      `${ROOT}.timezone must be an IANA zone such as Asia/Tokyo, got: ${timezone}`,
    );
  }
  const seedPlans = config.getOptionalString(`${ROOT}.seed.plans`);
  const seedHistory = config.getOptionalString(`${ROOT}.seed.history`);
  return {
    timezone,
    files: readFilesInventories(config),
    roleTypes: config.getOptionalStringArray(`${ROOT}.roleTypes`) ?? [],
    requirements: readRequirements(config),
    endOfLife: readEndOfLife(config),
    prices: readPrices(config),
    mode: readMode(config),
    replayClock: readClock(config),
    observationFrequency: readDuration(
      config,
      `${ROOT}.observation.frequency`,
      { minutes: 5 },
    ),
    observationFreshnessMs: durationToMilliseconds(
      readDuration(config, `${ROOT}.observation.freshness`, { minutes: 30 }),
    ),
    findTargetsEveryMs: readFindEvery(config),
    reconcileEveryMs: durationToMilliseconds(
      readDuration(config, `${ROOT}.observation.reconcileEvery`, {
        minutes: 30,
      }),
    ),
    retention: readRetention(config),
    usesWindowMs: readUsesWindow(config),
    capturesFreshnessMs: durationToMilliseconds(
      readDuration(config, `${ROOT}.captures.freshness`, { days: 7 }),
    ),
    waveWarnDays: readDays(config, `${ROOT}.waves.warnDays`, {
      ...{ min: 0, max: 365, otherwise: 14 },
    }),
    longestExemptionDays: readDays(config, `${ROOT}.exemptions.longestDays`, {
      ...{ max: 366, otherwise: 90 },
    }),
    ownersOfHistory:
      config.getOptionalBoolean(`${ROOT}.owners.gitHistory`) ?? true,
    headPlaces: readHeadPlaces(config),
    maxRemovedShare: readMaxRemovedShare(config),
    messageLanguage: readMessageLanguage(config),
    notifications: readNotifications(config),
    secondPerson: readSecondPerson(config),
    seedPlans: seedPlans ? absolute(seedPlans) : null,
    seedHistory: seedHistory ? absolute(seedHistory) : null,
  };
}

function readSecondPerson(config: Config): SecondPersonPolicy {
  const key = `${ROOT}.cutover.secondPerson`;
  const given = config.getOptionalString(key) ?? 'irreversible';
  const known = SECOND_PERSON_POLICIES.find(policy => policy === given);
  if (!known) {
    throw new InputError(
      `${key} must be one of ${SECOND_PERSON_POLICIES.join(
        ', ',
      )}, got: ${given}`,
    );
  }
  return known;
}

function readMessageLanguage(config: Config): MessageLanguage {
  const key = `${ROOT}.notifications.language`;
  const given = config.getOptionalString(key) ?? 'en';
  const known = MESSAGE_LANGUAGES.find(language => language === given);
  if (!known) {
    throw new InputError(
      `${key} must be one of ${MESSAGE_LANGUAGES.join(', ')}, got: ${given}`,
    );
  }
  return known;
}

function readNotifications(
  config: Config,
): BatchMigrationOptions['notifications'] {
  const key = `${ROOT}.notifications`;
  const given = config.getOptionalStringArray(`${key}.about`) ?? [...TOPICS];
  const wrong = given.find(topic => !TOPICS.some(known => known === topic));
  if (wrong !== undefined) {
    throw new InputError(
      `${key}.about must name some of ${TOPICS.join(', ')}, got: ${wrong}`,
    );
  }
  return {
    topics: TOPICS.filter(topic => given.includes(topic)),
    everyMs: durationToMilliseconds(
      readDuration(config, `${key}.every`, { minutes: 15 }),
    ),
    deadlineDays: readDays(config, `${key}.deadlineDays`, {
      ...{ min: 0, max: 365, otherwise: 14 },
    }),
    names: config.getOptionalBoolean(`${key}.names`) ?? true,
  };
}

function readFilesInventories(config: Config): FilesInventoryOptions[] {
  const sources = (config.getOptionalConfigArray(`${ROOT}.inventories`) ?? [])
    .map((inventory, index) => ({
      inventory,
      key: `${ROOT}.inventories[${index}]`,
    }))
    .filter(({ inventory, key }) => {
      const type = inventory.getString('type');
      if (!INVENTORY_TYPES.includes(type)) {
        throw new InputError(
          `${key}.type must be one of ${INVENTORY_TYPES.join(
            ', ',
          )}, got: ${type}`,
        );
      }
      return type === 'files';
    })
    .map(({ inventory, key }) => readFilesInventory(inventory, key));

  const ids = sources.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) {
    throw new InputError(
      `${ROOT}.inventories has the source ${twice} twice; give each an id of its own`,
    );
  }
  return sources;
}

function readFilesInventory(
  inventory: Config,
  key: string,
): FilesInventoryOptions {
  const target = inventory.getString('target');
  const role = INVENTORY_ROLES.find(
    known => known === inventory.getString('role'),
  );
  if (!role) {
    throw new InputError(
      `${key}.role must be one of ${INVENTORY_ROLES.join(
        ', ',
      )}, got: ${inventory.getString('role')}`,
    );
  }
  const read = targetAt(target, `${key}.target`);
  return {
    // Of the path only the last part: the id is stored, and a checkout may move.
    id:
      inventory.getOptionalString('id') ??
      `files:${role}:${lastPartOf(target)}`,
    target: read,
    role,
    freshnessMs: durationToMilliseconds(
      readDuration(inventory, 'freshness', { days: 7 }, `${key}.freshness`),
    ),
  };
}

/** Whether the target of an inventory is a URL, and no folder of this machine. */
export function isUrl(target: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(target);
}

function targetAt(target: string, key: string): string {
  if (!isUrl(target)) return absolute(target);
  const url = URL.canParse(target) ? new URL(target) : null;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new InputError(
      `${key} must be a folder, or a URL that begins with https://, got: ${
        target.split(':')[0]
      }://…`,
    );
  }
  if (url.username || url.password) {
    throw new InputError(
      `${key} must not hold credentials; put them into integrations of the configuration`,
    );
  }
  return target;
}

function lastPartOf(target: string): string {
  if (!isUrl(target)) return resolve('/', target).split(/[\\/]/).pop()!;
  const { pathname, hostname } = new URL(target);
  return pathname.split('/').filter(Boolean).pop() ?? hostname;
}

/** Step Functions forgets after 90 days: less would keep less than the platform. */
const SHORTEST_RETENTION_DAYS = 90;

function readRetention(config: Config): Retention {
  const key = `${ROOT}.observation.retention`;
  const read = (what: string, days: number) =>
    durationToMilliseconds(readDuration(config, `${key}.${what}`, { days }));
  const retention = {
    runsMs: read('runs', 400),
    observationsMs: read('observations', 400),
    heartbeatsMs: read('heartbeats', 30),
  };
  const shortestMs = durationToMilliseconds({ days: SHORTEST_RETENTION_DAYS });
  for (const what of ['runs', 'observations'] as const) {
    if (retention[`${what}Ms`] < shortestMs) {
      throw new InputError(
        `${key}.${what} must be at least ${SHORTEST_RETENTION_DAYS} days, as long as AWS keeps its executions`,
      );
    }
  }
  return retention;
}

function readUsesWindow(config: Config): number {
  const key = `${ROOT}.observation.usesWithin`;
  const windowMs = durationToMilliseconds(
    readDuration(config, key, { milliseconds: USES_WINDOW_MS }),
  );
  if (windowMs < durationToMilliseconds({ days: 1 })) {
    throw new InputError(`${key} must be at least a day`);
  }
  const { runsMs } = readRetention(config);
  if (windowMs > runsMs) {
    throw new InputError(
      `${key} must not be longer than ${ROOT}.observation.retention.runs: uses are kept no longer than runs`,
    );
  }
  return windowMs;
}

function readEndOfLife(config: Config): StatedEndOfLife[] {
  const key = `${ROOT}.endOfLife`;
  return (config.getOptionalConfigArray(key) ?? []).map((stated, index) => {
    const date = stated.getString('date');
    if (!isDay(date)) {
      throw new InputError(
        `${key}[${index}].date must be a day such as 2027-06-30, got: ${date}`,
      );
    }
    return {
      system: stated.getString('system'),
      date,
      source: stated.getString('source'),
    };
  });
}

function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === text;
}

/** A look asks the platform for everything it has. */
function readFindEvery(config: Config): number {
  const key = `${ROOT}.targets.findEvery`;
  const everyMs = durationToMilliseconds(
    readDuration(config, key, { hours: 1 }),
  );
  if (everyMs < durationToMilliseconds({ minutes: 10 })) {
    throw new InputError(`${key} must be at least 10 minutes`);
  }
  return everyMs;
}

function readMaxRemovedShare(config: Config): number {
  const key = `${ROOT}.removal.maxShare`;
  const share = config.getOptionalNumber(key) ?? MAX_REMOVED_SHARE;
  if (!(share >= 0 && share <= 1)) {
    throw new InputError(`${key} must be from 0 to 1, got: ${share}`);
  }
  return share;
}

function readMode(config: Config): 'live' | 'replay' {
  const key = `${ROOT}.aws.mode`;
  const mode = config.getOptionalString(key) ?? 'live';
  if (mode !== 'live' && mode !== 'replay') {
    throw new InputError(`${key} must be live or replay, got: ${mode}`);
  }
  return mode;
}

function readClock(config: Config): Date | null {
  const key = `${ROOT}.replay.clock`;
  const text = config.getOptionalString(key);
  if (text === undefined) return null;
  const clock = new Date(text);
  // Without an offset the same text would be another instant on another machine.
  if (Number.isNaN(clock.getTime()) || !/(Z|[+-]\d{2}:\d{2})$/.test(text)) {
    throw new InputError(
      `${key} must be an ISO 8601 time with offset such as 2026-02-12T10:24:00+09:00, got: ${text}`,
    );
  }
  return clock;
}

function isTimezone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}
