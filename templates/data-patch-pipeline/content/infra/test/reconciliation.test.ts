import assert from 'node:assert/strict';
import { test } from 'node:test';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import cdk from '../../cdk.json';
import { acknowledge, addChecks } from '../checks';
import { AlertTopic } from '../constructs/alert-topic';
import { People } from '../constructs/people';
import { Reconciliation, type ReconciliationProps } from '../constructs/reconciliation';
import { StackKey } from '../constructs/stack-key';

const SECRET = 'arn:aws:secretsmanager:ap-northeast-1:111122223333:secret:slack';

function stackOf(audit: Partial<ReconciliationProps['audit']> = {}): { app: App; template: Template } {
  const app = new App({ context: cdk.context });
  addChecks(app);
  const stack = new Stack(app, 'patches', { env: { account: '111122223333', region: 'ap-northeast-1' } });
  const { key } = new StackKey(stack, 'Key');
  const { topic } = new AlertTopic(stack, 'Alerts', { emails: [], key });
  const config = { slack: { signingSecretArn: `${SECRET}/signing`, botTokenArn: `${SECRET}/token` }, evidence: { mode: 'GOVERNANCE' as const, days: 1 } };
  const people = new People(stack, 'People', { config, key, topic });
  const bucket = new Bucket(stack, 'Runner', { encryption: BucketEncryption.S3_MANAGED, enforceSSL: true, blockPublicAccess: BlockPublicAccess.BLOCK_ALL });
  acknowledge(bucket, 'S1', 'Stands for the bucket of the runner');
  const given = { auditLogGroup: null, auditUsers: { application: ['shop'], patches: [], sessions: [] }, bastionTable: null, ...audit };
  new Reconciliation(stack, 'Reconciliation', { project: 'patches', pins: { bucket, objectKey: 'pins.json' }, roles: [], audit: given, people, key, topic });
  return { app, template: Template.fromStack(stack) };
}

const everything = { auditLogGroup: '/aws/rds/instance/shop/postgresql', bastionTable: 'bastion-requests' };
const { app, template } = stackOf();
const ofFunction = (of: Template): Array<{ Action: string | string[]; Resource: unknown; Condition?: unknown }> =>
  Object.entries(of.findResources('AWS::IAM::Policy')).filter(([name]) => name.startsWith('ReconciliationReconcile')).flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);

test('no rule of AWS Solutions finds anything that nobody judged', () => {
  app.synth({ force: true });
  stackOf(everything).app.synth({ force: true });
});

test('it can look, and start, approve or change nothing', () => {
  const actions = ofFunction(stackOf(everything).template).flatMap(({ Action }) => Action);
  for (const action of actions) assert.doesNotMatch(action, /StartBuild|UpdateProject|:Delete|:Update|:\*|^\*|secretsmanager|logs:Put(?!LogEvents)/);
  for (const action of ['codebuild:ListBuildsForProject', 'codebuild:BatchGetBuilds', 'codebuild:BatchGetProjects', 'cloudtrail:LookupEvents', 'iam:GetRole', 'logs:FilterLogEvents']) {
    assert.ok(actions.includes(action), action);
  }
});

test('without an audit log it may read no log but its own', () => {
  assert.ok(!ofFunction(template).flatMap(({ Action }) => Action).includes('logs:FilterLogEvents'));
});

test('it runs every day and after each deployment', () => {
  template.hasResourceProperties('AWS::Scheduler::Schedule', { ScheduleExpression: 'rate(1 day)', State: 'ENABLED' });
  const rules: any[] = Object.values(template.findResources('AWS::Events::Rule')).map(({ Properties }) => Properties);
  const { EventPattern } = rules.find(({ Name }) => Name === 'patches-reconcile-deployed');
  assert.deepEqual(EventPattern.detail, {
    'stack-id': [{ prefix: 'arn:aws:cloudformation:ap-northeast-1:111122223333:stack/patches/' }],
    'status-details': { status: ['CREATE_COMPLETE', 'UPDATE_COMPLETE'] },
  });
});

test('a finding is an alarm, and so is its silence for two days', () => {
  const alarms: any[] = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties);
  const found = alarms.find(({ MetricName }) => MetricName === 'NewFindings');
  assert.deepEqual([found.Threshold, found.TreatMissingData, found.AlarmActions.length], [1, 'notBreaching', 1]);
  const silent = alarms.find(({ MetricName }) => MetricName === 'Reconciled');
  assert.deepEqual([silent.Period * silent.EvaluationPeriods, silent.TreatMissingData, silent.AlarmActions.length], [2 * 86_400, 'breaching', 1]);
  assert.deepEqual([found.Dimensions, found.Namespace], [[{ Name: 'Stack', Value: 'patches' }], 'DataPatches']);
});
