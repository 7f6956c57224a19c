import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { acknowledge } from '../checks';
import { EncryptedLogs } from './encrypted-logs';
import { NodeFunction } from './node-function';
import type { RequestsTable } from './requests-table';
import { WorkQueue } from './work-queue';

export interface SlackEndpointProps {
  signingSecret: ISecret;
  requests: RequestsTable;
  key: IKey;
  topic: ITopic;
}

/** Far more than people press, far less than a flood; Slack comes again when it is refused. */
const THROTTLE = { rateLimit: 20, burstLimit: 40 };

/** Of the function that reads what people did: Slack and S3 may be slow. */
export const ACTS_TIMEOUT = Duration.seconds(60);

/**
 * The one address that the internet can call: `POST /slack`. The function
 * behind it verifies Slack's signature and queues what people did; it can
 * decide nothing. An HTTP API, not a function URL: it throttles before code
 * runs, logs what it refuses, and leaves the function without a public policy.
 */
export class SlackEndpoint extends Construct {
  /** What people did, as `SlackAct`. */
  readonly acts: WorkQueue;

  constructor(scope: Construct, id: string, { signingSecret, requests, key, topic }: SlackEndpointProps) {
    super(scope, id);
    this.acts = new WorkQueue(this, 'Acts', {
      fifo: true,
      timeout: ACTS_TIMEOUT,
      // With the visibility of six minutes: for two hours in which Slack or AWS cannot say who somebody is.
      maxReceives: 20,
      waitsAtMost: Duration.minutes(10),
      what: 'Answers from Slack',
      topic,
    });
    const { function: receiver } = new NodeFunction(this, 'Receiver', {
      entry: 'people/lambda/slack-endpoint.ts',
      description: 'Verifies and queues what Slack sends',
      key,
      topic,
      // Slack waits for three seconds; more memory is more CPU at a cold start.
      timeout: Duration.seconds(10),
      memoryMiB: 512,
      environment: {
        REQUESTS_TABLE: requests.table.tableName,
        SIGNING_SECRET: signingSecret.secretArn,
        ACTS_URL: this.acts.queue.queueUrl,
      },
    });
    requests.grantUse(receiver);
    signingSecret.grantRead(receiver);
    this.acts.queue.grantSendMessages(receiver);

    const api = new HttpApi(this, 'Api', { createDefaultStage: false, description: 'Slack calls it; every call is signed' });
    const routes = api.addRoutes({
      path: '/slack',
      methods: [HttpMethod.POST],
      integration: new HttpLambdaIntegration('Receiver', receiver),
    });
    for (const route of routes) acknowledge(route, 'APIG4', 'Slack signs every call; the function verifies it over the whole body, which an authorizer does not see');
    const log = new EncryptedLogs(this, 'Log', { name: `/${Stack.of(this).stackName}/slack-calls`, key });
    const stage = new HttpStage(this, 'Stage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      throttle: THROTTLE,
      accessLogSettings: { destination: new LogGroupLogDestination(log), format: AccessLogFormat.clf() },
    });
    new CfnOutput(this, 'Url', {
      key: 'SlackUrl',
      description: 'For Event Subscriptions, Interactivity and slash commands of the app: docs/people.md',
      value: `${stage.url}slack`,
    });
  }
}
