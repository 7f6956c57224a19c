import assert from 'node:assert/strict';
import { test } from 'node:test';
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import cdk from '../../cdk.json';
import { addChecks } from '../checks';
import { checkConfig, type Config, readConfig } from '../config';
import { BastionStack } from '../stack';

const config = readConfig();

function stackOf(changes: Partial<Config> = {}): { app: App; stack: BastionStack } {
  const app = new App({ context: cdk.context });
  addChecks(app);
  const given = checkConfig({ ...config, ...changes });
  return { app, stack: new BastionStack(app, given.name, { env: { account: given.account, region: given.region }, config: given }) };
}

const { app, stack } = stackOf({
  sessions: { ...config.sessions, seats: 2, environment: { RAILS_ENV: 'production' }, secrets: { REDIS_URL: `arn:aws:ssm:${config.region}:${config.account}:parameter/redis` }, buckets: ['uploads'] },
});
const template = Template.fromStack(stack);
const resources = (type: string): any[] => Object.values(template.findResources(type)).map(({ Properties }) => Properties);

test('no rule of AWS Solutions finds anything that nobody judged', () => {
  // Fails with every finding: the checks are plugins of the synthesis.
  app.synth({ force: true });
});

test('a seat is a service without a task, that people step into with ECS Exec', () => {
  const services = resources('AWS::ECS::Service');
  assert.deepEqual(services.map(({ ServiceName }) => ServiceName), ['console-1', 'console-2']);
  for (const service of services) {
    assert.equal(service.DesiredCount, 0);
    assert.equal(service.EnableExecuteCommand, true);
    assert.equal(service.NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp, 'DISABLED');
    assert.equal(service.AvailabilityZoneRebalancing, 'DISABLED');
    assert.deepEqual([service.DeploymentConfiguration.MinimumHealthyPercent, service.DeploymentConfiguration.MaximumPercent], [0, 100]);
  }
});

test('nothing listens: no port, no inbound rule, no load balancer', () => {
  template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
  template.resourceCountIs('AWS::ElasticLoadBalancingV2::LoadBalancer', 0);
  for (const group of resources('AWS::EC2::SecurityGroup')) assert.equal(group.SecurityGroupIngress, undefined);
  for (const task of resources('AWS::ECS::TaskDefinition')) assert.equal(task.ContainerDefinitions[0].PortMappings, undefined);
});

test('the console cannot be changed, but for what ECS Exec writes', () => {
  const [{ ContainerDefinitions: [container] }] = resources('AWS::ECS::TaskDefinition');
  assert.equal(container.ReadonlyRootFilesystem, true);
  assert.deepEqual(
    container.MountPoints.map(({ ContainerPath }: { ContainerPath: string }) => ContainerPath).sort(),
    ['/managed-agents', '/tmp', '/var/lib/amazon/ssm', '/var/log/amazon/ssm'],
  );
  assert.equal(container.LinuxParameters.InitProcessEnabled, true);
});

test('no line of the console is dropped where many come at once: the default of ECS would', () => {
  const [{ ContainerDefinitions: [{ LogConfiguration, StopTimeout }] }] = resources('AWS::ECS::TaskDefinition');
  assert.equal(LogConfiguration.LogDriver, 'awslogs');
  assert.equal(LogConfiguration.Options.mode, 'blocking');
  // The keeper waits for 20 of them.
  assert.equal(StopTimeout, 30);
});

test('the console has the settings and secrets of the workers', () => {
  const [{ ContainerDefinitions: [container] }] = resources('AWS::ECS::TaskDefinition');
  assert.deepEqual(container.Environment, [{ Name: 'RAILS_ENV', Value: 'production' }]);
  assert.deepEqual(container.Secrets.map(({ Name }: { Name: string }) => Name), ['REDIS_URL']);
});

test('what a person does in ECS Exec is encrypted and logged twice', () => {
  template.hasResourceProperties('AWS::ECS::Cluster', {
    Configuration: {
      ExecuteCommandConfiguration: {
        KmsKeyId: Match.anyValue(),
        Logging: 'OVERRIDE',
        LogConfiguration: { CloudWatchLogGroupName: Match.anyValue(), CloudWatchEncryptionEnabled: true, S3BucketName: Match.anyValue(), S3EncryptionEnabled: true, S3KeyPrefix: 'exec' },
      },
    },
  });
});

