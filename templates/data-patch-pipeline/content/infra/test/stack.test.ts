import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import cdk from '../../cdk.json';
import { addChecks } from '../checks';
import { checkConfig, type Config, type PatchesConfig, readConfig } from '../config';
import { OVERRIDES } from '../constructs/no-overrides';
import { PatchStack } from '../stack';

const config = readConfig();
const at = `${config.region}:${config.account}`;

function stackOf(patches: Partial<PatchesConfig> = {}): { app: App; stack: PatchStack } {
  const app = new App({ context: cdk.context });
  addChecks(app);
  const given = checkConfig({ ...config, patches: { ...config.patches, ...patches } });
  return { app, stack: new PatchStack(app, given.name, { env: { account: given.account, region: given.region }, config: given }) };
}

const { app, stack } = stackOf({
  environment: { RAILS_ENV: 'production' },
  secrets: { DATABASE_URL: `arn:aws:secretsmanager:${at}:secret:shop/database-a1B2c3`, REDIS_URL: `arn:aws:ssm:${at}:parameter/shop/redis` },
  queues: [`arn:aws:sqs:${at}:shop-jobs`],
  buckets: ['uploads'],
  keys: [`arn:aws:kms:${at}:key/0a1b2c3d-0000-4000-8000-000000000000`],
  securityGroupId: null,
  dryRunWithoutApproval: ['sql'],
});
const template = Template.fromStack(stack);
const resources = (type: string): any[] => Object.values(template.findResources(type)).map(({ Properties }) => Properties);
const [project] = resources('AWS::CodeBuild::Project');

/** All statements of the policies of a role, by a part of its logical id. */
function statementsOf(role: string): Array<{ Effect: string; Action: string | string[]; Resource: unknown; Condition?: any }> {
  const [id] = Object.keys(template.findResources('AWS::IAM::Role')).filter(each => each.startsWith(role));
  assert.ok(id, role);
  return resources('AWS::IAM::Policy').filter(({ Roles }) => JSON.stringify(Roles).includes(`"${id}"`)).flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}
const actionsOf = (role: string, effect = 'Allow') => statementsOf(role).filter(({ Effect }) => Effect === effect).flatMap(({ Action }) => Action);
const text = (value: any): string => (typeof value === 'string' ? value : value['Fn::Join'][1].map((part: any) => (typeof part === 'string' ? part : `<${part.Ref}>`)).join(''));

test('no rule of AWS Solutions finds anything that nobody judged', () => {
  // Fails with every finding: the checks are plugins of the synthesis.
  app.synth({ force: true });
});

