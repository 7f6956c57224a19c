import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { buildApp } from 'fauxqs';

/**
 * An SQS on 127.0.0.1, gone after the test; or the one at WORKER_TEST_ENDPOINT,
 * for example a moto_server that was started for it.
 */
export async function startEmulator() {
  // Not startFauxqs: that one listens on every interface.
  const app = buildApp({ logger: false });
  const endpoint = process.env.WORKER_TEST_ENDPOINT ?? (await app.listen({ host: '127.0.0.1', port: 0 }));
  const client = new SQSClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
    useQueueUrlAsEndpoint: false,
  });
  return {
    endpoint,
    /** A queue and its dead letters. */
    async createQueue(name, { visibilitySeconds = 30, maxReceives = 3 } = {}) {
      const make = async (QueueName, Attributes) => {
        const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName, Attributes }));
        return `${endpoint}${new URL(QueueUrl).pathname}`;
      };
      const deadLetters = await make(`${name}-dlq`, {});
      const { Attributes } = await client.send(
        new GetQueueAttributesCommand({ QueueUrl: deadLetters, AttributeNames: ['QueueArn'] }),
      );
      const url = await make(name, {
        VisibilityTimeout: String(visibilitySeconds),
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn: Attributes.QueueArn, maxReceiveCount: maxReceives }),
      });
      return new TestQueue(client, url, deadLetters);
    },
    async close() {
      client.destroy();
      await app.close();
    },
  };
}

class TestQueue {
  constructor(client, url, deadLetters) {
    this.client = client;
    this.url = url;
    this.deadLetters = deadLetters;
  }

  async send(key, body = {}) {
    await this.client.send(new SendMessageCommand({ QueueUrl: this.url, ...entry(key, body) }));
  }

  /** Many messages, ten in a call. */
  async sendAll(keys, body = {}) {
    for (let index = 0; index < keys.length; index += 10) {
      const Entries = keys.slice(index, index + 10).map((key, Id) => ({ Id: String(Id), ...entry(key, body) }));
      await this.client.send(new SendMessageBatchCommand({ QueueUrl: this.url, Entries }));
    }
  }

  /** Messages that wait and messages that somebody works on. */
  async count(url = this.url) {
    const { Attributes } = await this.client.send(
      new GetQueueAttributesCommand({
        QueueUrl: url,
        AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
      }),
    );
    return {
      waiting: Number(Attributes.ApproximateNumberOfMessages),
      inFlight: Number(Attributes.ApproximateNumberOfMessagesNotVisible),
    };
  }
}

function entry(key, body) {
  return {
    MessageBody: JSON.stringify(body),
    MessageAttributes: { IdempotencyKey: { DataType: 'String', StringValue: key } },
  };
}
