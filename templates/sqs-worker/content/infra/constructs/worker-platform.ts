import { Annotations, RemovalPolicy } from 'aws-cdk-lib';
import { type ISubnet, type IVpc, SecurityGroup, Subnet } from 'aws-cdk-lib/aws-ec2';
import { Cluster, type ContainerImage, ContainerInsights } from 'aws-cdk-lib/aws-ecs';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Config } from '../config';
import { appImage } from './app-image';

export interface WorkerPlatformProps {
  vpc: IVpc;
  config: Config;
  key: IKey;
}

/** What the tasks of all workers share: cluster, network, image and logs. */
export class WorkerPlatform extends Construct {
  readonly config: Config;
  readonly cluster: Cluster;
  readonly subnets: ISubnet[];
  /** Lets tasks call out; nothing may call in. */
  readonly securityGroup: SecurityGroup;
  readonly image: ContainerImage;
  readonly logs: LogGroup;

  constructor(scope: Construct, id: string, { vpc, config, key }: WorkerPlatformProps) {
    super(scope, id);
    this.config = config;
    this.cluster = new Cluster(this, 'Cluster', {
      vpc,
      clusterName: config.name,
      enableFargateCapacityProviders: true,
      // Tells how many tasks run: the scaling rule and the alarms ask for it.
      containerInsightsV2: ContainerInsights.ENABLED,
    });
    this.subnets = config.subnetIds.map(subnetId => {
      const subnet = Subnet.fromSubnetAttributes(this, subnetId, { subnetId });
      Annotations.of(subnet).acknowledgeWarning('@aws-cdk/aws-ec2:noSubnetRouteTableId', 'No route is added here');
      return subnet;
    });
    this.securityGroup = new SecurityGroup(this, 'Tasks', {
      vpc,
      description: `Workers of ${config.name}: outbound only`,
      allowAllOutbound: true,
    });
    this.image = appImage(this, config.image);
    this.logs = new LogGroup(this, 'Logs', {
      logGroupName: `/workers/${config.name}`,
      encryptionKey: key,
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  }
}
