import assert from 'node:assert/strict';
import { test } from 'node:test';
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { context } from '../../cdk.json';
import { addChecks } from '../checks';
import { readConfig } from '../config';
import { fargateProblem, STOP_TIMEOUT_SECONDS } from '../limits';
import { WorkersStack } from '../stack';
import { PROTECTION_MINUTES } from '../workers/limits';
import { readWorkers } from '../workers/read';
import { argv, type Worker } from '../workers/worker';

const config = readConfig();
const workers = readWorkers(config.name);
const template = synthesize(workers);

/** A worker with every part, whatever stands in workers.yaml. */
const SCALED: Worker = {
  name: 'scaled',
  state: 'RUNNING',
  tasks: { min: 0, max: 10 },
  command: 'exec bin/work',
  queue: { kind: 'new', heartbeat: false, maxReceives: 5 },
  queueVariable: 'QUEUE_URL',
  maxProcessingSeconds: 600,
  typicalProcessingSeconds: 20,
  messagesAtOnce: 1,
  startWithinSeconds: 300,
  repeatable: true,
  environment: {},
  secrets: {},
};

function stackOf(app: App, of: Worker[]): WorkersStack {
  return new WorkersStack(app, config.name, { env: { account: config.account, region: config.region }, config, workers: of });
}

function synthesize(of: Worker[]): Template {
  return Template.fromStack(stackOf(new App({ context }), of));
}

for (const worker of workers) {
  test(`${worker.name} runs its command, in private, on a read-only file system`, () => {
    template.hasResourceProperties('AWS::ECS::TaskDefinition', {
      Family: `${config.name}-${worker.name}`,
      Cpu: String(config.task.cpu),
      Memory: String(config.task.memoryMiB),
      ContainerDefinitions: [
        Match.objectLike({
          Command: argv(worker),
          ReadonlyRootFilesystem: true,
          StopTimeout: STOP_TIMEOUT_SECONDS,
          LinuxParameters: Match.objectLike({ InitProcessEnabled: true, Capabilities: { Drop: ['ALL'] } }),
        }),
      ],
    });
    template.hasResourceProperties('AWS::ECS::Service', {
      ServiceName: worker.name,
      NetworkConfiguration: { AwsvpcConfiguration: Match.objectLike({ AssignPublicIp: 'DISABLED', Subnets: config.subnetIds }) },
      ...(worker.state === 'STOPPED' ? { DesiredCount: 0 } : {}),
    });
  });
}

test('the size is one that Fargate offers, and ECS waits as long as it may', () => {
  assert.equal(fargateProblem(config.task.cpu, config.task.memoryMiB), null);
  assert.ok(STOP_TIMEOUT_SECONDS <= 120);
});

test('a singleton is never two tasks: not in a deployment, not when zones are balanced', () => {
  synthesize([{ ...SCALED, tasks: 'singleton' }]).hasResourceProperties('AWS::ECS::Service', {
    DesiredCount: 1,
    AvailabilityZoneRebalancing: 'DISABLED',
    DeploymentConfiguration: Match.objectLike({
      MaximumPercent: 100,
      MinimumHealthyPercent: 0,
      DeploymentCircuitBreaker: { Enable: true, Rollback: true },
    }),
    CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: 1 }],
  });
  synthesize([{ ...SCALED, tasks: 'singleton' }]).resourceCountIs('AWS::ApplicationAutoScaling::ScalableTarget', 0);
});

test('of many tasks the first is on demand and the others on Spot', () => {
  synthesize([SCALED]).hasResourceProperties('AWS::ECS::Service', {
    CapacityProviderStrategy: [
      { CapacityProvider: 'FARGATE', Base: 1, Weight: 0 },
      { CapacityProvider: 'FARGATE_SPOT', Weight: 1 },
    ],
    LaunchType: Match.absent(),
    DesiredCount: Match.absent(),
  });
});

test('what may not be cut off is never on Spot', () => {
  synthesize([{ ...SCALED, maxProcessingSeconds: 60, repeatable: false }]).hasResourceProperties('AWS::ECS::Service', {
    CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: 1 }],
  });
});

test('a worker that is stopped has no rule that would start it', () => {
  const stopped = synthesize([{ ...SCALED, state: 'STOPPED' }]);
  stopped.hasResourceProperties('AWS::ECS::Service', { DesiredCount: 0 });
  stopped.resourceCountIs('AWS::ApplicationAutoScaling::ScalableTarget', 0);
  stopped.resourceCountIs('AWS::ApplicationAutoScaling::ScalingPolicy', 0);
});

