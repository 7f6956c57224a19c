import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Match } from 'aws-cdk-lib/assertions';
import type { Job } from '../schedules/job';
import { jobWith } from './run-machine';
import { config, jobs, synthesize } from './synthesize';

const at = (expression: string): Partial<Job> => ({
  name: 'feed-import',
  state: 'ENABLED',
  schedules: [{ name: 'feed-import', expression, timezone: 'UTC' }],
});
const daily = jobWith(at('cron(0 4 * * ? *)'));
const monthly = jobWith(at('cron(0 4 1 * ? *)'));
const queue = synthesize([daily], { runFeed: { kind: 'queue' } });
const ALARM = { AlarmActions: [Match.anyValue()] };
const MACHINE = `arn:aws:states:${config.region}:${config.account}:stateMachine:${config.name}`;

/** References in a pattern or a policy are resolved only by AWS. */
const flat = (value: unknown) => JSON.stringify(value).replace(/\{"Ref":"AWS::Partition"\}/g, '"aws"');

test('a failed run, a start that was not delivered and a run that takes too long are told', () => {
  for (const name of ['-feed-import--failed', '--StartNotDelivered', '--StartDropped', '--StartLost', '--running-too-long']) {
    queue.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: `${config.name}${name}`,
      TreatMissingData: 'notBreaching',
      ...ALARM,
    });
  }
});

test('a missing run is told once its time is over, and not before a job that was just enabled could have run', () => {
  queue.hasResourceProperties('AWS::CloudWatch::Alarm', {
    AlarmName: `${config.name}-feed-import--missed`,
    MetricName: 'ExecutionsStarted',
    TreatMissingData: 'breaching',
    ComparisonOperator: 'LessThanThreshold',
    Threshold: 1,
    Period: 3600,
    EvaluationPeriods: 26,
    WarmUpConfiguration: { WarmUpPeriodDurationInMinutes: 1560, OnlyStartEvaluatingAfterWarmUpPeriodEnds: true },
    OKActions: [Match.anyValue()],
    ...ALARM,
  });
});

test('a job that is off, and one that an alarm cannot follow, have no alarm for missing runs', () => {
  for (const job of [{ ...daily, state: 'DISABLED' as const }, monthly]) {
    const alarms = Object.values(synthesize([job]).findResources('AWS::CloudWatch::Alarm'));
    assert.deepEqual(alarms.filter(({ Properties }) => /--missed$/.test(Properties.AlarmName)), []);
  }
});

test('the runs of such a job watch for the next one instead', () => {
  const machines = Object.values(synthesize([monthly]).findResources('AWS::StepFunctions::StateMachine'));
  assert.match(JSON.stringify(machines), /WatchForNextRun/);
  assert.doesNotMatch(JSON.stringify(Object.values(queue.findResources('AWS::StepFunctions::StateMachine'))), /WatchForNextRun/);
});

test('every run that did not succeed reaches the alert topic', () => {
  const rules = Object.values(queue.findResources('AWS::Events::Rule')).map(({ Properties }) => Properties);
  const [told] = rules.filter(({ EventPattern }) => EventPattern.detail.status);
  assert.deepEqual(told.EventPattern.detail.status, ['FAILED', 'TIMED_OUT', 'ABORTED']);
  assert.deepEqual(told.EventPattern.detail.stateMachineArn, [`${MACHINE}--watch`, `${MACHINE}-feed-import`]);
});

// --- What the portal reads

test('the portal is sent every change of a run as EventBridge writes it', () => {
  const rules = Object.values(queue.findResources('AWS::Events::Rule')).map(({ Properties }) => Properties);
  const [feed] = rules.filter(({ EventPattern }) => !EventPattern.detail.status);
  assert.deepEqual(feed.EventPattern, {
    source: ['aws.states'],
    'detail-type': ['Step Functions Execution Status Change'],
    detail: { stateMachineArn: [`${MACHINE}-feed-import`] },
  });
  const [target] = feed.Targets;
  for (const changed of ['Input', 'InputPath', 'InputTransformer']) assert.equal(target[changed], undefined);
  assert.ok(target.DeadLetterConfig);
});