test('the buildspec is text of the project, and names a runner and pins that no branch writes', () => {
  const buildspec = text(project.Source.BuildSpec);
  assert.match(buildspec, /^# The stack puts this text/);
  assert.match(buildspec, /aws s3 cp --only-show-errors 's3:\/\/cdk-\S+\/[0-9a-f]{64}\.zip' \/opt\/patch-runner\.zip/);
  assert.match(buildspec, /!= '[0-9a-f]{64} {2}-'/);
  assert.match(buildspec, /'s3:\/\/<PeopleEvidence\w+>\/pins\/pins\.json'/);
  assert.doesNotMatch(buildspec, /\{\{/);
});

test('the project clones by a connection, runs one build at a time in the VPC, and nothing starts it by itself', () => {
  assert.equal(project.Source.Type, 'GITHUB');
  assert.equal(project.Source.Location, `https://github.com/${config.patches.repository.name}.git`);
  assert.deepEqual(project.Source.Auth, { Type: 'CODECONNECTIONS', Resource: config.patches.repository.connectionArn });
  assert.equal(project.ConcurrentBuildLimit, 1);
  assert.equal(project.VpcConfig.VpcId, config.vpcId);
  assert.deepEqual(project.VpcConfig.Subnets, config.subnetIds);
  assert.equal(project.Triggers?.Webhook ?? false, false);
  assert.equal(project.Environment.PrivilegedMode, false);
});

test('a patch has the settings, and of its secrets only references', () => {
  assert.deepEqual(project.Environment.EnvironmentVariables, [
    { Name: 'RAILS_ENV', Type: 'PLAINTEXT', Value: 'production' },
    { Name: 'DATABASE_URL', Type: 'SECRETS_MANAGER', Value: `arn:aws:secretsmanager:${at}:secret:shop/database-a1B2c3` },
    { Name: 'REDIS_URL', Type: 'PARAMETER_STORE', Value: '/shop/redis' },
  ]);
});

test('the pins hold what the project has', () => {
  const [{ Pins, ServiceTimeout }] = resources('AWS::CloudFormation::CustomResource');
  assert.equal(ServiceTimeout, 300);
  const pins = JSON.parse(Pins['Fn::Join'][1].map((part: any) => (typeof part === 'string' ? part : `<${part.Ref ?? part['Fn::GetAtt'][0]}>`)).join(''));
  assert.equal(pins.project, project.Name);
  assert.equal(pins.sourceLocation, project.Source.Location);
  assert.equal(pins.image, text(project.Environment.Image));
  assert.equal(pins.buildspec, text(project.Source.BuildSpec));
  const { Type: type, ComputeType: computeType, ImagePullCredentialsType: imagePullCredentialsType } = project.Environment;
  assert.deepEqual(pins.environment, { type, computeType, imagePullCredentialsType });
  const [group] = project.VpcConfig.SecurityGroupIds;
  assert.deepEqual(pins.network, { vpcId: project.VpcConfig.VpcId, subnets: project.VpcConfig.Subnets, securityGroupIds: [`<${group['Fn::GetAtt'][0]}>`] });
  assert.deepEqual([pins.timeoutMinutes, pins.queuedMinutes], [project.TimeoutInMinutes, project.QueuedTimeoutInMinutes]);
  assert.equal(pins.encryptionKey, `<${project.EncryptionKey['Fn::GetAtt'][0]}>`);
  assert.equal(pins.serviceRole, `<${project.ServiceRole['Fn::GetAtt'][0]}>`);
  assert.equal(pins.logGroup, `/${config.name}/build`);
  // What the check wants there to be none of.
  assert.deepEqual([project.SecondarySources, project.FileSystemLocations, project.Cache], [undefined, undefined, { Type: 'NO_CACHE' }]);
  assert.deepEqual(
    pins.environmentVariables.map(({ name, type, value }: Record<string, string>) => ({ Name: name, Type: type, Value: value })),
    project.Environment.EnvironmentVariables,
  );
  assert.match(pins.initiators[0], /^<PatchesStartRole\w+>\/<PatchesStartFunction\w+>$/);
  assert.deepEqual(pins.dryRunWithoutApproval, ['sql']);
});

test('only the starter may start builds, of this project, and override nothing', () => {
  const starters = resources('AWS::IAM::Policy').filter(({ PolicyDocument }) =>
    PolicyDocument.Statement.some(({ Effect, Action }: any) => Effect === 'Allow' && [Action].flat().some((each: string) => /^(\*|codebuild:(\*|Start|Retry))/.test(each))),
  );
  assert.equal(starters.length, 1);
  const statements = statementsOf('PatchesStartRole');
  const allowed = statements.find(({ Effect, Action }) => Effect === 'Allow' && Action.includes('codebuild:StartBuild'));
  assert.deepEqual(allowed?.Action, ['codebuild:BatchGetBuilds', 'codebuild:StartBuild', 'codebuild:StopBuild'].sort((a, b) => [allowed!.Action].flat().indexOf(a) - [allowed!.Action].flat().indexOf(b)));
  assert.match(JSON.stringify(allowed?.Resource), /project\/[a-z0-9-]+"$/);
  const denied = statements.filter(({ Effect }) => Effect === 'Deny');
  assert.deepEqual(denied.map(({ Condition }) => Object.entries(Condition.Null)), OVERRIDES.map(key => [[`codebuild:${key}`, 'false']]));
});

for (const key of ['source.buildspec', 'environment.environmentVariables', 'environment.image', 'serviceRole', 'source.location', 'secondarySources', 'environment.privilegedMode']) {
  test(`attack: an override of ${key} is denied by its own statement`, () => {
    const denied = statementsOf('PatchesStartRole').filter(({ Effect, Condition }) => Effect === 'Deny' && Condition.Null[`codebuild:${key}`] === 'false');
    assert.equal(denied.length, 1);
    assert.equal(Object.keys(denied[0].Condition.Null).length, 1, 'within one statement all conditions would have to hold');
  });
}

test('the build, and so the patch, can read approvals and add to its evidence, and change neither', () => {
  const actions = actionsOf('BuildRunsRole');
  assert.deepEqual(actions.filter(each => each.startsWith('dynamodb:')), ['dynamodb:GetItem']);
  assert.deepEqual(actions.filter(each => each.startsWith('codebuild:')).sort(), ['codebuild:BatchGetBuilds', 'codebuild:BatchGetProjects', 'codebuild:ListBuildsForProject']);
  assert.ok(actions.every(each => !/\*$|Delete(?!NetworkInterface)|iam:|lambda:|sts:/.test(each)), actions.join());
  const puts = statementsOf('BuildRunsRole').filter(({ Action }) => [Action].flat().includes('s3:PutObject')).map(({ Resource }) => JSON.stringify(Resource));
  assert.equal(puts.length, 2);
  assert.match(puts[0], /"\/runs\/\*"/);
  assert.match(puts[1], /:s3:::uploads\/\*/);
});

test('ATTACK: a patch, or anybody past the functions, puts an approval into the table', () => {
  const [{ ResourcePolicy }] = resources('AWS::DynamoDB::Table');
  const denial = ResourcePolicy.PolicyDocument.Statement.find(({ Action }: any) => Action === 'dynamodb:PutItem');
  const excepted: string[] = denial.Condition.ArnNotEquals['aws:PrincipalArn'].map((each: any) => each['Fn::GetAtt'][0]);
  for (const role of ['PatchesStartRole', 'PatchesAskRole', 'ReconciliationReconcileRole']) assert.ok(excepted.some(each => each.startsWith(role)), role);
  // Each is that of a function, which IAM lets put items.
  for (const role of excepted) assert.ok(actionsOf(role).includes('dynamodb:PutItem'), role);
  const roles = resources('AWS::Lambda::Function').map(({ Role }) => Role['Fn::GetAtt'][0]);
  assert.deepEqual(excepted.filter(each => !roles.includes(each)), []);
});

test('ATTACK: another project takes the role of builds', () => {
  const [, { Properties }] = Object.entries(template.findResources('AWS::IAM::Role')).find(([id]) => id.startsWith('BuildRunsRole'))!;
  const { Statement } = Properties.AssumeRolePolicyDocument;
  assert.deepEqual(Statement.map(({ Principal }: any) => Principal), [{ Service: 'codebuild.amazonaws.com' }]);
  assert.deepEqual(Statement[0].Condition, {
    StringEquals: { 'aws:SourceAccount': config.account },
    ArnEquals: { 'aws:SourceArn': `arn:aws:codebuild:${at}:project/${project.Name}` },
  });
});

test('nobody overwrites or deletes what a build left, and only a deployment writes pins', () => {
  const statements = resources('AWS::S3::BucketPolicy').flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
  const sid = (name: string) => statements.find(({ Sid }: any) => Sid === name);
  assert.deepEqual(sid('NoRunIsOverwritten').Condition, { Null: { 's3:if-none-match': 'true' }, Bool: { 's3:ObjectCreationOperation': 'true' } });
  assert.ok(sid('NobodyDeletesRuns').Action.includes('s3:DeleteObjectVersion'));
  assert.match(JSON.stringify(sid('PinsComeFromDeployments').Condition), /RunnerPinsWriterRole/);
});

test('what is kept ends with its lock, and the pins never', () => {
  const [bucket] = resources('AWS::S3::Bucket').filter(({ ObjectLockEnabled }) => ObjectLockEnabled);
  const expiring = bucket.LifecycleConfiguration.Rules.filter(({ ExpirationInDays }: any) => ExpirationInDays);
  assert.deepEqual(expiring.map(({ Prefix }: any) => Prefix).sort(), ['evidence/', 'runs/']);
});

test('who calls the API is said by IAM', () => {
  const routes = resources('AWS::ApiGatewayV2::Route');
  for (const key of ['POST /patches', 'POST /starts']) assert.equal(routes.find(({ RouteKey }) => RouteKey === key).AuthorizationType, 'AWS_IAM');
});

test('a patch uses the keys of its queues, buckets and secrets, through these services alone', () => {
  const own = statementsOf('BuildRuns').filter(({ Resource }) => typeof Resource === 'string' && Resource.includes(':kms:'));
  const service = (name: string) => `${name}.${config.region}.amazonaws.com`;
  assert.deepEqual(own, [{
    Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: `arn:aws:kms:${at}:key/0a1b2c3d-0000-4000-8000-000000000000`,
    Condition: { StringEquals: { 'kms:ViaService': ['sqs', 's3', 'secretsmanager', 'ssm'].map(service) } },
  }]);
});

test('those who run patches may ask and start, and are denied every way past the stack', () => {
  const [{ PolicyDocument }] = resources('AWS::IAM::ManagedPolicy');
  const of = (effect: string) => PolicyDocument.Statement.filter(({ Effect }: any) => Effect === effect).flatMap(({ Action }: any) => Action);
  assert.deepEqual(of('Allow'), ['execute-api:Invoke', 'lambda:InvokeFunction']);
  const [allowed, calls] = ['Allow', 'Deny'].map(effect => PolicyDocument.Statement.find(({ Effect, Action }: any) => Effect === effect && Action === 'lambda:InvokeFunction').Resource);
  assert.match(allowed['Fn::GetAtt'][0], /^ReconciliationReconcile/);
  const functions = Object.entries(template.findResources('AWS::Lambda::Function')).filter(([, { Properties }]) => Properties.Runtime === 'nodejs22.x').map(([id]) => id);
  // Who could call them could say that somebody else asked or approved; a report anybody may ask for.
  assert.deepEqual(calls.map((each: any) => each['Fn::GetAtt'][0]).sort(), functions.filter(id => !id.startsWith('Reconciliation')).sort());
  for (const action of ['sqs:SendMessage', 'dynamodb:PutItem']) assert.ok(of('Deny').includes(action), action);
  for (const action of ['StartBuild', 'StartBuildBatch', 'RetryBuild', 'UpdateProject', 'BatchDeleteBuilds']) assert.ok(of('Deny').includes(`codebuild:${action}`), action);
});

const policyOfAccount = readFileSync(join(__dirname, '..', '..', 'docs', 'security.md'), 'utf8');
for (const action of ['StartBuild', 'StartBuildBatch', 'RetryBuild', 'RetryBuildBatch', 'StartSandbox', 'StartSandboxConnection', 'StartCommandExecution']) {
  test(`ATTACK: ${action} runs code past its approval: denied to operators and by the policy of the account, and told`, () => {
    const [{ PolicyDocument }] = resources('AWS::IAM::ManagedPolicy');
    const denied = PolicyDocument.Statement.find(({ Effect, Action }: any) => Effect === 'Deny' && Action.includes(`codebuild:${action}`));
    assert.equal(denied?.Resource, `arn:aws:codebuild:${at}:project/${project.Name}`);
    assert.ok(policyOfAccount.includes(`"codebuild:${action}"`));
    const told = resources('AWS::Events::Rule').find(({ Name }) => Name === `${config.name}-tamper`).EventPattern.detail;
    assert.ok(told.eventName.includes(action) && told.eventSource.includes('codebuild.amazonaws.com'));
  });
}

test('the end of a build is heard, also the test event, and tried for a day', () => {
  template.hasResourceProperties('AWS::Events::Rule', {
    Name: `${config.name}-builds`,
    EventPattern: { source: ['aws.codebuild', `patches.${config.name}`], 'detail-type': ['CodeBuild Build State Change'], detail: { 'project-name': [config.name] } },
    Targets: [Match.objectLike({ DeadLetterConfig: Match.anyValue(), RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 } })],
  });
});

test('whatever could stop silently has an alarm that tells somebody', () => {
  const alarms = resources('AWS::CloudWatch::Alarm');
  for (const alarm of alarms) assert.equal(alarm.AlarmActions.length, 1);
  const breaching = alarms.filter(({ TreatMissingData }) => TreatMissingData === 'breaching');
  assert.deepEqual(breaching.map(({ MetricName }) => MetricName).sort(), ['CanaryArrived', 'Invocations', 'Reconciled']);
  // Each function has one for errors and one for throttles.
  const functions = resources('AWS::Lambda::Function').filter(({ Runtime }) => Runtime === 'nodejs22.x').length;
  assert.equal(alarms.filter(({ MetricName }) => MetricName === 'Errors').length, functions);
});

test('changes of the project, and what silences the watch, are told, also past the function that tells it', () => {
  const rules = resources('AWS::Events::Rule');
  const calls = rules.find(({ Name }) => Name === `${config.name}-tamper`).EventPattern.detail.eventName;
  for (const name of ['StartBuild', 'UpdateProject', 'CreateWebhook', 'StopLogging', 'DisableRule', 'RemoveTargets', 'UpdateFunctionCode20150331v2', 'PutFunctionConcurrency20171031']) {
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

test('ATTACK: whom a role trusts: the reconciliation asks it of each that starts builds, runs them, or may write approvals or pins', () => {
  const [, { Properties: { Environment } }] = Object.entries(template.findResources('AWS::Lambda::Function')).find(([id]) => id.startsWith('ReconciliationReconcile'))!;
  const { ROLES } = Environment.Variables;
  const watched: Array<{ role: string; service: string; condition?: object }> = JSON.parse(ROLES['Fn::Join'][1].map((part: any) => (typeof part === 'string' ? part : `<${part.Ref}>`)).join(''));
  const all = Object.entries(template.findResources('AWS::IAM::Role'));
  for (const { role, service, condition } of watched) {
    const [, { Properties }] = all.find(([id]) => role === `<${id}>`)!;
    assert.deepEqual(Properties.AssumeRolePolicyDocument.Statement, [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: service }, ...(condition && { Condition: condition }) }], role);
  }
  const names = watched.map(({ role }) => role);
  for (const start of ['BuildRuns', 'RunnerPinsWriter', 'PatchesStart', 'PatchesAsk', 'PatchesActs', 'PeopleFollower', 'ReconciliationReconcile']) {
    assert.ok(names.some(name => name.startsWith(`<${start}`)), `${start}: ${names.join()}`);
  }
  const writers = resources('AWS::DynamoDB::Table')[0].ResourcePolicy.PolicyDocument.Statement[1].Condition.ArnNotEquals['aws:PrincipalArn'];
  assert.equal(names.length, writers.length + 2);
  const { Resource } = statementsOf('ReconciliationReconcile').find(({ Action }) => Action === 'iam:GetRole')!;
  assert.equal([Resource].flat().length, names.length);
  // Lambda takes 4 KB of them, and no name of a role is longer than 64.
  const size = Object.entries(Environment.Variables).map(([name, value]) => name + JSON.stringify(value).replace(/\{"(?:Ref|Fn::GetAtt)":[^}]*\}/g, 'x'.repeat(64))).join('').length;
  assert.ok(size < 4096, `${size}`);
});

test('no pattern of a rule is longer than EventBridge takes', () => {
  for (const { Name, EventPattern } of resources('AWS::Events::Rule')) {
    // A reference becomes an id or an ARN of some length.
    const pattern = JSON.stringify(EventPattern ?? {}).replace(/\{"(?:Ref|Fn::GetAtt)":[^}]*\}/g, `"${'x'.repeat(36)}"`);
    assert.ok(pattern.length <= 2048, `${Name}: ${pattern.length}`);
  }
});

test('everything carries the tag of its owner, as CloudFormation hands it on', () => {
  assert.deepEqual(stack.tags.tagValues(), { owner: config.owner });
});

test('a group of the database that is given is used, an image of ECR is pulled by the role, on ARM where asked for', () => {
  const image = `${config.account}.dkr.ecr.${config.region}.amazonaws.com/shop/build:2026-11`;
  const { app: other, stack: of } = stackOf({ securityGroupId: 'sg-0a1b2c3d4e5f60718', build: { ...config.patches.build, image, architecture: 'arm64' } });
  other.synth({ force: true });
  const [{ Properties }] = Object.values(Template.fromStack(of).findResources('AWS::CodeBuild::Project'));
  assert.deepEqual(Properties.VpcConfig.SecurityGroupIds, ['sg-0a1b2c3d4e5f60718']);
  Template.fromStack(of).resourceCountIs('AWS::EC2::SecurityGroup', 0);
  assert.equal(Properties.Environment.Type, 'ARM_CONTAINER');
  assert.equal(Properties.Environment.ImagePullCredentialsType, 'SERVICE_ROLE');
  const [pinned]: any[] = Object.values(Template.fromStack(of).findResources('AWS::CloudFormation::CustomResource'));
  assert.match(JSON.stringify(pinned.Properties.Pins), /ARM_CONTAINER.{1,200}SERVICE_ROLE.{1,400}sg-0a1b2c3d4e5f60718/);
});

const { patches } = config;
for (const [what, changes] of [
  ['a token in the place of its ARN', { repository: { ...patches.repository, tokenArn: 'ghp_hunter2' } }],
  ['a repository without its owner', { repository: { ...patches.repository, name: 'shop' } }],
  ['no connection', { repository: { ...patches.repository, connectionArn: 'arn:aws:iam::1:role/x' } }],
  ['an image of nobody', { build: { ...patches.build, image: 'registry.example.com/shop:latest' } }],
  ['a build of a week', { build: { ...patches.build, timeoutMinutes: 10_080 } }],
  ['a variable that loads code', { environment: { NODE_OPTIONS: '--require ./x' } }],
  ['a variable of CodeBuild', { environment: { CODEBUILD_INITIATOR: 'x' } }],
  ['a credential in the place of its ARN', { secrets: { ...patches.secrets, TOKEN: 'hunter2' } }],
  ['no database', { secrets: {} }],
  ['a queue by its address', { queues: ['https://sqs.example.com/x'] }],
  ['a key by its alias', { keys: [`arn:aws:kms:${at}:alias/shop`] }],
  ['a group by its name', { securityGroupId: 'default' }],
  ['an engine that does not exist', { dryRunWithoutApproval: ['perl'] }],
] as Array<[string, Partial<Config['patches']>]>) {
  test(`${what} is refused`, () => {
    assert.throws(() => checkConfig({ ...config, patches: { ...patches, ...changes } }), error => !String(error).includes('hunter2'));
  });
}
