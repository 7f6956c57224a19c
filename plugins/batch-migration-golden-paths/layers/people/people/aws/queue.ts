import { ChangeMessageVisibilityCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

export interface QueueMessage {
  body: string;
  /** Messages of one group are received one after the other, in their order. */
  group: string;
  /** A second message of the same id within five minutes is taken and dropped. */
  id: string;
}

/** A FIFO queue that we send to. */
export interface Queue {
  send(message: QueueMessage): Promise<void>;
}

/** What a Lambda gets of a queue; the fields that we read. */
export interface QueueEvent {
  Records: Array<{
    messageId: string;
    receiptHandle: string;
    body: string;
    attributes: { ApproximateReceiveCount: string; MessageGroupId?: string };
  }>;
}

/** Tells SQS which messages were not done; the function needs `reportBatchItemFailures`. */
export interface QueueAnswer {
  batchItemFailures: Array<{ itemIdentifier: string }>;
}

export function sqsQueue(client: Pick<SQSClient, 'send'>, QueueUrl: string): Queue {
  return {
    async send({ body, group, id }) {
      await client.send(
        new SendMessageCommand({ QueueUrl, MessageBody: body, MessageGroupId: group, MessageDeduplicationId: id }),
      );
    },
  };
}

/** When a message that failed comes again. */
export interface Visibility {
  comeAgain(receiptHandle: string, afterSeconds: number): Promise<void>;
}

export function sqsVisibility(client: Pick<SQSClient, 'send'>, QueueUrl: string): Visibility {
  return {
    async comeAgain(ReceiptHandle, afterSeconds) {
      await client.send(
        new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: afterSeconds }),
      );
    },
  };
}
