// Only tests import this file, so it is no part of the package.
/* eslint-disable @backstage/no-undeclared-imports */
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { SchedulerClient } from '@aws-sdk/client-scheduler';
import type { SFNClient } from '@aws-sdk/client-sfn';

/** Assumed of one call, in milliseconds. */
const LATENCY_MS = 100;

/**
 * Calls that AWS allows, by its published quotas: a bucket and what refills it
 * a second. Of Step Functions those of most regions, Tokyo among them; larger
 * ones have 200 and 5. Of Scheduler less than any region has.
 */
const QUOTAS: Record<string, { bucket: number; refill: number }> = {
  GetScheduleCommand: { bucket: 100, refill: 100 },
  ListExecutionsCommand: { bucket: 100, refill: 2 },
  DescribeExecutionCommand: { bucket: 250, refill: 10 },
  GetMetricDataCommand: { bucket: 50, refill: 50 },
};

/** Time that passes only where everybody waits for it, and the quotas in it. */
export class VirtualAws {
  readonly calls: Record<string, number> = {};
  private readonly waiting: Array<{ at: number; wake: () => void }> = [];
  private readonly free = new Map<string, number>();

  /**
   * @param now - milliseconds since the epoch
   * @param answer - what a command is answered, once its quota allows it
   */
  constructor(
    public now: number,
    private readonly answer: (
      command: string,
      input: Record<string, any>,
    ) => object,
  ) {}

  /** When a call is answered: as soon as its bucket holds a token again. */
  async call(name: string): Promise<void> {
    this.calls[name] = (this.calls[name] ?? 0) + 1;
    const { bucket, refill } = QUOTAS[name];
    // The instant at which the bucket would be full, one token later each call.
    const full = Math.max(this.free.get(name) ?? 0, this.now) + 1000 / refill;
    this.free.set(name, full);
    const wait = Math.max(0, full - this.now - (bucket * 1000) / refill);
    await new Promise<void>(wake => {
      this.waiting.push({ at: this.now + wait + LATENCY_MS, wake });
    });
  }

  async pass<T>(work: Promise<T>): Promise<T> {
    let isDone = false;
    const done = work.finally(() => {
      isDone = true;
    });
    while (!isDone) {
      for (let turn = 0; turn < 3; turn += 1) {
        await new Promise(resolve => setImmediate(resolve));
      }
      const at = Math.min(...this.waiting.map(one => one.at));
      if (!Number.isFinite(at)) continue;
      this.now = Math.max(this.now, at);
      const due = this.waiting.filter(one => one.at <= at);
      due.forEach(one => this.waiting.splice(this.waiting.indexOf(one), 1));
      due.forEach(({ wake }) => wake());
    }
    return done;
  }

  /** The SDK's own client, answered in its first step. */
  connect<C extends CloudWatchClient | SchedulerClient | SFNClient>(
    client: C,
  ): C {
    const stack = client.middlewareStack as unknown as {
      add(middleware: unknown, options: object): void;
    };
    stack.add(
      (_next: unknown, { commandName }: { commandName: string }) =>
        async ({ input }: { input: Record<string, any> }) => {
          await this.call(commandName);
          return {
            response: {},
            output: { $metadata: {}, ...this.answer(commandName, input) },
          };
        },
      { step: 'initialize', name: 'answer', priority: 'low' },
    );
    return client;
  }
}
