import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { addChecks } from '../checks';
import { AlertTopic } from '../constructs/alert-topic';
import { NodeFunction } from '../constructs/node-function';
import { FOUND_BY, People } from '../constructs/people';
import { StackKey } from '../constructs/stack-key';
import { checkPeopleConfig, type PeopleConfig } from '../people-config';
import { CHECK_EVERY_HOURS } from '../../people/followUp/due';
import cdk from '../../cdk.json';

const SECRET = 'arn:aws:secretsmanager:ap-northeast-1:111122223333:secret:slack';
const CONFIG: PeopleConfig = {
  slack: { signingSecretArn: `${SECRET}/signing`, botTokenArn: `${SECRET}/token` },
  evidence: { mode: 'COMPLIANCE', days: 400 },
};

function stackOf(config: PeopleConfig): { app: App; stack: Stack } {
  const app = new App({ context: cdk.context });
  addChecks(app);
  const stack = new Stack(app, 'approvals', { env: { account: '111122223333', region: 'ap-northeast-1' } });
  const { key } = new StackKey(stack, 'Key');
  const { topic } = new AlertTopic(stack, 'Alerts', { emails: [], key });
  const people = new People(stack, 'People', { config, key, topic });
  const worker = new NodeFunction(stack, 'Worker', {
    entry: 'people/lambda/follow-up.ts', description: 'Stands for a golden path', key, topic, files: ['approvers.yaml'],
  });
  people.letAsk(worker);
  people.letKeepEvidence(worker);
  people.endpoint.acts.feed(worker.function);
  worker.function.addEnvironment('ACTS_URL', people.endpoint.acts.queue.queueUrl);
  return { app, stack };
}

const { app, stack } = stackOf(CONFIG);
const template = Template.fromStack(stack);

test('no rule of AWS Solutions finds anything that nobody judged', () => {
  // Fails with every finding: the checks are plugins of the synthesis.
  app.synth({ force: true });
});

test('evidence is locked, and nobody deletes or overwrites it', () => {
  template.hasResourceProperties('AWS::S3::Bucket', {
    ObjectLockEnabled: true,
    ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 400 } } },
    VersioningConfiguration: { Status: 'Enabled' },
    PublicAccessBlockConfiguration: Match.objectLike({ BlockPublicAcls: true, RestrictPublicBuckets: true }),
  });
  const [policy] = Object.values(template.findResources('AWS::S3::BucketPolicy'));
  const denied = (sid: string) =>
    policy.Properties.PolicyDocument.Statement.find((each: { Sid?: string; Effect: string }) => each.Sid === sid && each.Effect === 'Deny');
  assert.ok(denied('NobodyDeletes').Action.includes('s3:DeleteObjectVersion'));
  assert.ok(denied('NobodyDeletes').Action.includes('s3:BypassGovernanceRetention'));
  assert.deepEqual(denied('NothingIsOverwritten').Condition.Null, { 's3:if-none-match': 'true' });
});

test('the portal finds table and bucket by the tag that names the stack, and nothing else', () => {
  const tagged = Object.values(template.toJSON().Resources as Record<string, { Type: string; Properties?: { Tags?: Array<{ Key: string; Value: string }> } }>)
    .filter(({ Properties }) => Array.isArray(Properties?.Tags) && Properties.Tags.some(({ Key, Value }) => Key === FOUND_BY && Value === 'approvals'))
    .map(({ Type }) => Type);
  assert.deepEqual(tagged.sort(), ['AWS::DynamoDB::Table', 'AWS::S3::Bucket']);
});

test('lost timers are looked for as often as requests say', () => {
  template.hasResourceProperties('AWS::Scheduler::Schedule', { ScheduleExpression: CHECK_EVERY_HOURS === 1 ? 'rate(1 hour)' : `rate(${CHECK_EVERY_HOURS} hours)` });
});

test('nobody updates or deletes items of the table', () => {
  const [table] = Object.values(template.findResources('AWS::DynamoDB::Table'));
  const [{ Effect, Action }] = table.Properties.ResourcePolicy.PolicyDocument.Statement;
  assert.equal(Effect, 'Deny');
  for (const action of ['DeleteItem', 'UpdateItem', 'BatchWriteItem', 'PartiQLDelete']) assert.ok(Action.includes(`dynamodb:${action}`));
  assert.equal(table.Properties.DeletionProtectionEnabled, true);
  assert.equal(table.Properties.TimeToLiveSpecification.AttributeName, 'expiresAt');
});

