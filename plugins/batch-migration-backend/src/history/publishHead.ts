import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  parseHistoryHeads,
  type HistoryHead,
} from 'backstage-plugin-batch-migration-common';
import type { HistoryHeadPublisher } from 'backstage-plugin-batch-migration-node';
import type { BatchMigrationDatabase } from '../stores';

/** A scheduler is not punctual to the second. */
const EARLY_MS = 30_000;

export interface PublishOptions {
  database: BatchMigrationDatabase;
  publishers: readonly HistoryHeadPublisher[];
  logger: LoggerService;
  now: Date;
  signal?: AbortSignal;
}

/**
 * Publishes the head of the history to each place where something was written
 * since, and tells where the history is not any more what was published of it.
 *
 * @throws Error naming the places that failed, after all were tried
 */
export async function publishHead(options: PublishOptions): Promise<void> {
  const { database, publishers, now } = options;
  const head = await database.history.head(now.toISOString());
  if (head.count !== head.sequence) {
    await alarm(
      options,
      `The history has ${head.count} events and should have ${head.sequence}`,
    );
  }
  const failures: string[] = [];
  for (const publisher of publishers) {
    try {
      await publishTo(publisher, head, options);
    } catch (error) {
      failures.push(`${publisher.id}: ${stringifyError(error)}`);
    }
  }
  if (failures.length > 0) {
    throw new Error(
      `The head of the history was not published, which is tried again: ${failures.join(
        '; ',
      )}`,
    );
  }
}

async function publishTo(
  publisher: HistoryHeadPublisher,
  head: HistoryHead,
  options: PublishOptions,
): Promise<void> {
  const { database, now, signal } = options;
  const last = publisher.newest
    ? await publisher.newest({ signal })
    : await remembered(database, publisher);
  if (last) {
    const isSame = last.sequence === head.sequence && last.hash === head.hash;
    const waitedMs = now.getTime() - Date.parse(last.at);
    const isEarly = waitedMs >= 0 && waitedMs + EARLY_MS < publisher.everyMs;
    if (isSame || isEarly) return;
    const change = await changeSince(last, head, database);
    if (change) await alarm(options, `${change} (${publisher.id})`);
  }
  await publisher.publish(head, { signal });
  await database.settings.set(settingOf(publisher), JSON.stringify(head));
}

/** A quick look, at the newest published head only; `history:verify` looks at all. */
async function changeSince(
  last: HistoryHead,
  head: HistoryHead,
  { history }: BatchMigrationDatabase,
): Promise<string | null> {
  if (head.sequence < last.sequence) {
    return `The history had ${last.sequence} events at ${last.at} and has ${head.sequence} now: its end was cut off`;
  }
  const hash = await history.hashAt(last.sequence);
  // Events of before have no position, and are left to `history:verify`.
  if (hash === null || hash === last.hash) return null;
  return `Event number ${last.sequence} of the history has another hash than at ${last.at}: something up to it was rewritten`;
}

async function alarm(
  { publishers, logger }: PublishOptions,
  what: string,
): Promise<void> {
  const sentence = `${what}. Run npm run history:verify`;
  logger.error(sentence);
  for (const publisher of publishers) {
    try {
      await publisher.alarm?.(sentence);
    } catch (error) {
      logger.warn(
        `${publisher.id} could not be told of it: ${stringifyError(error)}`,
      );
    }
  }
}

function settingOf({ id }: HistoryHeadPublisher): string {
  return `history.published.${id}`;
}

async function remembered(
  { settings }: BatchMigrationDatabase,
  publisher: HistoryHeadPublisher,
): Promise<HistoryHead | null> {
  const stored = await settings.get(settingOf(publisher));
  return parseHistoryHeads(stored ?? '').heads[0] ?? null;
}
