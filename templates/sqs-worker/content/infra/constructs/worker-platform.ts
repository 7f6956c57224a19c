import { Cluster, type ContainerImage, ContainerInsights } from 'aws-cdk-lib/aws-ecs';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { Config } from '../config';
import { appImage } from './app-image';
import { EncryptedLogs } from './encrypted-logs';
import type { PrivateNetwork } from './private-network';

export interface WorkerPlatformProps {
  network: PrivateNetwork;
  config: Config;
  key: IKey;
}

/** What the tasks of all workers share: cluster, network, image and logs. */
export class WorkerPlatform extends Construct {
  readonly config: Config;
  readonly network: PrivateNetwork;
  readonly cluster: Cluster;
  readonly image: ContainerImage;
  readonly logs: EncryptedLogs;

  constructor(scope: Construct, id: string, { network, config, key }: WorkerPlatformProps) {
    super(scope, id);
    this.config = config;
    this.network = network;
    this.cluster = new Cluster(this, 'Cluster', {
      vpc: network.vpc,
      clusterName: config.name,
      enableFargateCapacityProviders: true,
      // Tells how many tasks run: the scaling rule and the alarms ask for it.
      containerInsightsV2: ContainerInsights.ENABLED,
    });
    this.image = appImage(this, config.image);
    this.logs = new EncryptedLogs(this, 'Logs', { name: `/workers/${config.name}`, key });
  }
}