test('ATTACK: who is none of our functions puts an item in the place of another, or one that expires', () => {
  const [table] = Object.values(template.findResources('AWS::DynamoDB::Table'));
  const { Statement } = table.Properties.ResourcePolicy.PolicyDocument;
  const [denial, ...others] = Statement.filter(({ Action }: { Action: string | string[] }) => Action === 'dynamodb:PutItem');
  assert.deepEqual(others, []);
  assert.deepEqual([denial.Effect, denial.Principal, denial.Resource], ['Deny', { AWS: '*' }, '*']);
  assert.deepEqual(Object.keys(denial.Condition), ['ArnNotEquals']);
  // Those that may are those that IAM lets: one missing would fail at every write, one more could forge an approval.
  const putting = Object.values(template.findResources('AWS::IAM::Policy'))
    .filter(({ Properties }) => JSON.stringify(Properties.PolicyDocument).includes('"dynamodb:PutItem"'))
    .flatMap(({ Properties }) => Properties.Roles.map(({ Ref }: { Ref: string }) => Ref));
  const excepted = denial.Condition.ArnNotEquals['aws:PrincipalArn'].map((each: { 'Fn::GetAtt': string[] }) => each['Fn::GetAtt']);
  assert.equal(putting.length, 4);
  assert.deepEqual(excepted.sort(), putting.sort().map(role => [role, 'Arn']));
});

test('no function may do to the table or to evidence what it need not', () => {
  const statements = Object.values(template.findResources('AWS::IAM::Policy')).flatMap(
    ({ Properties }) => Properties.PolicyDocument.Statement as Array<{ Action: string | string[] }>,
  );
  const actions = new Set(statements.flatMap(({ Action }) => Action));
  for (const action of actions) assert.doesNotMatch(action, /dynamodb:(?:Update|Delete|Batch|\*)|s3:(?:Delete|Bypass|\*)|:\*$/);
});

test('the internet reaches one path, slowly enough', () => {
  template.resourceCountIs('AWS::ApiGatewayV2::Route', 1);
  template.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: 'POST /slack' });
  template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
    DefaultRouteSettings: { ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 },
    AccessLogSettings: Match.anyValue(),
  });
  template.resourceCountIs('AWS::Lambda::Url', 0);
});

test('the function that the internet reaches reads one secret and writes into one queue', () => {
  const [[id]] = Object.entries(template.findResources('AWS::IAM::Policy')).filter(([name]) => name.includes('SlackReceiver'));
  const { Statement } = template.findResources('AWS::IAM::Policy')[id].Properties.PolicyDocument;
  const text = JSON.stringify(Statement);
  assert.ok(text.includes('slack/signing') && !text.includes('slack/token'));
  assert.ok(!text.includes('s3:') && !text.includes('scheduler:'));
});

test('every function tells of its errors, every queue of what it gave up', () => {
  const functions = Object.keys(template.findResources('AWS::Lambda::Function'));
  assert.equal(functions.length, 4);
  const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties);
  assert.equal(alarms.filter(({ MetricName }) => MetricName === 'Errors').length, 4);
  assert.equal(alarms.filter(({ MetricName }) => MetricName === 'ApproximateNumberOfMessagesVisible').length, 3);
  for (const { AlarmActions } of alarms) assert.equal(AlarmActions.length, 1);
});

test('a queue hides a message for six times as long as its function may run', () => {
  const [acts] = Object.values(template.findResources('AWS::SQS::Queue', { Properties: { VisibilityTimeout: 360, FifoQueue: true } }));
  assert.ok(acts);
  template.hasResourceProperties('AWS::Lambda::EventSourceMapping', { FunctionResponseTypes: ['ReportBatchItemFailures'] });
});

test('every function starts with the variables and files that it is given', () => {
  const { directory } = app.synth({ force: true });
  for (const { Properties } of Object.values(template.findResources('AWS::Lambda::Function'))) {
    const folder = join(directory, `asset.${String(Properties.Code.S3Key).replace('.zip', '')}`);
    const names = Object.keys(Properties.Environment.Variables).filter(name => name !== 'NODE_OPTIONS');
    const env = {
      ...Object.fromEntries(names.map(name => [name, 'given'])),
      PATH: process.env.PATH,
      AWS_REGION: 'ap-northeast-1',
      LAMBDA_TASK_ROOT: folder,
      NODE_PATH: join(__dirname, '..', '..', 'node_modules'),
    };
    const script = `console.log(typeof require(${JSON.stringify(join(folder, 'index.js'))}).handler)`;
    assert.equal(execFileSync(process.execPath, ['-e', script], { env, encoding: 'utf8' }).trim(), 'function');
  }
});

for (const [what, config] of [
  ['slack.signingSecretArn', { ...CONFIG, slack: { ...CONFIG.slack, signingSecretArn: 'abc123' } }],
  ['slack.botTokenArn', { ...CONFIG, slack: { ...CONFIG.slack, botTokenArn: 'arn:aws:ssm:ap-northeast-1:111122223333:parameter/token' } }],
  ['evidence.mode', { ...CONFIG, evidence: { mode: 'NONE', days: 1 } }],
  ['evidence.days', { ...CONFIG, evidence: { mode: 'COMPLIANCE', days: 0 } }],
] as Array<[string, PeopleConfig]>) {
  test(`${what} that is wrong is named, and its value is not repeated where it may be a secret`, () => {
    assert.throws(() => checkPeopleConfig(config), (error: Error) => error.message.includes(what) && !error.message.includes('abc123'));
  });
}

test('a secret of another region is refused', () => {
  const other = CONFIG.slack.botTokenArn.replace('ap-northeast-1', 'us-east-1');
  assert.throws(() => stackOf({ ...CONFIG, slack: { ...CONFIG.slack, botTokenArn: other } }), /must be in account 111122223333/);
});
