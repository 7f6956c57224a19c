import type { Queue } from '../aws/queue';
import { sha256 } from '../canonical';
import type { Block } from './webApi';

/** A message on its way to Slack. */
export interface OutboxMessage {
  /** What it tells, such as `req-1:2:approved`: the same however often it is put in. */
  id: string;
  /** Whose thread: a request's id. Messages of one thread arrive in their order. */
  thread: string;
  /**
   * - `open`: the first message of the thread
   * - `reply`: in the thread
   * - `update`: takes the place of the first message
   * - `aside`: in a channel of its own, outside of the thread, as an alert
   */
  as: 'open' | 'reply' | 'update' | 'aside';
  channel: string;
  text: string;
  blocks?: Block[];
}

/** Messages that reach Slack also when it cannot be reached now: queued here, sent by `sender.ts`. */
export interface Outbox {
  put(message: OutboxMessage): Promise<void>;
}

/** What SQS takes; a message of Slack is far below it. */
const MAX_BYTES = 256 * 1024;

export function queuedOutbox(queue: Queue): Outbox {
  return {
    async put(message) {
      const body = JSON.stringify(message);
      if (Buffer.byteLength(body) > MAX_BYTES) throw new Error(`The message ${message.id} is too long for the outbox`);
      await queue.send({ body, group: sha256(message.thread), id: sha256(message.id) });
    },
  };
}
