import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';

/** The four things that the poller does with a queue. */
export class Queue {
  constructor(client, { queueUrl, visibilitySeconds, waitSeconds }) {
    this.client = client;
    this.queueUrl = queueUrl;
    this.visibilitySeconds = visibilitySeconds;
    this.waitSeconds = waitSeconds;
  }

  /** Up to ten messages; none where nothing came in time. */
  async receive(count) {
    const { Messages = [] } = await this.client.send(
      new ReceiveMessageCommand({
        QueueUrl: this.queueUrl,
        MaxNumberOfMessages: Math.min(count, 10),
        WaitTimeSeconds: this.waitSeconds,
        VisibilityTimeout: this.visibilitySeconds,
        MessageAttributeNames: ['IdempotencyKey'],
        MessageSystemAttributeNames: ['ApproximateReceiveCount'],
      }),
    );
    return Messages.map(message => ({
      id: message.MessageId,
      // The sender's own key also recognizes a message that was sent twice.
      key: message.MessageAttributes?.IdempotencyKey?.StringValue ?? message.MessageId,
      body: message.Body ?? '',
      receives: Number(message.Attributes?.ApproximateReceiveCount ?? 1),
      receipt: message.ReceiptHandle,
    }));
  }

  async delete({ receipt }) {
    await this.client.send(new DeleteMessageCommand({ QueueUrl: this.queueUrl, ReceiptHandle: receipt }));
  }

  /** Hides a message for so long from now on; 0 gives it to whoever asks next. */
  async hide({ receipt }, seconds) {
    await this.client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: this.queueUrl,
        ReceiptHandle: receipt,
        VisibilityTimeout: seconds,
      }),
    );
  }
}
