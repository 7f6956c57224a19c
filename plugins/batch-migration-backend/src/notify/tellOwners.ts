import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { BatchMigrationDatabase } from '../stores';
import { groupBy } from '../stores/rows';
import { changesSinceTold, type Change } from './changesSinceTold';
import { digest } from './digest';
import { claim, concernsNow, judged, sent, toldSoFar } from './ToldStore';
import { WORDS, type MessageLanguage } from './words';

/**
 * Tells each owner what changed since the last time, in one message. A change
 * is claimed before it is sent, so that one replica tells it; what could not
 * be sent is told again later, in place of the same message.
 */
export async function tellOwners(options: {
  database: BatchMigrationDatabase;
  notifications: NotificationService;
  logger: LoggerService;
  now: Date;
  /** English where not given. */
  language?: MessageLanguage;
}): Promise<void> {
  const { database, notifications, logger, now, language = 'en' } = options;
  const words = WORDS[language];
  const claimedAt = now.toISOString();
  const { concerns, won } = await database.transaction(async tx => {
    const present = await concernsNow(tx, words);
    const told = await toldSoFar(tx);
    const seen = await judged(
      tx,
      told.map(({ workloadId }) => workloadId),
    );
    const changes = changesSinceTold(present, told, {
      now,
      isJudged: id => seen.has(id),
    });
    const own: Change[] = [];
    for (const change of changes) {
      if (await claim(tx, change, claimedAt)) own.push(change);
    }
    return { concerns: present, won: own };
  });
  const unowned = concerns.filter(({ ownerRef }) => ownerRef === null);
  if (unowned.length > 0) {
    logger.debug(
      `Nobody is told of the drift of ${
        unowned.length
      } workloads that nobody owns: ${unowned
        .slice(0, 10)
        .map(({ workloadId }) => workloadId)
        .join(', ')}`,
    );
  }

  const ownerOf = (change: Change) =>
    change.type === 'resolved'
      ? change.before.ownerRef
      : change.concern.ownerRef!;
  const topicOf = (change: Change) =>
    change.type === 'resolved' ? change.before.topic : change.concern.topic;
  const messages = groupBy(won, one => `${topicOf(one)}\n${ownerOf(one)}`);
  for (const changes of messages.values()) {
    const [ownerRef, topic] = [ownerOf(changes[0]), topicOf(changes[0])];
    const left = concerns.filter(
      one => one.ownerRef === ownerRef && one.topic === topic,
    );
    try {
      await notifications.send(digest(ownerRef, topic, changes, left, words));
    } catch (error) {
      // Without the plugin there is nobody to tell, which is no fault.
      const isMissing = /status 404\b/.test(stringifyError(error));
      logger[isMissing ? 'debug' : 'warn'](
        `Could not tell ${ownerRef} of ${
          changes.length
        } changes; it is tried again: ${stringifyError(error)}`,
      );
      continue;
    }
    await database.transaction(async tx => {
      for (const change of changes) {
        await sent(tx, change, claimedAt, now.toISOString());
      }
    });
  }
}