test('the console can add to its own records, and neither read nor take away what is there', () => {
  const [[role]] = Object.entries(template.findResources('AWS::IAM::Role')).filter(([id]) => /^ConsoleTaskDefinitionTaskRole/.test(id));
  const statements: Array<{ Action: string | string[]; Resource: unknown }> = resources('AWS::IAM::Policy')
    .filter(({ Roles }) => JSON.stringify(Roles).includes(`"${role}"`))
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
  const allowed = (of: RegExp) => statements.filter(({ Resource }) => of.test(JSON.stringify(Resource))).flatMap(({ Action }) => Action).sort();
  assert.deepEqual(allowed(/"ConsoleTranscripts\w+"/), ['s3:GetEncryptionConfiguration', 's3:PutObject']);
  assert.deepEqual(allowed(/"ConsoleExecLog\w+"/), ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents']);
  assert.deepEqual(allowed(/"ConsoleLog\w+"/), [], 'what the hook wrote comes there by the log driver alone');
  const everywhere = allowed(/^"\*"$/);
  assert.ok(everywhere.every(action => /^(?:ssmmessages:|logs:DescribeLogGroups$|s3:GetBucketLocation$)/.test(action)), everywhere.join());
});

test('a login is heard, also the test event, and tried for a day', () => {
  template.hasResourceProperties('AWS::Events::Rule', {
    Name: `${config.name}-login`,
    EventPattern: { source: ['aws.ecs', `bastion.${config.name}`], 'detail-type': ['AWS API Call via CloudTrail'], detail: { eventSource: ['ecs.amazonaws.com'], eventName: ['ExecuteCommand'] } },
    Targets: [Match.objectLike({ DeadLetterConfig: Match.anyValue(), RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 } })],
  });
});

test('every line of the log goes to the detector, also what no hook wrote', () => {
  template.hasResourceProperties('AWS::Logs::SubscriptionFilter', { FilterPattern: '' });
});

test('the function that judges has time for a large paste, and for trying again', () => {
  const [[id, { Properties }]] = Object.entries(template.findResources('AWS::Lambda::Function', { Properties: { Description: 'Reads what is typed' } }));
  assert.equal(Properties.Timeout, 600);
  const { MaximumEventAgeInSeconds, MaximumRetryAttempts } = resources('AWS::Lambda::EventInvokeConfig').find(({ FunctionName }) => FunctionName.Ref === id);
  assert.ok(MaximumEventAgeInSeconds >= (MaximumRetryAttempts + 1) * Properties.Timeout);
});

test('the way past ECS Exec is denied to those who use the bastion', () => {
  const [{ PolicyDocument }] = resources('AWS::IAM::ManagedPolicy');
  const denied = PolicyDocument.Statement.find(({ Effect }: { Effect: string }) => Effect === 'Deny');
  assert.equal(denied.Action, 'ssm:StartSession');
  assert.match(JSON.stringify(denied.Resource), /:ecs:\*:\*:task\/\*/);
  // Who could call our functions could say that somebody else asked or approved.
  const denials = PolicyDocument.Statement.filter(({ Effect }: { Effect: string }) => Effect === 'Deny').map(({ Action }: { Action: string }) => Action);
  assert.deepEqual(denials, ['ssm:StartSession', 'lambda:InvokeFunction', 'sqs:SendMessage', 'dynamodb:PutItem']);
  const allowed = PolicyDocument.Statement.filter(({ Effect }: { Effect: string }) => Effect === 'Allow').flatMap(({ Action }: { Action: string }) => Action);
  assert.deepEqual(allowed.sort(), ['ecs:DescribeTasks', 'ecs:ExecuteCommand', 'execute-api:Invoke', 'kms:GenerateDataKey']);
});

test('who calls the API is said by IAM', () => {
  const routes = resources('AWS::ApiGatewayV2::Route');
  assert.equal(routes.find(({ RouteKey }) => RouteKey === 'POST /sessions').AuthorizationType, 'AWS_IAM');
});

