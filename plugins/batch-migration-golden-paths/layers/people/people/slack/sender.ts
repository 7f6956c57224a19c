import type { Claims } from '../aws/claims';
import type { QueueAnswer, QueueEvent, Visibility } from '../aws/queue';
import type { Log } from '../clock';
import { SlackError } from './errors';
import type { OutboxMessage } from './outbox';
import type { Threads } from './threads';
import type { SlackApi } from './webApi';

export interface SenderProps {
  slack: SlackApi;
  threads: Threads;
  /** Once for every message. */
  sent: Claims;
  visibility: Visibility;
  log: Log;
}

const SHORTEST_WAIT_SECONDS = 5;
const LONGEST_WAIT_SECONDS = 900;
/** Somebody else has it, or died with it: until the claim has surely ended. */
const BUSY_SECONDS = 90;

/**
 * Sends what is in the outbox. What Slack does not take now stays in the queue
 * and comes again later, and with it what follows in the same thread; what
 * nobody repairs within the queue's patience ends as a dead letter, with an alarm.
 */
export function sender(props: SenderProps) {
  return async (event: QueueEvent): Promise<QueueAnswer> => {
    const waits = new Map<string, number>();
    const failures: string[] = [];
    for (const { messageId, receiptHandle, body, attributes } of event.Records) {
      const message: OutboxMessage = JSON.parse(body);
      // Behind one that failed it waits for its turn, and no longer: SQS gives out neither before both are back.
      const seconds = waits.get(message.thread) ?? (await trySend(props, message, Number(attributes.ApproximateReceiveCount)));
      if (seconds === 0) continue;
      waits.set(message.thread, seconds);
      failures.push(messageId);
      await props.visibility.comeAgain(receiptHandle, seconds);
    }
    return { batchItemFailures: failures.map(itemIdentifier => ({ itemIdentifier })) };
  };
}

/** @returns after how many seconds to try again; 0 where there is nothing more to do */
async function trySend(props: SenderProps, message: OutboxMessage, receives: number): Promise<number> {
  const { sent, log } = props;
  const id = `out#${message.id}`;
  const claim = await sent.take(id);
  if (claim === 'done') return 0;
  if (claim === 'busy') return BUSY_SECONDS;
  try {
    await send(props, message);
  } catch (error) {
    const { kind, code, advice, retryAfterSeconds } = error instanceof SlackError ? error : unforeseen(error);
    log(`message-${kind}`, { message: message.id, code, advice, receives });
    // Of what is gone there is nothing left to change or to answer.
    if (kind !== 'gone') {
      await sent.release(id);
      return retryAfterSeconds || waitSeconds(kind, receives);
    }
  }
  await sent.done(id);
  return 0;
}

async function send({ slack, threads, log }: SenderProps, message: OutboxMessage): Promise<void> {
  const { as, channel, text, thread, blocks } = message;
  const first = await threads.find(thread);
  if (as === 'open' || (as === 'reply' && !first)) {
    if (first) return;
    // The first message was lost: better a thread that begins in the middle than silence.
    if (as === 'reply') log('message-opens-thread', { message: message.id });
    await threads.remember(thread, await post({ channel, text, blocks }));
  } else if (as === 'reply') {
    await post({ channel: first!.channel, text, blocks, threadTs: first!.ts });
  } else if (as === 'aside') {
    await post({ channel, text, blocks });
  } else if (first) {
    await slack.updateMessage({ ...first, text, blocks });
  }

  /** Without its blocks where Slack does not take these: the text says the same. */
  async function post(outgoing: Parameters<SlackApi['postMessage']>[0]) {
    try {
      return await slack.postMessage(outgoing);
    } catch (error) {
      if (!(error instanceof SlackError) || !error.code.startsWith('invalid_blocks') || !outgoing.blocks) throw error;
      log('message-without-blocks', { message: message.id });
      return slack.postMessage({ ...outgoing, blocks: undefined });
    }
  }
}

/** Doubles with every attempt; what a person must repair is looked at less often. */
export function waitSeconds(kind: SlackError['kind'], receives: number): number {
  const shortest = kind === 'configuration' ? 60 : SHORTEST_WAIT_SECONDS;
  return Math.min(shortest * 2 ** Math.min(receives - 1, 10), LONGEST_WAIT_SECONDS);
}

function unforeseen(error: unknown) {
  const code = error instanceof Error ? error.name : 'unknown';
  return { kind: 'again' as const, code, advice: null, retryAfterSeconds: null };
}
