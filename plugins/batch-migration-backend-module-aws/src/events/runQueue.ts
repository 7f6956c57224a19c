import {
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AwsClients } from '../clients';
import type { AwsPlace } from '../places';

/** One delivery of a message. */
export interface QueuedMessage {
  body: string | undefined;
  /** What deletes this delivery. */
  receipt: string;
}

/** A queue that delivers at least once. */
export interface RunQueue {
  /** So many receives may go on at once. With one, events are stored in their order. */
  readonly concurrentReceives: number;
  /** Waits for messages; `null` where there will never be more. */
  receive(signal: AbortSignal): Promise<QueuedMessage[] | null>;
  /** @returns how many could not be deleted, and come again */
  delete(receipts: string[]): Promise<number>;
}

/**
 * Each receive brings ten messages at most, and thousands of jobs start at the
 * full hour. The queue keeps no order that more than one receive could lose.
 */
export const SQS_CONCURRENT_RECEIVES = 5;

/** Long polling must end before the client's own time-out of 10 seconds. */
const WAIT_SECONDS = 8;

/** As long as messages are hidden from the other replicas while they are stored. */
const VISIBILITY_SECONDS = 60;

/** A queue of SQS. A receive and a delete take at most ten messages. */
export class SqsRunQueue implements RunQueue {
  readonly concurrentReceives = SQS_CONCURRENT_RECEIVES;

  constructor(
    private readonly clients: AwsClients,
    private readonly queueUrl: string,
    private readonly place: AwsPlace,
  ) {}

  async receive(signal: AbortSignal): Promise<QueuedMessage[]> {
    const client = await this.clients.get('sqs', this.place);
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: this.queueUrl,
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: WAIT_SECONDS,
        VisibilityTimeout: VISIBILITY_SECONDS,
      }),
      { abortSignal: signal },
    );
    return Messages.map(({ Body, ReceiptHandle }) => ({
      body: Body,
      receipt: ReceiptHandle!,
    }));
  }

  async delete(receipts: string[]): Promise<number> {
    const client = await this.clients.get('sqs', this.place);
    const { Failed = [] } = await client.send(
      new DeleteMessageBatchCommand({
        QueueUrl: this.queueUrl,
        Entries: receipts.map((ReceiptHandle, index) => ({
          Id: String(index),
          ReceiptHandle,
        })),
      }),
    );
    return Failed.length;
  }
}

/** Recorded events, one in each JSON file of a directory, in the order of their names. */
export class RecordedRunQueue implements RunQueue {
  // A recording replayed twice tells the same story twice.
  readonly concurrentReceives = 1;

  private left: Promise<string[]> | undefined;
  private readonly hidden = new Set<string>();

  constructor(private readonly directory: string) {}

  async receive(): Promise<QueuedMessage[] | null> {
    this.left ??= readdir(this.directory).then(files =>
      files.filter(file => file.endsWith('.json')).sort(),
    );
    const next = (await this.left)
      .filter(file => !this.hidden.has(file))
      .slice(0, 10);
    if (next.length === 0) return null;
    return Promise.all(
      next.map(async file => {
        this.hidden.add(file);
        return {
          body: await readFile(join(this.directory, file), 'utf8'),
          receipt: file,
        };
      }),
    );
  }

  async delete(): Promise<number> {
    return 0;
  }
}
