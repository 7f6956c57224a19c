import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Match } from 'aws-cdk-lib/assertions';
import { argv } from '../schedules/job';
import { config, definitionOf, jobs, synthesize } from './synthesize';

const template = synthesize();

for (const job of jobs) {
  for (const schedule of job.schedules) {
    test(`${schedule.name} is scheduled as schedules.yaml says`, () => {
      template.hasResourceProperties('AWS::Scheduler::Schedule', {
        Name: schedule.name,
        GroupName: config.name,
        State: job.state,
        ScheduleExpression: schedule.expression,
        ScheduleExpressionTimezone: schedule.timezone,
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: Match.objectLike({
          Input: JSON.stringify({
            job: job.name,
            scheduledTime: '<aws.scheduler.scheduled-time>',
            scheduleArn: '<aws.scheduler.schedule-arn>',
          }),
          DeadLetterConfig: Match.anyValue(),
        }),
      });
    });
  }

  test(`${job.name} runs its command, in private, on a read-only file system`, () => {
    template.hasResourceProperties('AWS::ECS::TaskDefinition', {
      Family: `${config.name}-${job.name}`,
      Cpu: String(config.task.cpu),
      Memory: String(config.task.memoryMiB),
      ContainerDefinitions: [
        Match.objectLike({
          Command: argv(job),
          ReadonlyRootFilesystem: true,
          StopTimeout: 120,
          LinuxParameters: Match.objectLike({ InitProcessEnabled: true }),
        }),
      ],
    });
    template.hasResourceProperties('AWS::StepFunctions::StateMachine', {
      StateMachineName: `${config.name}-${job.name}`,
    });
  });
}

test('no event is older than the time to the next start', () => {
  const [job] = jobs;
  const everyFiveMinutes = { ...job, schedules: [{ name: 'often', expression: 'cron(0/5 * * * ? *)', timezone: 'UTC' }] };
  synthesize([everyFiveMinutes]).hasResourceProperties('AWS::Scheduler::Schedule', {
    Target: Match.objectLike({ RetryPolicy: { MaximumEventAgeInSeconds: 150, MaximumRetryAttempts: 10 } }),
  });
});

test('nothing may call a task', () => {
  const groups = Object.entries(template.findResources('AWS::EC2::SecurityGroup'));
  const [tasks] = groups.filter(([, { Properties }]) => /outbound only/.test(Properties.GroupDescription));
  assert.equal(tasks[1].Properties.SecurityGroupIngress, undefined);
  for (const { Properties } of Object.values(template.findResources('AWS::EC2::SecurityGroupIngress'))) {
    // What there is lets tasks in somewhere else.
    assert.notDeepEqual(Properties.GroupId['Fn::GetAtt'], [tasks[0], 'GroupId']);
  }
});

test('a task gets no public address, and says so', () => {
  for (const job of jobs) {
    const { States } = definitionOf(template, `${config.name}-${job.name}`);
    const network = States.RunJob.Parameters.NetworkConfiguration.AwsvpcConfiguration;
    assert.equal(network.AssignPublicIp, 'DISABLED');
    assert.deepEqual(network.Subnets, config.subnetIds);
    assert.deepEqual(network.SecurityGroups, ['reference']);
  }
});

const statements = Object.values(template.findResources('AWS::IAM::Policy')).flatMap(
  ({ Properties }) => Properties.PolicyDocument.Statement,
);

test('a run hands its roles to ECS tasks only', () => {
  const passing = statements.filter(({ Action }) => [Action].flat().includes('iam:PassRole'));
  assert.equal(passing.length, jobs.length);
  for (const { Condition } of passing) {
    assert.deepEqual(Condition, { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } });
  }
});

test('both events and alarms may tell the alert topic', () => {
  for (const Service of ['events.amazonaws.com', 'cloudwatch.amazonaws.com']) {
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: Match.objectLike({
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Allow', Action: 'sns:Publish', Principal: { Service } }),
        ]),
      }),
    });
  }
});

test('every log group is encrypted and kept for a set time', () => {
  const groups = Object.values(template.findResources('AWS::Logs::LogGroup'));
  assert.equal(groups.length, 2);
  for (const { Properties } of groups) {
    assert.ok(Properties.KmsKeyId && Properties.RetentionInDays);
  }
});

test('a run may only use its own cluster', () => {
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: Match.objectLike({
      Statement: Match.arrayWith([
        Match.objectLike({ Effect: 'Deny', Condition: { ArnNotEquals: { 'ecs:cluster': Match.anyValue() } } }),
      ]),
    }),
  });
});

test('a parameter of another region or account is refused, and never read here instead', () => {
  const elsewhere = { DB_PASSWORD: 'arn:aws:ssm:xx-north-9:000000000000:parameter/db' };
  assert.throws(() => synthesize([{ ...jobs[0], secrets: elsewhere }]), /DB_PASSWORD must be in account/);
});

test('a hostile command stays one argument of the container', () => {
  const command = `echo "\${HOME}" '$(id)' \`id\` \${{ secrets.X }} {{ y }} # : - % """ 日本語\n{"Ref":"AWS::Region"}`;
  synthesize([{ ...jobs[0], command, stdin: undefined }]).hasResourceProperties('AWS::ECS::TaskDefinition', {
    ContainerDefinitions: [Match.objectLike({ Command: ['/bin/sh', '-c', command] })],
  });
});
