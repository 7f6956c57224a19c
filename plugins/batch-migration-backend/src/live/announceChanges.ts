import type {
  LifecycleService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { SignalsService } from '@backstage/plugin-signals-node';
import {
  CHANGES_CHANNEL,
  type ChangeSignal,
} from 'backstage-plugin-batch-migration-common';
import type { BatchMigrationDatabase } from '../stores';
import { currentRevision } from './currentRevision';

/** How often a replica looks, in milliseconds. */
const LOOK_MS = 3_000;

/**
 * Says that something changed, and never what: everybody who is signed in may
 * listen, and whoever may read asks. Each replica looks for itself, because
 * its listeners need not hear what another replica says.
 *
 * @returns one look, which the timer makes every three seconds
 */
export function announceChanges(options: {
  database: BatchMigrationDatabase;
  signals: SignalsService;
  lifecycle: LifecycleService;
  logger: LoggerService;
}): { look(): Promise<void> } {
  const { database, signals, lifecycle, logger } = options;
  let told: string | undefined;
  let looking: Promise<void> | undefined;

  const tell = async () => {
    const revision = await currentRevision(database);
    if (revision === told) return;
    const isFirst = told === undefined;
    told = revision;
    // Nobody who listens from before the start has seen anything older.
    if (isFirst) return;
    await signals.publish<ChangeSignal>({
      recipients: { type: 'broadcast' },
      channel: CHANGES_CHANNEL,
      message: { revision },
    });
  };
  const look = () => {
    // A slow database is not asked twice at once.
    looking ??= tell()
      .catch(error =>
        // Pages ask by themselves too, only later.
        logger.debug(`Could not say what changed: ${stringifyError(error)}`),
      )
      .finally(() => {
        looking = undefined;
      });
    return looking;
  };

  let timer: ReturnType<typeof setInterval> | undefined;
  lifecycle.addStartupHook(() => {
    timer = setInterval(look, LOOK_MS);
    timer.unref();
  });
  lifecycle.addShutdownHook(async () => {
    clearInterval(timer);
    await looking;
  });
  return { look };
}
