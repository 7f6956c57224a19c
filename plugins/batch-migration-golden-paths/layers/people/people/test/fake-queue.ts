import type { Queue, QueueAnswer, QueueEvent, QueueMessage, Visibility } from '../aws/queue';
import type { Clock } from '../clock';

interface Held extends QueueMessage {
  messageId: string;
  receives: number;
  visibleAt: number;
}

/**
 * A FIFO queue and the event source that hands its messages to a function:
 * order within a group, five minutes in which an id counts, visibility by the
 * clock of the test, dead letters.
 */
export class FakeQueue implements Queue, Visibility {
  readonly messages: Held[] = [];
  readonly deadLetters: Held[] = [];
  outage: Error | undefined;
  private readonly ids = new Map<string, number>();
  private count = 0;

  constructor(private readonly clock: Clock, private readonly props: { visibilitySeconds?: number; maxReceives?: number } = {}) {}

  async send(message: QueueMessage): Promise<void> {
    if (this.outage) throw this.outage;
    // SQS takes these characters and lengths alone.
    for (const value of [message.id, message.group]) {
      if (!/^[\w!"#$%&'()*+,./:;<=>?@[\\\]^`{|}~-]{1,128}$/.test(value)) throw new Error(`SQS refuses ${value}`);
    }
    const now = this.clock().getTime();
    if (now - (this.ids.get(message.id) ?? -Infinity) < 300_000) return;
    this.ids.set(message.id, now);
    this.count += 1;
    this.messages.push({ ...message, messageId: `m${this.count}`, receives: 0, visibleAt: now });
  }

  async comeAgain(receiptHandle: string, afterSeconds: number): Promise<void> {
    const held = this.messages.find(({ messageId }) => messageId === receiptHandle);
    if (held) held.visibleAt = this.clock().getTime() + afterSeconds * 1000;
  }

  /** Hands over what is visible now, until nothing is; answers how many were done. */
  async deliver(handler: (event: QueueEvent) => Promise<QueueAnswer>): Promise<number> {
    const { visibilitySeconds = 360, maxReceives = 1000 } = this.props;
    let done = 0;
    for (;;) {
      const now = this.clock().getTime();
      const hidden = new Set(this.messages.filter(({ visibleAt }) => visibleAt > now).map(({ group }) => group));
      const batch = this.messages.filter(({ group }) => !hidden.has(group)).slice(0, 5);
      if (batch.length === 0) return done;
      for (const held of batch) {
        held.receives += 1;
        held.visibleAt = now + visibilitySeconds * 1000;
      }
      const failed = await handler({ Records: batch.map(recordOf) }).then(
        answer => new Set(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)),
        () => new Set(batch.map(({ messageId }) => messageId)),
      );
      for (const held of batch) {
        if (failed.has(held.messageId) && held.receives < maxReceives) continue;
        this.messages.splice(this.messages.indexOf(held), 1);
        if (failed.has(held.messageId)) this.deadLetters.push(held);
        else done += 1;
      }
    }
  }
}

function recordOf({ messageId, body, receives, group }: Held): QueueEvent['Records'][number] {
  return { messageId, receiptHandle: messageId, body, attributes: { ApproximateReceiveCount: String(receives), MessageGroupId: group } };
}
