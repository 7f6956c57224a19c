import { Annotations, RemovalPolicy } from 'aws-cdk-lib';
import { type ISubnet, type IVpc, SecurityGroup, Subnet } from 'aws-cdk-lib/aws-ec2';
import { Cluster, type ContainerImage } from 'aws-cdk-lib/aws-ecs';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Config } from '../config';
import { appImage } from './app-image';

export interface JobPlatformProps {
  vpc: IVpc;
  config: Config;
  key: IKey;
}

/** What the tasks of all jobs share: cluster, network, image and logs. */
export class JobPlatform extends Construct {
  readonly config: Config;
  readonly cluster: Cluster;
  readonly subnets: ISubnet[];
  /** Lets tasks call out; nothing may call in. */
  readonly securityGroup: SecurityGroup;
  readonly image: ContainerImage;
  readonly taskLogs: LogGroup;
  readonly stateMachineLogs: LogGroup;

  constructor(scope: Construct, id: string, { vpc, config, key }: JobPlatformProps) {
    super(scope, id);
    this.config = config;
    this.cluster = new Cluster(this, 'Cluster', { vpc, clusterName: config.name });
    this.subnets = config.subnetIds.map(subnetId => {
      const subnet = Subnet.fromSubnetAttributes(this, subnetId, { subnetId });
      Annotations.of(subnet).acknowledgeWarning('@aws-cdk/aws-ec2:noSubnetRouteTableId', 'No route is added here');
      return subnet;
    });
    this.securityGroup = new SecurityGroup(this, 'Tasks', {
      vpc,
      description: `Jobs of ${config.name}: outbound only`,
      allowAllOutbound: true,
    });
    this.image = appImage(this, config.image);
    this.taskLogs = this.logs('TaskLogs', `/scheduled-jobs/${config.name}`, key);
    // Step Functions trims policies of log groups unless they have this prefix.
    this.stateMachineLogs = this.logs('StateMachineLogs', `/aws/vendedlogs/states/${config.name}`, key);
  }

  private logs(id: string, logGroupName: string, encryptionKey: IKey): LogGroup {
    return new LogGroup(this, id, {
      logGroupName,
      encryptionKey,
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  }
}