test('a new queue is encrypted, takes TLS only, and gives what fails too often to its dead letters', () => {
  const made = synthesize([SCALED]);
  made.resourceCountIs('AWS::SQS::Queue', 2);
  made.allResourcesProperties('AWS::SQS::Queue', { KmsMasterKeyId: Match.anyValue(), MessageRetentionPeriod: 1_209_600 });
  made.hasResourceProperties('AWS::SQS::Queue', {
    QueueName: `${config.name}-scaled`,
    RedrivePolicy: { deadLetterTargetArn: Match.anyValue(), maxReceiveCount: 5 },
  });
  made.hasResourceProperties('AWS::SQS::Queue', {
    QueueName: `${config.name}-scaled-dlq`,
    RedriveAllowPolicy: Match.objectLike({ redrivePermission: 'byQueue' }),
  });
  made.resourcePropertiesCountIs(
    'AWS::SQS::QueuePolicy',
    {
      PolicyDocument: Match.objectLike({
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Action: 'sqs:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        ]),
      }),
    },
    2,
  );
  made.hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'ApproximateNumberOfMessagesVisible',
    Threshold: 1,
    AlarmActions: Match.anyValue(),
  });
});

test('a message stays hidden for longer than the longest takes, or is prolonged', () => {
  const visibility = (of: Worker) => synthesize([of]).findResources('AWS::SQS::Queue', { Properties: { QueueName: `${config.name}-scaled` } });
  const [long] = Object.values(visibility(SCALED));
  assert.ok(long.Properties.VisibilityTimeout > SCALED.maxProcessingSeconds);
  const [short] = Object.values(visibility({ ...SCALED, queue: { kind: 'new', heartbeat: true, maxReceives: 5 } }));
  assert.equal(short.Properties.VisibilityTimeout, 120);
  const [longest] = Object.values(visibility({ ...SCALED, maxProcessingSeconds: 43_200 }));
  assert.equal(longest.Properties.VisibilityTimeout, 43_200);
});

test('a queue that others own is used and not changed', () => {
  const existing = synthesize([{ ...SCALED, queue: { kind: 'existing', name: 'orders', deadLetters: 'orders-dead', heartbeat: false } }]);
  existing.resourceCountIs('AWS::SQS::Queue', 0);
  existing.resourceCountIs('AWS::SQS::QueuePolicy', 0);
  existing.hasResourceProperties('AWS::ECS::Service', { Tags: Match.arrayWith([{ Key: 'batch-migration:queue', Value: 'orders' }]) });
});

test('a worker may use its own queue and protect its own tasks, and nothing else', () => {
  const statements = Object.values(synthesize([SCALED]).findResources('AWS::IAM::Policy'))
    .filter(({ Properties }) => JSON.stringify(Properties.Roles).includes('TaskRole'))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
  const actions = statements.flatMap(({ Action }) => [Action].flat()).sort();
  assert.deepEqual(actions, [
    'ecs:GetTaskProtection',
    'ecs:UpdateTaskProtection',
    'kms:Decrypt',
    'sqs:ChangeMessageVisibility',
    'sqs:DeleteMessage',
    'sqs:GetQueueAttributes',
    'sqs:GetQueueUrl',
    'sqs:ReceiveMessage',
  ]);
  for (const { Resource } of statements) assert.notEqual(Resource, '*');
});

test('a task is protected for longer than its longest message, within what ECS takes', () => {
  const minutes = (seconds: number) => {
    const [{ Properties }] = Object.values(
      synthesize([{ ...SCALED, maxProcessingSeconds: seconds }]).findResources('AWS::ECS::TaskDefinition'),
    );
    const environment: Array<{ Name: string; Value: string }> = Properties.ContainerDefinitions[0].Environment;
    return Number(environment.find(({ Name }) => Name === 'PROTECTION_MINUTES')?.Value);
  };
  assert.equal(minutes(20), PROTECTION_MINUTES.default);
  assert.ok(minutes(43_200) * 60 > 43_200 && minutes(43_200) <= PROTECTION_MINUTES.max);
});

test('nothing may call a task', () => {
  template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
  template.hasResourceProperties('AWS::EC2::SecurityGroup', { SecurityGroupIngress: Match.absent() });
});

test('every log group is encrypted and kept for a set time', () => {
  template.allResourcesProperties('AWS::Logs::LogGroup', { KmsKeyId: Match.anyValue(), RetentionInDays: Match.anyValue() });
});

test('a parameter of another region or account is refused, and never read here instead', () => {
  const elsewhere = { DB_PASSWORD: 'arn:aws:ssm:xx-north-9:000000000000:parameter/db' };
  assert.throws(() => synthesize([{ ...SCALED, secrets: elsewhere }]), /DB_PASSWORD must be in account/);
});

test('a hostile command stays one argument of the container', () => {
  const command = `echo "\${HOME}" '$(id)' \`id\` \${{ secrets.X }} {{ y }} # : - % """ 日本語\n{"Ref":"AWS::Region"}`;
  synthesize([{ ...SCALED, command }]).hasResourceProperties('AWS::ECS::TaskDefinition', {
    ContainerDefinitions: [Match.objectLike({ Command: ['/bin/sh', '-c', command] })],
  });
});

test('cdk-nag finds nothing that was not acknowledged with a reason', () => {
  const app = new App({ context });
  addChecks(app);
  const secrets = { TOKEN: `arn:aws:ssm:${config.region}:${config.account}:parameter/token` };
  stackOf(app, [SCALED, { ...SCALED, name: 'one', tasks: 'singleton', queue: { kind: 'none' }, secrets }]);
  app.synth();
});
