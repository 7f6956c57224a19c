import { Cluster, type ContainerImage } from 'aws-cdk-lib/aws-ecs';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { acknowledge } from '../checks';
import type { Config } from '../config';
import { appImage } from './app-image';
import { EncryptedLogs } from './encrypted-logs';
import { PrivateNetwork } from './private-network';

export interface JobPlatformProps {
  config: Config;
  key: IKey;
}

/** What the tasks of all jobs share: cluster, network, image and logs. */
export class JobPlatform extends Construct {
  readonly config: Config;
  readonly key: IKey;
  readonly cluster: Cluster;
  readonly network: PrivateNetwork;
  readonly image: ContainerImage;
  readonly taskLogs: EncryptedLogs;
  readonly stateMachineLogs: EncryptedLogs;

  constructor(scope: Construct, id: string, { config, key }: JobPlatformProps) {
    super(scope, id);
    this.config = config;
    this.key = key;
    this.network = new PrivateNetwork(this, 'Network', { config });
    this.cluster = new Cluster(this, 'Cluster', {
      vpc: this.network.vpc,
      clusterName: config.name,
      // Also lets a job ask for FARGATE_SPOT.
      enableFargateCapacityProviders: true,
    });
    acknowledge(this.cluster, 'ECS4', 'Runs are watched by alarms of their own; insights cost for every metric of every task');
    this.image = appImage(this, config.image);
    this.taskLogs = new EncryptedLogs(this, 'TaskLogs', { name: `/scheduled-jobs/${config.name}`, key });
    // Step Functions trims policies of log groups unless they have this prefix.
    this.stateMachineLogs = new EncryptedLogs(this, 'StateMachineLogs', { name: `/aws/vendedlogs/states/${config.name}`, key });
  }
}
