import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { acknowledge } from '../checks';
import type { Config } from '../config';
import { ecrImage } from './ecr-image';
import { keyUse } from './key-use';
import type { People } from './people';
import type { RunnerFiles } from './runner-files';

export interface BuildRoleProps {
  config: Config;
  projectArn: string;
  people: People;
  files: RunnerFiles;
  log: ILogGroup;
  key: IKey;
}

/** The role of builds, and so of patches: whatever it may do, a patch that was approved can do. */
export class BuildRole extends Construct {
  readonly role: Role;
  /** Of whom the role trusts. */
  readonly condition: Record<string, Record<string, string>>;
  private readonly props: BuildRoleProps;

  constructor(scope: Construct, id: string, props: BuildRoleProps) {
    super(scope, id);
    this.props = props;
    const { account } = Stack.of(this);
    // In another project of the account it would give the secrets of patches to whatever runs there.
    this.condition = { StringEquals: { 'aws:SourceAccount': account }, ArnEquals: { 'aws:SourceArn': props.projectArn } };
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('codebuild.amazonaws.com', { conditions: this.condition }),
      description: 'Of builds that run patches, and of the patches',
    });
    this.letRun();
    this.letReachNetwork();
    this.letReadSecrets();
    this.letUseKeys();
    this.letPull();
  }

  private letRun(): void {
    const { people: { requests, evidence }, files, log, key, config, projectArn } = this.props;
    const { repository, queues, buckets } = config.patches;
    const { partition } = Stack.of(this);
    const allow = (actions: string[], resources: string[], conditions?: Record<string, Record<string, unknown>>) =>
      this.role.addToPolicy(new PolicyStatement({ actions, resources, conditions }));
    files.grantRead(this.role);
    log.grantWrite(this.role);
    allow(['codebuild:BatchGetBuilds', 'codebuild:BatchGetProjects', 'codebuild:ListBuildsForProject'], [projectArn]);
    allow(['dynamodb:GetItem'], [requests.table.tableArn], { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['build#*', 'request#*'] } });
    allow(['s3:PutObject'], [evidence.bucket.arnForObjects('runs/*')]);
    const id = Stack.of(this).getLogicalId(evidence.bucket.node.defaultChild as CfnBucket);
    acknowledge(this.role, `IAM5[Resource::<${id}.Arn>/runs/*]`, 'Each build has a folder of its own; nothing in it can be overwritten or deleted');
    this.role.addToPolicy(keyUse(key));
    const service = repository.connectionArn.split(':')[2];
    allow([`${service}:GetConnection`, `${service}:GetConnectionToken`], [repository.connectionArn]);
    if (queues.length > 0) allow(['sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:SendMessage'], queues);
    for (const bucket of buckets) {
      const arn = `arn:${partition}:s3:::${bucket}`;
      allow(['s3:ListBucket'], [arn]);
      allow(['s3:GetObject', 's3:PutObject'], [`${arn}/*`]);
      acknowledge(this.role, `IAM5[Resource::${arn}/*]`, 'A patch reaches the objects of the buckets that config.json names');
    }
  }

  /** @see https://docs.aws.amazon.com/codebuild/latest/userguide/auth-and-access-control-iam-identity-based-access-control.html#customer-managed-policies-example-create-vpc-network-interface */
  private letReachNetwork(): void {
    const { config } = this.props;
    const { partition, region, account } = Stack.of(this);
    const interfaces = `arn:${partition}:ec2:${region}:${account}:network-interface/*`;
    const subnets = config.subnetIds.map(id => `arn:${partition}:ec2:${region}:${account}:subnet/${id}`);
    const actions = ['CreateNetworkInterface', 'DeleteNetworkInterface', 'DescribeDhcpOptions', 'DescribeNetworkInterfaces', 'DescribeSecurityGroups', 'DescribeSubnets', 'DescribeVpcs'];
    this.role.addToPolicy(new PolicyStatement({ actions: actions.map(action => `ec2:${action}`), resources: ['*'] }));
    const conditions = { StringEquals: { 'ec2:AuthorizedService': 'codebuild.amazonaws.com' }, ArnEquals: { 'ec2:Subnet': subnets } };
    this.role.addToPolicy(new PolicyStatement({ actions: ['ec2:CreateNetworkInterfacePermission'], resources: [interfaces], conditions }));
    acknowledge(this.role, 'IAM5[Resource::*]', 'CodeBuild makes its network interface with the role of the build; most of these calls take no resource');
    acknowledge(this.role, `IAM5[Resource::${interfaces}]`, 'The interface gets its id when the build starts; the subnets are fixed by the condition');
  }

  /** An image of ECR is pulled with the role of the build. */
  private letPull(): void {
    const found = ecrImage(this, this.props.config.patches.build.image);
    if (!found) return;
    this.role.addToPolicy(new PolicyStatement({ actions: ['ecr:GetAuthorizationToken'], resources: ['*'] }));
    this.role.addToPolicy(new PolicyStatement({ actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'], resources: [found.repositoryArn] }));
  }

  /** Through the services that encrypt with them: what a patch has by itself it can neither decrypt nor encrypt. */
  private letUseKeys(): void {
    for (const key of this.props.config.patches.keys) {
      const [, , , region] = key.split(':');
      const services = ['sqs', 's3', 'secretsmanager', 'ssm'].map(service => `${service}.${region}.amazonaws.com`);
      const conditions = { StringEquals: { 'kms:ViaService': services } };
      this.role.addToPolicy(new PolicyStatement({ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [key], conditions }));
    }
  }

  private letReadSecrets(): void {
    for (const [name, arn] of Object.entries(this.props.config.patches.secrets)) {
      if (arn.includes(':secretsmanager:')) {
        const secret = /-[A-Za-z0-9]{6}$/.test(arn) ? Secret.fromSecretCompleteArn(this, `Secret${name}`, arn) : Secret.fromSecretPartialArn(this, `Secret${name}`, arn);
        secret.grantRead(this.role);
      } else this.role.addToPolicy(new PolicyStatement({ actions: ['ssm:GetParameters'], resources: [arn] }));
    }
  }
}
