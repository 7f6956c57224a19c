import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { BatchMigrationDatabase } from '../stores';
import { groupBy } from '../stores/rows';
import { changesSinceTold } from './changesSinceTold';
import { concernsNow, type Telling } from './concerns';
import { digest, type ToldChange } from './digest';
import {
  claim,
  claimOwner,
  forget,
  judged,
  sent,
  sentOwner,
  toldSoFar,
} from './ToldStore';
import { WORDS, type MessageLanguage } from './words';

/** Which concerns end only where the legacy side is seen. */
const SEEN_TOPICS: readonly string[] = ['drift', 'danger'];

/**
 * Tells each owner what changed since the last time, in one message. An owner
 * and each change are claimed before they are told, so that one replica does;
 * what could not be sent is told again later.
 */
export async function tellOwners(
  options: {
    database: BatchMigrationDatabase;
    notifications: NotificationService;
    logger: LoggerService;
    now: Date;
    /** English where not given. */
    language?: MessageLanguage;
    /** An owner gets no two messages within this time; 0 where not given. */
    everyMs?: number;
    /** Whether messages name workloads; they do where not given. */
    names?: boolean;
  } & Telling,
): Promise<void> {
  const { database, notifications, logger, now, language = 'en' } = options;
  const { topics, deadlineDays, timezone } = options;
  const words = WORDS[language];
  const claimedAt = now.toISOString();
  const { concerns, won } = await database.transaction(async tx => {
    const present = await concernsNow(database, tx, {
      ...{ topics, deadlineDays, timezone, words, now },
    });
    const told = await toldSoFar(tx, topics);
    const seen = await judged(
      tx,
      told.map(({ workloadId }) => workloadId),
    );
    const changes = changesSinceTold(present, told, {
      now,
      isJudged: ({ topic, workloadId }) =>
        !SEEN_TOPICS.includes(topic) || seen.has(workloadId),
    });
    const own: ToldChange[] = [];
    for (const change of changes) {
      if (change.type === 'forgotten') await forget(tx, change.before);
    }
    const tellable = changes.filter(
      (change): change is ToldChange => change.type !== 'forgotten',
    );
    for (const [ownerRef, theirs] of groupBy(tellable, ownerOf)) {
      const isOurs = await claimOwner(tx, ownerRef, now, options.everyMs ?? 0);
      if (!isOurs) continue;
      for (const change of theirs) {
        if (await claim(tx, change, claimedAt)) own.push(change);
      }
    }
    return { concerns: present, won: own };
  });
  const unowned = concerns.filter(({ ownerRef }) => ownerRef === null);
  if (unowned.length > 0) {
    logger.debug(
      `Nobody is told of ${
        unowned.length
      } concerns of workloads that nobody owns: ${unowned
        .slice(0, 10)
        .map(({ workloadId }) => workloadId)
        .join(', ')}`,
    );
  }

  for (const [ownerRef, changes] of groupBy(won, ownerOf)) {
    const left = concerns.filter(one => one.ownerRef === ownerRef);
    try {
      await notifications.send(
        digest(ownerRef, changes, left, words, { names: options.names }),
      );
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
      await sentOwner(tx, ownerRef, now.toISOString());
      for (const change of changes) {
        await sent(tx, change, claimedAt, now.toISOString());
      }
    });
  }
}

function ownerOf(change: ToldChange): string {
  return change.type === 'resolved'
    ? change.before.ownerRef
    : change.concern.ownerRef!;
}