test('whatever could stop silently has an alarm that tells somebody', () => {
  const alarms = resources('AWS::CloudWatch::Alarm');
  for (const alarm of alarms) assert.equal(alarm.AlarmActions.length, 1);
  const breaching = alarms.filter(({ TreatMissingData }) => TreatMissingData === 'breaching');
  assert.deepEqual(breaching.map(({ MetricName }) => MetricName).sort(), ['CanaryArrived', 'CanaryArrived', 'Invocations']);
  // Each function has one for errors and one for throttles.
  const functions = resources('AWS::Lambda::Function').filter(({ Runtime }) => Runtime === 'nodejs22.x').length;
  assert.equal(alarms.filter(({ MetricName }) => MetricName === 'Errors').length, functions);
});

test('stopping the trail, a rule or a function is told, also past the function that tells it', () => {
  const rules = resources('AWS::Events::Rule');
  const calls = rules.find(({ Name }) => Name === `${config.name}-tamper`).EventPattern.detail.eventName;
  for (const name of ['StopLogging', 'DeleteTrail', 'DisableRule', 'RemoveTargets', 'PutFunctionConcurrency20171031', 'DeleteSubscriptionFilter', 'StartSession']) {
    assert.ok(calls.includes(name), name);
  }
  for (const name of ['tamper-trail', 'tamper-own']) {
    const [target] = rules.find(({ Name }) => Name === `${config.name}-${name}`).Targets;
    assert.match(JSON.stringify(target.Arn), /Topic/);
  }
});

test('ATTACK: what only an id names: each API and each mapping of the stack is among what calls are matched with', () => {
  const idsOf = (type: string) => Object.keys(template.findResources(type));
  const ids = [...idsOf('AWS::ApiGatewayV2::Api'), ...idsOf('AWS::Lambda::EventSourceMapping')];
  assert.ok(ids.length >= 4, ids.join());
  const watch = resources('AWS::Lambda::Function').find(({ Description }) => /^Tells changes/.test(Description));
  const ours = JSON.stringify(watch.Environment.Variables.IDS);
  for (const id of ids) assert.ok(ours.includes(`{"Ref":"${id}"}`), id);
  // By mail, past the function.
  const own = JSON.stringify(resources('AWS::Events::Rule').find(({ Name }) => Name === `${config.name}-tamper-own`).EventPattern);
  for (const id of ids) assert.ok(own.includes(`{"Ref":"${id}"}`), id);
  for (const name of ['UpdateStage', 'DeleteApi', 'UpdateRoute', 'UpdateEventSourceMapping20150331']) assert.ok(own.includes(`"${name}"`), name);
});

test('no pattern of a rule is longer than EventBridge takes', () => {
  for (const { Name, EventPattern } of resources('AWS::Events::Rule')) {
    // A reference becomes an id or an ARN of some length.
    const pattern = JSON.stringify(EventPattern ?? {}).replace(/\{"(?:Ref|Fn::GetAtt)":[^}]*\}/g, `"${'x'.repeat(36)}"`);
    assert.ok(pattern.length <= 2048, `${Name}: ${pattern.length}`);
  }
});

test('the sweep may ask CloudTrail what it holds and whether it logs; no function may change it', () => {
  const actions = resources('AWS::IAM::Policy').flatMap(({ PolicyDocument }) => PolicyDocument.Statement.flatMap(({ Action }: { Action: string | string[] }) => Action)).filter(action => action.startsWith('cloudtrail:'));
  assert.deepEqual(actions.sort(), ['DescribeTrails', 'GetEventSelectors', 'GetTrailStatus', 'LookupEvents'].map(each => `cloudtrail:${each}`));
});

test('a session is ended by a schedule, which may call that one function', () => {
  const asks = resources('AWS::Lambda::Function').find(({ Description }) => Description === 'Opens, shows and stops sessions');
  assert.ok(asks.Environment.Variables.LIMIT_ROLE_ARN);
});

for (const [what, changes] of [
  ['an image of nobody', { image: null as never }],
  ['a session of two days', { sessions: { ...config.sessions, longestMinutes: 2880 } }],
  ['no seat', { sessions: { ...config.sessions, seats: 0 } }],
  ['a variable of the hook', { sessions: { ...config.sessions, environment: { PROMPT_COMMAND: 'x' } } }],
  ['a credential in the place of its ARN', { sessions: { ...config.sessions, secrets: { TOKEN: 'hunter2' } } }],
] as Array<[string, Partial<Config>]>) {
  test(`${what} is refused`, () => {
    assert.throws(() => checkConfig({ ...config, ...changes }), error => !String(error).includes('hunter2'));
  });
}
