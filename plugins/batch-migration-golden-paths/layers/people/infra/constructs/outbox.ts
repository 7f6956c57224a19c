import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { NodeFunction } from './node-function';
import type { RequestsTable } from './requests-table';
import { WorkQueue } from './work-queue';

export interface OutboxProps {
  botToken: ISecret;
  requests: RequestsTable;
  key: IKey;
  topic: ITopic;
}

/** Messages to Slack, kept while it cannot be reached: for about a day, each 15 minutes, then as dead letters. */
export class Outbox extends Construct {
  readonly messages: WorkQueue;

  constructor(scope: Construct, id: string, { botToken, requests, key, topic }: OutboxProps) {
    super(scope, id);
    const timeout = Duration.seconds(60);
    this.messages = new WorkQueue(this, 'Messages', {
      fifo: true,
      timeout,
      // The waits double up to 15 minutes: see waitSeconds in people/slack/sender.ts.
      maxReceives: 105,
      waitsAtMost: Duration.minutes(15),
      what: 'Messages to Slack',
      topic,
    });
    const { function: sender } = new NodeFunction(this, 'Sender', {
      entry: 'people/lambda/sender.ts',
      description: 'Sends messages to Slack',
      key,
      topic,
      timeout,
      environment: {
        REQUESTS_TABLE: requests.table.tableName,
        BOT_TOKEN_SECRET: botToken.secretArn,
        OUTBOX_URL: this.messages.queue.queueUrl,
      },
    });
    requests.grantUse(sender);
    botToken.grantRead(sender);
    // Five messages, each of which waits five seconds for Slack and may be sent twice, fit into the timeout.
    this.messages.feed(sender, 5);
  }
}
