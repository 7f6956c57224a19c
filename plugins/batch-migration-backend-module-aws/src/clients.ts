import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CodeBuildClient } from '@aws-sdk/client-codebuild';
import { CodePipelineClient } from '@aws-sdk/client-codepipeline';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ECSClient } from '@aws-sdk/client-ecs';
import { ElasticBeanstalkClient } from '@aws-sdk/client-elastic-beanstalk';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { S3Client } from '@aws-sdk/client-s3';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { NotAllowedError } from '@backstage/errors';
import type {
  AwsCredentialProvider,
  AwsCredentialsManager,
} from '@backstage/integration-aws-node';
import type { AwsPlace } from './places';
import { replayFrom } from './recordings/replay';

/** Where answers come from. */
export type AwsAnswers =
  | {
      mode: 'live';
      credentials: AwsCredentialsManager;
      /** Address of an emulator, used for every service instead of AWS. */
      endpoint?: string;
    }
  | { mode: 'replay'; recordings: string };

export interface AwsClientsOptions {
  answers: AwsAnswers;
  /** Accounts that may be asked; all for which there are credentials where not given. */
  accounts?: string[];
  /** Regions that may be asked; all where not given. */
  regions?: string[];
}

const SERVICES = {
  autoscaling: ApplicationAutoScalingClient,
  beanstalk: ElasticBeanstalkClient,
  cloudtrail: CloudTrailClient,
  cloudwatch: CloudWatchClient,
  codebuild: CodeBuildClient,
  codepipeline: CodePipelineClient,
  dynamodb: DynamoDBClient,
  ec2: EC2Client,
  ecs: ECSClient,
  elb: ElasticLoadBalancingV2Client,
  events: EventBridgeClient,
  groups: AutoScalingClient,
  iam: IAMClient,
  logs: CloudWatchLogsClient,
  s3: S3Client,
  scheduler: SchedulerClient,
  sfn: SFNClient,
  sqs: SQSClient,
  ssm: SSMClient,
  tagging: ResourceGroupsTaggingAPIClient,
};

type Service = keyof typeof SERVICES;
type Client<S extends Service> = InstanceType<(typeof SERVICES)[S]>;

/**
 * The real SDK clients, one for each account, region and service. Replayed
 * ones differ from live ones only in who answers.
 */
export class AwsClients {
  private readonly clients = new Map<string, Promise<Client<Service>>>();

  constructor(private readonly options: AwsClientsOptions) {}

  /**
   * @throws NotAllowedError where the configuration leaves out the account or
   * the region; an error of the credentials manager where it has none
   */
  async get<S extends Service>(
    service: S,
    place: AwsPlace,
  ): Promise<Client<S>> {
    this.assertMayAsk(place);
    const key = `${service}:${place.accountId}/${place.region}`;
    let client = this.clients.get(key);
    if (!client) {
      client = this.create(service, place);
      this.clients.set(key, client);
      // Credentials may be configured or reachable at the next round.
      client.catch(() => this.clients.delete(key));
    }
    return (await client) as Client<S>;
  }

  /**
   * The credentials with which an account is asked, for what the SDK has no
   * client for; `null` where answers are replayed.
   *
   * @throws as `get`
   */
  async credentials(
    place: AwsPlace,
  ): Promise<AwsCredentialProvider['sdkCredentialProvider'] | null> {
    this.assertMayAsk(place);
    const { answers } = this.options;
    if (answers.mode === 'replay') return null;
    const { sdkCredentialProvider } =
      await answers.credentials.getCredentialProvider({
        accountId: place.accountId,
      });
    return sdkCredentialProvider;
  }

  private assertMayAsk(place: AwsPlace): void {
    const { accounts, regions } = this.options;
    if (accounts && !accounts.includes(place.accountId)) {
      throw new NotAllowedError(
        `Account ${place.accountId} is not listed in batchMigration.aws.accounts`,
      );
    }
    if (regions && !regions.includes(place.region)) {
      throw new NotAllowedError(
        `Region ${place.region} is not listed in batchMigration.aws.regions`,
      );
    }
  }

  private async create(
    service: Service,
    place: AwsPlace,
  ): Promise<Client<Service>> {
    const { answers } = this.options;
    const settings = {
      region: place.region,
      // Standard backs off with jitter and stops at its retry quota.
      retryMode: 'standard',
      maxAttempts: 4,
      // The handler's defaults wait for ever.
      requestHandler: { connectionTimeout: 3_000, requestTimeout: 10_000 },
    };
    if (answers.mode === 'replay') {
      const client = new SERVICES[service](settings);
      replayFrom(client, answers.recordings, place);
      return client;
    }
    const { sdkCredentialProvider } =
      await answers.credentials.getCredentialProvider({
        accountId: place.accountId,
      });
    return new SERVICES[service]({
      ...settings,
      credentials: sdkCredentialProvider,
      ...(answers.endpoint ? { endpoint: answers.endpoint } : {}),
    });
  }
}