test('its queue is encrypted, takes TLS only, from its rule only, and parts with what nobody can read', () => {
  const [[id, { Properties }]] = Object.entries(
    queue.findResources('AWS::SQS::Queue', { Properties: { RedrivePolicy: Match.anyValue() } }),
  );
  assert.equal(Properties.SqsManagedSseEnabled, true);
  assert.ok(Properties.RedrivePolicy.maxReceiveCount >= 5);
  const policies = Object.values(queue.findResources('AWS::SQS::QueuePolicy')).filter(
    policy => flat(policy.Properties.Queues) === flat([{ Ref: id }]),
  );
  const [{ Statement }] = policies.map(policy => policy.Properties.PolicyDocument);
  const allowed = Statement.filter(({ Effect }: { Effect: string }) => Effect === 'Allow');
  assert.equal(allowed.length, 1);
  assert.deepEqual(allowed[0].Principal, { Service: 'events.amazonaws.com' });
  assert.ok(allowed[0].Condition.ArnEquals['aws:SourceArn']);
  assert.ok(Statement.some(({ Effect, Condition }: { Effect: string; Condition: object }) =>
    Effect === 'Deny' && flat(Condition) === flat({ Bool: { 'aws:SecureTransport': 'false' } })));
  queue.hasOutput('RunFeedQueueUrl', { Value: { Ref: id } });
});

test('or to the event bus in front of the queue of another account', () => {
  const arn = 'arn:aws:events:ap-northeast-1:999999999999:event-bus/runs';
  const rules = Object.values(synthesize([daily], { runFeed: { kind: 'bus', arn } }).findResources('AWS::Events::Rule'));
  assert.ok(rules.some(({ Properties }) => Properties.Targets[0].Arn === arn));
});

test('or not at all, where a rule of the account does it', () => {
  const rules = Object.values(synthesize([daily], { runFeed: { kind: 'none' } }).findResources('AWS::Events::Rule'));
  assert.equal(rules.length, 1);
});

test('no pattern is longer than EventBridge takes, and none of its runs is left out', () => {
  const many = Array.from({ length: 35 }, (_, index) => {
    const name = `${'a'.repeat(35)}-${index}`;
    return jobWith({ ...daily, name, schedules: [{ ...daily.schedules[0], name }] });
  });
  const template = synthesize(many, { name: config.name, runFeed: { kind: 'queue' } });
  const rules = Object.values(template.findResources('AWS::Events::Rule')).map(({ Properties }) => Properties.EventPattern);
  for (const pattern of rules) assert.ok(JSON.stringify(pattern).length <= 2048);
  const followed = rules.filter(({ detail }) => !detail.status).flatMap(({ detail }) => detail.stateMachineArn);
  assert.equal(new Set(followed).size, 35);
  // All jobs that the reader takes fit into one stack.
  assert.ok(Object.keys(template.toJSON().Resources).length <= 500, 'one stack holds 500 resources');
});

// --- Notification of one job

test('who is named in notify is told, of every run where the job says so', () => {
  const notify = { emails: ['a@example.com', 'b@example.com'], on: 'every-run' as const };
  const template = synthesize([{ ...daily, notify }], { alertEmail: null });
  for (const Endpoint of notify.emails) {
    template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint });
  }
  template.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: { detail: { status: ['FAILED', 'TIMED_OUT', 'ABORTED', 'SUCCEEDED'], stateMachineArn: [`${MACHINE}-feed-import`] } },
  });
  template.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: { detail: { name: [{ prefix: 'feed-import--' }], stateMachineArn: [`${MACHINE}--watch`] } },
  });
});

test('the jobs of this repository are all followed', () => {
  const rules = Object.values(synthesize().findResources('AWS::Events::Rule')).map(({ Properties }) => Properties);
  const followed = rules.flatMap(({ EventPattern }) => EventPattern.detail.stateMachineArn);
  for (const { name } of jobs) assert.ok(followed.includes(`${MACHINE}-${name}`), name);
});
