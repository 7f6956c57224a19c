import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkPlatformConfig, configError, type PlatformConfig } from './platform-config';

/**
 * Files that outlive a run or that several jobs share. A job gets at them only
 * where its `storage` in `schedules.yaml` says so.
 *
 * - `s3`: a bucket, whose name a job finds in the variable STORAGE_BUCKET
 * - `efs`: a file system, mounted at `mountPath`
 */
export type Storage = { kind: 'none' } | { kind: 's3' } | { kind: 'efs'; mountPath: string };

/**
 * How the portal learns of runs while they happen (it polls in any case).
 *
 * - `none`: a rule of the account already sends all runs to the portal's queue
 * - `queue`: this stack makes the queue; give its URL, an output of the stack,
 *   to the portal as `batchMigration.aws.events.queueUrl`
 * - `bus`: the event bus in front of the portal's queue, in whichever account
 */
export type RunFeed = { kind: 'none' } | { kind: 'queue' } | { kind: 'bus'; arn: string };

const NONE = { kind: 'none' } as const;

/** Where the stack goes: `infra/config.json`. */
export interface Config extends PlatformConfig {
  /** `none` where it is left out. */
  storage: Storage;
  /** `none` where it is left out. */
  runFeed: RunFeed;
}

/** @throws Error that names the field which AWS would refuse */
export function readConfig(path = join(__dirname, 'config.json')): Config {
  return checkConfig(JSON.parse(readFileSync(path, 'utf8')));
}

/** The settings with what they leave out. */
export function checkConfig(given: Partial<Config>): Config {
  const config = { image: null, alertEmail: null, storage: NONE, runFeed: NONE, ...given } as Config;
  checkPlatformConfig(config);
  checkStorage(config.storage);
  checkRunFeed(config.runFeed);
  return config;
}

/** A mount over a folder of the image would hide it; /tmp is mounted already. */
const TAKEN = /^\/(?:app|bin|dev|etc|lib|lib64|opt\/app|proc|sbin|sys|tmp|usr)(?:\/|$)/;

function checkStorage(storage: Storage): void {
  if (!['none', 's3', 'efs'].includes(storage.kind)) throw configError('storage.kind', 'none, s3 or efs', storage.kind);
  if (storage.kind !== 'efs') return;
  const { mountPath } = storage;
  if (!/^(?:\/[A-Za-z0-9][A-Za-z0-9._-]*)+$/.test(String(mountPath)) || TAKEN.test(mountPath)) {
    throw configError('storage.mountPath', 'an absolute path that no image uses, such as /mnt/shared', mountPath);
  }
}

function checkRunFeed(feed: RunFeed): void {
  if (!['none', 'queue', 'bus'].includes(feed.kind)) throw configError('runFeed.kind', 'none, queue or bus', feed.kind);
  if (feed.kind === 'bus' && !/^arn:aws[a-z-]*:events:[a-z0-9-]+:\d{12}:event-bus\/[\w./-]{1,256}$/.test(String(feed.arn))) {
    throw configError('runFeed.arn', 'the ARN of an event bus', feed.arn);
  }
}
