import type {
  LifecycleService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { RunEventSource } from 'backstage-plugin-batch-migration-node';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunEventIntake } from './RunEventIntake';

/** The longest wait before a source that broke off is listened to again, in milliseconds. */
const LONGEST_WAIT_MS = 60_000;

/**
 * Listens on every replica from its start to its end; the queue shares the
 * events out. A source that breaks off is taken up again, after waits that
 * double, with jitter.
 */
export function listenToRunEvents(options: {
  sources: readonly RunEventSource[];
  intake: Pick<RunEventIntake, 'take' | 'settled'>;
  lifecycle: LifecycleService;
  logger: LoggerService;
  firstWaitMs?: number;
}): void {
  const { sources, lifecycle } = options;
  const ended = new AbortController();
  const listening: Promise<void>[] = [];
  lifecycle.addStartupHook(() => {
    for (const source of sources) {
      listening.push(keepListening(source, options, ended.signal));
    }
  });
  lifecycle.addShutdownHook(async () => {
    ended.abort();
    // What was taken is stored and acknowledged before the process ends.
    await Promise.all(listening);
    await options.intake.settled();
  });
}

async function keepListening(
  source: RunEventSource,
  {
    intake,
    logger,
    firstWaitMs = 1_000,
  }: {
    intake: Pick<RunEventIntake, 'take'>;
    logger: LoggerService;
    firstWaitMs?: number;
  },
  signal: AbortSignal,
): Promise<void> {
  const wait = { ms: firstWaitMs };
  while (!signal.aborted) {
    try {
      await source.listen(
        async events => {
          await intake.take(source, events);
          wait.ms = firstWaitMs;
        },
        { signal },
      );
      // A source may have an end: a recording has told all that it holds.
      return;
    } catch (error) {
      if (signal.aborted) return;
      logger.error(
        `Run events of ${source.id} broke off: ${stringifyError(error)}`,
      );
      await sleep(Math.random() * wait.ms, undefined, { signal }).catch(
        () => {},
      );
      wait.ms = Math.min(wait.ms * 2, LONGEST_WAIT_MS);
    }
  }
}
