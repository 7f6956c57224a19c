import { CfnOutput, Stack, Tags } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { type ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { PeopleConfig } from '../people-config';
import { EvidenceBucket } from './evidence-bucket';
import { FOLLOW_UP_TIMEOUT, FollowUps } from './follow-ups';
import { NodeFunction } from './node-function';
import { Outbox } from './outbox';
import { RequestsTable } from './requests-table';
import { SlackEndpoint } from './slack-endpoint';

/** By it the portal finds the table and the bucket of an account, where it is told to look (docs/approvals.md there). */
export const FOUND_BY = 'batch-migration:approvals';

export interface PeopleProps {
  config: PeopleConfig;
  /** Encrypts requests, evidence and logs. */
  key: IKey;
  /** Hears of what people would not learn from Slack. */
  topic: ITopic;
}

/**
 * People who ask and approve in Slack, and the evidence of it. What follows
 * from an answer is the golden path's: a function that reads `endpoint.acts`.
 */
export class People extends Construct {
  readonly requests: RequestsTable;
  readonly evidence: EvidenceBucket;
  readonly endpoint: SlackEndpoint;
  readonly outbox: Outbox;
  readonly followUps: FollowUps;
  /** Follows up; a golden path may give it more to look after. */
  readonly follower: NodeFunction;
  private readonly props: PeopleProps;
  private readonly botToken: ISecret;

  constructor(scope: Construct, id: string, props: PeopleProps & { followUpEntry?: string }) {
    super(scope, id);
    this.props = props;
    const { config, key, topic, followUpEntry = 'people/lambda/follow-up.ts' } = props;
    const signingSecret = secret(this, 'SigningSecret', config.slack.signingSecretArn);
    this.botToken = secret(this, 'BotToken', config.slack.botTokenArn);
    this.requests = new RequestsTable(this, 'Requests', { key });
    this.evidence = new EvidenceBucket(this, 'Evidence', { key, lock: config.evidence });
    for (const found of [this.requests.table, this.evidence.bucket]) Tags.of(found).add(FOUND_BY, Stack.of(this).stackName);
    this.endpoint = new SlackEndpoint(this, 'Slack', { signingSecret, requests: this.requests, key, topic });
    this.outbox = new Outbox(this, 'Outbox', { botToken: this.botToken, requests: this.requests, key, topic });
    this.followUps = new FollowUps(this, 'FollowUps', { topic });
    this.follower = new NodeFunction(this, 'Follower', {
      entry: followUpEntry,
      description: 'Follows up requests that nobody answered',
      key,
      topic,
      timeout: FOLLOW_UP_TIMEOUT,
      files: ['approvers.yaml'],
    });
    this.letAsk(this.follower);
    this.letKeepEvidence(this.follower);
    // What Slack's events did not bring is found in the thread, and takes the same way.
    this.endpoint.acts.queue.grantSendMessages(this.follower.function);
    this.follower.function.addEnvironment('ACTS_URL', this.endpoint.acts.queue.queueUrl);
    this.followUps.queue.feed(this.follower.function, 1);
    const outputs = { RequestsTable: this.requests.table.tableName, EvidenceBucket: this.evidence.bucket.bucketName };
    for (const [output, value] of Object.entries(outputs)) new CfnOutput(this, `${output}Name`, { key: output, value, description: 'See docs/people.md' });
  }

  /**
   * Lets a function ask for approval, read answers and decide on them
   * (`fromEnvironment().approvals()`). Give it `files: ['approvers.yaml']`.
   */
  letAsk(asker: NodeFunction): void {
    const { function: lambda } = asker;
    const { queue } = this.outbox.messages;
    this.requests.grantUse(lambda);
    this.botToken.grantRead(lambda);
    queue.grantSendMessages(lambda);
    lambda.addEnvironment('REQUESTS_TABLE', this.requests.table.tableName);
    lambda.addEnvironment('BOT_TOKEN_SECRET', this.botToken.secretArn);
    lambda.addEnvironment('OUTBOX_URL', queue.queueUrl);
    this.followUps.letSetTimers(asker);
  }

  /** Lets a function add evidence (`fromEnvironment().evidence()`). */
  letKeepEvidence({ function: lambda }: NodeFunction): void {
    const { mode, days } = this.props.config.evidence;
    this.requests.grantUse(lambda);
    this.evidence.grantAdd(lambda);
    lambda.addEnvironment('REQUESTS_TABLE', this.requests.table.tableName);
    lambda.addEnvironment('EVIDENCE_BUCKET', this.evidence.bucket.bucketName);
    lambda.addEnvironment('EVIDENCE_LOCK_MODE', mode);
    lambda.addEnvironment('EVIDENCE_LOCK_DAYS', String(days));
  }
}

/** @throws Error for a secret of another account or region: its key could not be used here */
function secret(scope: Construct, id: string, arn: string): ISecret {
  const { account, region } = Stack.of(scope);
  if (!arn.includes(`:secretsmanager:${region}:${account}:`)) {
    throw new Error(`The secret ${arn} must be in account ${account} and region ${region}`);
  }
  return /-[A-Za-z0-9]{6}$/.test(arn) ? Secret.fromSecretCompleteArn(scope, id, arn) : Secret.fromSecretPartialArn(scope, id, arn);
}
