import { Annotations } from 'aws-cdk-lib';
import { type ISubnet, type IVpc, SecurityGroup, Subnet, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import type { PlaceConfig } from '../platform-config';

/** The network of `infra/config.json`, which exists already, and what tasks may do in it. */
export class PrivateNetwork extends Construct {
  readonly vpc: IVpc;
  readonly subnets: ISubnet[];
  /** Lets tasks call out; nothing may call in. */
  readonly securityGroup: SecurityGroup;

  constructor(scope: Construct, id: string, { config }: { config: PlaceConfig }) {
    super(scope, id);
    // From its attributes: nothing is looked up, so that synth needs no account.
    // The zones are unused: the subnets are named in config.json.
    this.vpc = Vpc.fromVpcAttributes(this, 'Vpc', {
      vpcId: config.vpcId,
      availabilityZones: [`${config.region}a`],
    });
    this.subnets = config.subnetIds.map(subnetId => {
      const subnet = Subnet.fromSubnetAttributes(this, subnetId, { subnetId });
      Annotations.of(subnet).acknowledgeWarning('@aws-cdk/aws-ec2:noSubnetRouteTableId', 'No route is added here');
      return subnet;
    });
    this.securityGroup = new SecurityGroup(this, 'Tasks', {
      vpc: this.vpc,
      description: `Tasks of ${config.name}: outbound only`,
      allowAllOutbound: true,
    });
  }
}
