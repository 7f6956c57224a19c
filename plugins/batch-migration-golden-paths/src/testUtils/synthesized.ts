import type {
  PlannedResource,
  ResourceKind,
} from 'backstage-plugin-batch-migration-common';

/** One resource of a template, as `cdk synth` writes it. */
export interface Synthesized {
  Type: string;
  Properties?: any;
}

/** Kinds of the preview as CloudFormation calls them, and the property that is the name. */
const TYPES: Record<ResourceKind, [type: string, name?: string]> = {
  'schedule-group': ['AWS::Scheduler::ScheduleGroup', 'Name'],
  schedule: ['AWS::Scheduler::Schedule', 'Name'],
  'event-rule': ['AWS::Events::Rule', 'Name'],
  'state-machine': ['AWS::StepFunctions::StateMachine', 'StateMachineName'],
  service: ['AWS::ECS::Service', 'ServiceName'],
  'task-definition': ['AWS::ECS::TaskDefinition', 'Family'],
  cluster: ['AWS::ECS::Cluster', 'ClusterName'],
  'build-project': ['AWS::CodeBuild::Project', 'Name'],
  function: ['AWS::Lambda::Function', 'FunctionName'],
  api: ['AWS::ApiGatewayV2::Api'],
  'log-subscription': ['AWS::Logs::SubscriptionFilter', 'FilterName'],
  queue: ['AWS::SQS::Queue', 'QueueName'],
  table: ['AWS::DynamoDB::Table', 'TableName'],
  topic: ['AWS::SNS::Topic', 'TopicName'],
  'log-group': ['AWS::Logs::LogGroup', 'LogGroupName'],
  bucket: ['AWS::S3::Bucket', 'BucketName'],
  'locked-bucket': ['AWS::S3::Bucket', 'BucketName'],
  'file-system': ['AWS::EFS::FileSystem'],
  'security-group': ['AWS::EC2::SecurityGroup', 'GroupName'],
  key: ['AWS::KMS::Key'],
};

/** What a preview leaves out: roles, policies and alarms, and parts of what it names. */
const LEFT_OUT = [
  /^AWS::IAM::/,
  /^AWS::CloudWatch::/,
  /Policy$/,
  /^AWS::ApiGatewayV2::(?:Integration|Route|Stage)$/,
  /^AWS::EC2::SecurityGroup(?:In|E)gress$/,
  /^AWS::ECS::ClusterCapacityProviderAssociations$/,
  /^AWS::EFS::(?:MountTarget|AccessPoint)$/,
  /^AWS::Lambda::(?:EventInvokeConfig|EventSourceMapping|Permission)$/,
  /^AWS::SNS::Subscription$/,
  /^AWS::(?:CDK::Metadata|CloudFormation::CustomResource)$/,
];

/** A template as a preview would tell it. */
export function asPreview(resources: Synthesized[]): PlannedResource[] {
  const kinds = Object.keys(TYPES) as ResourceKind[];
  return kinds.flatMap(kind => {
    const found = resources.filter(resource => isOfKind(resource, kind));
    const [, nameProperty = ''] = TYPES[kind];
    const names = found
      .map(({ Properties }) => Properties?.[nameProperty])
      .filter(name => typeof name === 'string');
    return found.length === 0
      ? []
      : [{ kind, count: found.length, names: names.sort() }];
  });
}

/** Types of a template that no preview has a word for. */
export function untold(resources: Synthesized[]): string[] {
  const told = Object.values(TYPES).map(([type]) => type);
  const types = new Set(resources.map(({ Type }) => Type));
  return [...types].filter(
    type =>
      !told.includes(type) && !LEFT_OUT.some(pattern => pattern.test(type)),
  );
}

/** In the order of `asPreview`. */
export function inOrder(planned: PlannedResource[]): PlannedResource[] {
  const kinds = Object.keys(TYPES);
  return [...planned]
    .map(({ names, ...rest }) => ({ ...rest, names: [...names].sort() }))
    .sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
}

function isOfKind({ Type, Properties }: Synthesized, kind: ResourceKind) {
  if (Type !== TYPES[kind][0]) return false;
  if (Type !== 'AWS::S3::Bucket') return true;
  return (
    (Properties?.ObjectLockEnabled === true) === (kind === 'locked-bucket')
  );
}
