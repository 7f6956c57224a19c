import { mockServices } from '@backstage/backend-test-utils';
import { QueueRunEventSource } from './QueueRunEventSource';
import { SQS_CONCURRENT_RECEIVES, type RunQueue } from './runQueue';

const MESSAGES = 10_000;

/** Assumed of one call of SQS, and of storing ten runs, in milliseconds. */
const CALL_MS = 50;
const STORE_MS = 40;

/** Time that passes only where everybody waits for it. */
class VirtualTime {
  now = 0;
  private readonly waiting: Array<{ at: number; wake: () => void }> = [];

  sleep(ms: number): Promise<void> {
    return new Promise(wake => {
      this.waiting.push({ at: this.now + ms, wake });
    });
  }

  /** Runs until the work is done. */
  async pass(work: Promise<unknown>): Promise<void> {
    let isDone = false;
    const done = work.finally(() => {
      isDone = true;
    });
    while (!isDone) {
      await new Promise(resolve => setImmediate(resolve));
      this.waiting.sort((a, b) => a.at - b.at);
      const next = this.waiting.shift();
      if (!next) continue;
      this.now = next.at;
      next.wake();
    }
    await done;
  }
}

it('takes ten thousand jobs that start at the full hour within half a minute', async () => {
  const time = new VirtualTime();
  const body = (name: number) =>
    JSON.stringify({
      source: 'aws.states',
      'detail-type': 'Step Functions Execution Status Change',
      account: '111122223333',
      region: 'ap-northeast-1',
      time: '2026-02-12T01:00:00Z',
      detail: {
        stateMachineArn:
          'arn:aws:states:ap-northeast-1:111122223333:stateMachine:digest',
        executionArn: `arn:aws:states:ap-northeast-1:111122223333:execution:digest:${name}`,
        status: 'RUNNING',
        startDate: 1770858000000,
      },
    });
  let sent = 0;
  const stored = new Set<string>();
  const queue: RunQueue = {
    concurrentReceives: SQS_CONCURRENT_RECEIVES,
    async receive() {
      await time.sleep(CALL_MS);
      if (sent >= MESSAGES) return null;
      const batch = Array.from({ length: 10 }, (_, index) => sent + index);
      sent += 10;
      return batch.map(name => ({ body: body(name), receipt: `${name}` }));
    },
    async delete() {
      await time.sleep(CALL_MS);
      return 0;
    },
  };
  await time.pass(
    new QueueRunEventSource(queue, mockServices.logger.mock()).listen(
      async events => {
        await time.sleep(STORE_MS);
        for (const { run } of events) stored.add(run.externalId);
      },
      { signal: new AbortController().signal },
    ),
  );
  expect(stored.size).toBe(MESSAGES);
  // One replica; every further one takes as many again.
  expect(time.now).toBeLessThan(30_000);
});
