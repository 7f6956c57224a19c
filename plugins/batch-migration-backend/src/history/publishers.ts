import type { LoggerService } from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type {
  EntityRef,
  HistoryHead,
} from 'backstage-plugin-batch-migration-common';
import type { HistoryHeadPublisher } from 'backstage-plugin-batch-migration-node';
import { FileHeads } from './FileHeads';
import type { HeadPlace } from './readHistoryOptions';

/**
 * What publishes to the configured places: our own, and those of modules.
 *
 * @throws Error naming an entry that no installed module is for, and a place
 *   that is there twice
 */
export function createPublishers(
  places: readonly HeadPlace[],
  added: readonly HistoryHeadPublisher[],
  services: { logger: LoggerService; notifications: NotificationService },
): HistoryHeadPublisher[] {
  const own = places.flatMap((place): HistoryHeadPublisher[] => {
    switch (place.type) {
      case 'log':
        return [toLog(place.everyMs, services.logger)];
      case 'notification':
        return [toPeople(place, services.notifications)];
      case 'file':
        return [new FileHeads({ ...place, ...services })];
      default:
        if (added.some(({ type }) => type === place.type)) return [];
        throw new Error(
          `${place.key} is of type ${place.type}, and no installed module publishes there. Install the module that does, for s3 backstage-plugin-batch-migration-backend-module-aws, or take the entry out`,
        );
    }
  });
  const all = [...own, ...added];
  const ids = all.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) {
    throw new Error(`batchMigration.history.publish has ${twice} twice`);
  }
  return all;
}

function toLog(everyMs: number, logger: LoggerService): HistoryHeadPublisher {
  return {
    id: 'log',
    type: 'log',
    everyMs,
    async publish({ sequence, count, hash, at }) {
      logger.info(
        `History head ${JSON.stringify({ sequence, count, hash, at })}`,
      );
    },
  };
}

function toPeople(
  { everyMs, recipients }: { everyMs: number; recipients: EntityRef[] },
  notifications: NotificationService,
): HistoryHeadPublisher {
  const to = { type: 'entity' as const, entityRef: recipients };
  const topic = 'batch-migration-history';
  return {
    id: `notification:${[...recipients].sort().join(',')}`,
    type: 'notification',
    everyMs,
    // Without a scope: an older head must not be replaced by a newer one.
    async publish(head) {
      await notifications.send({
        recipients: to,
        payload: {
          title: `History of the migration: ${head.sequence} events`,
          description: wordsOf(head),
          severity: 'low',
          topic,
        },
      });
    },
    async alarm(sentence) {
      await notifications.send({
        recipients: to,
        payload: {
          title: 'The history of the migration was changed',
          description: sentence,
          severity: 'critical',
          topic,
        },
      });
    },
  };
}

function wordsOf({ sequence, count, hash, at }: HistoryHead): string {
  return [
    'Keep this message: with it, a later change of the history shows.',
    JSON.stringify({ sequence, count, hash, at }),
  ].join('\n');
}
