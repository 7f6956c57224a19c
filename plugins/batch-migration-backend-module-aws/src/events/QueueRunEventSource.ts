import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { LocationRef } from 'backstage-plugin-batch-migration-common';
import type {
  RunEvent,
  RunEventSource,
} from 'backstage-plugin-batch-migration-node';
import { readEvent } from './readEvent';
import type { QueuedMessage, RunQueue } from './runQueue';

/** What EventBridge tells the runs of: schedules and rules, by what they start. */
const SCHEMES = ['scheduler:', 'rule:'];

type Deliver = (events: RunEvent[]) => Promise<void>;

/**
 * Brings the runs that EventBridge puts into a queue. A message is deleted
 * once its run is stored, or is nobody's here; what cannot be read or stored
 * stays, comes again, and is left to the queue's own dead-letter queue.
 */
export class QueueRunEventSource implements RunEventSource {
  readonly id = 'aws-events';

  constructor(
    private readonly queue: RunQueue,
    private readonly logger: LoggerService,
    private readonly onUnreadable: () => void = () => {},
  ) {}

  brings({ ref }: LocationRef): boolean {
    return SCHEMES.some(scheme => ref.startsWith(scheme));
  }

  async listen(
    deliver: Deliver,
    { signal }: { signal: AbortSignal },
  ): Promise<void> {
    let isBroken = false;
    const drain = async () => {
      // The others end what they receive: a receive that is given up may have
      // got messages, which would be hidden from everyone for a while.
      while (!signal.aborted && !isBroken) {
        const messages = await this.receive(signal);
        if (messages === null) return;
        await this.take(messages, deliver);
      }
    };
    const ended = await Promise.allSettled(
      Array.from({ length: this.queue.concurrentReceives }, () =>
        drain().catch(error => {
          isBroken = true;
          throw error;
        }),
      ),
    );
    const failed = ended.find(one => one.status === 'rejected');
    if (failed) throw failed.reason;
  }

  private async receive(signal: AbortSignal): Promise<QueuedMessage[] | null> {
    try {
      return await this.queue.receive(signal);
    } catch (error) {
      if (signal.aborted) return null;
      throw error;
    }
  }

  private async take(
    messages: QueuedMessage[],
    deliver: Deliver,
  ): Promise<void> {
    const done: string[] = [];
    const runs: Array<{ receipt: string; event: RunEvent }> = [];
    for (const { body, receipt } of messages) {
      const reading = readEvent(body);
      if (reading.type === 'run') {
        runs.push({ receipt, event: reading.event });
      } else if (reading.type === 'ignored') {
        done.push(receipt);
      } else {
        this.onUnreadable();
        this.logger.warn(
          `A message of the run events cannot be read: ${reading.reason}. It stays in the queue until its redrive policy moves it.`,
        );
      }
    }
    const stored = await this.deliver(runs, deliver);
    done.push(...stored);
    const failed = done.length === 0 ? 0 : await this.queue.delete(done);
    if (failed > 0) {
      this.logger.warn(
        `${failed} messages of the run events could not be deleted; they come again`,
      );
    }
    // The next ones would fare no better, and each delivery counts towards the
    // redrive policy: whoever listens waits before it takes more.
    if (runs.length > 0 && stored.length === 0) {
      throw new Error(`None of ${runs.length} runs could be stored`);
    }
  }

  /** @returns the receipts of what is stored */
  private async deliver(
    runs: Array<{ receipt: string; event: RunEvent }>,
    deliver: Deliver,
  ): Promise<string[]> {
    if (runs.length === 0) return [];
    try {
      await deliver(runs.map(({ event }) => event));
      return runs.map(({ receipt }) => receipt);
    } catch (error) {
      if (runs.length > 1) {
        // One that cannot be stored must not keep the others from it.
        const stored: string[] = [];
        for (const run of runs) {
          stored.push(...(await this.deliver([run], deliver)));
        }
        return stored;
      }
      this.logger.error(
        `The run ${
          runs[0].event.run.externalId
        } could not be stored and comes again: ${stringifyError(error)}`,
      );
      return [];
    }
  }
}
