import { Duration, Stack } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { type FargateTaskDefinition, PropagatedTagSource } from 'aws-cdk-lib/aws-ecs';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  Choice,
  Condition,
  DefinitionBody,
  Fail,
  IntegrationPattern,
  JitterType,
  JsonPath,
  LogLevel,
  Pass,
  StateMachine,
  Timeout,
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions';
import type { EcsRunTask } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Construct } from 'constructs';
import { STOP_TIMEOUT_SECONDS } from '../limits';
import type { Job } from '../schedules/job';
import { Guards } from './guards';
import type { JobPlatform } from './job-platform';
import { PrivateRunTask } from './private-run-task';

/** Starts of one tick, where a task was accepted and never came up. */
const MAX_STARTS = 5;
const WAIT_BEFORE_START = Duration.minutes(1);

/** RunTask was refused: nothing ran, so it may be tried at once. */
const REFUSED = ['ECS.AmazonECSException', 'AmazonECS.Unknown', 'ECS.ServerException', 'ECS.ThrottlingException'];

/** Reasons of a task that never started which go away by themselves. */
const PASSING_REASONS = [
  '*network interface*',
  '*ephemeral storage*',
  '*CannotPullContainerError*time*out*',
  '*Capacity is unavailable at this time*',
];

export interface JobStateMachineProps {
  job: Job;
  platform: JobPlatform;
  definition: FargateTaskDefinition;
  guards: ITable;
}

/**
 * One run of a job: once for every tick, never two at a time, tried again only
 * where the program did not run. Input: `{ job, scheduledTime }`.
 */
export class JobStateMachine extends Construct {
  readonly stateMachine: StateMachine;

  constructor(scope: Construct, id: string, { job, platform, definition, guards: table }: JobStateMachineProps) {
    super(scope, id);
    const guards = new Guards(this, 'Guards', { job, table });

    // A time-out has no cause of its own, and a path to nothing would hide the error.
    const failed = new Pass(this, 'DescribeFailure', {
      parameters: {
        Error: JsonPath.stringAt('$.error.Error'),
        Cause: JsonPath.jsonToString(JsonPath.objectAt('$.error')),
      },
    }).next(
      new Fail(this, 'Failed', { errorPath: JsonPath.stringAt('$.Error'), causePath: JsonPath.stringAt('$.Cause') }),
    );
    const afterSuccess = guards.release('ReleaseAfterSuccess', outcome(this, 'Succeeded', 'succeeded'));
    const afterFailure = guards.release('ReleaseAfterFailure', failed);

    const run = this.runTask(job, platform, definition);
    const ready = guards.takeLease({
      next: run,
      held: new Fail(this, 'StillRunning', {
        error: 'StillRunning',
        cause: 'The run before this one still holds the lease: this tick was left out. See docs/runbook.md',
      }),
      broken: afterFailure,
    });
    const startAgain = new Pass(this, 'CountStart', {
      parameters: {
        job: JsonPath.stringAt('$.job'),
        scheduledTime: JsonPath.stringAt('$.scheduledTime'),
        starts: JsonPath.mathAdd(JsonPath.numberAt('$.starts'), 1),
      },
    });
    startAgain.next(new Wait(this, 'WaitBeforeStart', { time: WaitTime.duration(WAIT_BEFORE_START) })).next(ready);

    const decide = new Choice(this, 'DidItStart')
      .when(
        Condition.and(
          Condition.isPresent('$.error.Cause'),
          Condition.stringMatches('$.error.Cause', '*"StopCode":"TaskFailedToStart"*'),
          Condition.or(...PASSING_REASONS.map(reason => Condition.stringMatches('$.error.Cause', reason))),
          Condition.numberLessThan('$.starts', MAX_STARTS - 1),
        ),
        startAgain,
      )
      .otherwise(afterFailure);
    run.addCatch(decide, { errors: ['States.TaskFailed'], resultPath: '$.error' });
    // A task that ran too long is told to stop and may take its time: until
    // then the lease must hold, or the next run would overlap with it.
    const stopping = new Wait(this, 'WaitForStop', {
      time: WaitTime.duration(Duration.seconds(STOP_TIMEOUT_SECONDS + 30)),
    });
    stopping.next(afterFailure);
    run.addCatch(stopping, { errors: ['States.Timeout'], resultPath: '$.error' });
    run.addCatch(afterFailure, { errors: ['States.ALL'], resultPath: '$.error' });
    run.next(afterSuccess);

    const begin = new Pass(this, 'Begin', {
      parameters: {
        job: job.name,
        scheduledTime: JsonPath.stringAt('$.scheduledTime'),
        starts: 0,
      },
    });
    begin.next(
      guards.recordTick({ next: ready, duplicate: outcome(this, 'SkippedDuplicate', 'skipped-duplicate') }),
    );

    this.stateMachine = new StateMachine(this, 'StateMachine', {
      stateMachineName: `${platform.config.name}-${job.name}`,
      definitionBody: DefinitionBody.fromChainable(begin),
      logs: { destination: platform.stateMachineLogs, level: LogLevel.ERROR },
      tracingEnabled: true,
    });
    this.permitTagsInClusterOnly(platform);
  }

  /** What the CDK grants holds for every cluster, and leaves out the tags that the task takes over. */
  private permitTagsInClusterOnly({ cluster }: JobPlatform): void {
    const { role } = this.stateMachine;
    role.addToPrincipalPolicy(
      new PolicyStatement({
        effect: Effect.DENY,
        actions: ['ecs:RunTask', 'ecs:StopTask', 'ecs:DescribeTasks'],
        resources: ['*'],
        conditions: { ArnNotEquals: { 'ecs:cluster': cluster.clusterArn } },
      }),
    );
    role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['ecs:TagResource'],
        resources: [Stack.of(this).formatArn({ service: 'ecs', resource: 'task', resourceName: `${cluster.clusterName}/*` })],
        conditions: { StringEquals: { 'ecs:CreateAction': 'RunTask' } },
      }),
    );
  }

  private runTask(job: Job, platform: JobPlatform, taskDefinition: FargateTaskDefinition): EcsRunTask {
    const run = new PrivateRunTask(this, 'RunJob', {
      integrationPattern: IntegrationPattern.RUN_JOB,
      cluster: platform.cluster,
      taskDefinition,
      subnets: { subnets: platform.subnets },
      securityGroups: [platform.securityGroup],
      propagatedTagSource: PropagatedTagSource.TASK_DEFINITION,
      containerOverrides: [
        {
          containerDefinition: taskDefinition.defaultContainer!,
          environment: [
            { name: 'JOB_NAME', value: JsonPath.stringAt('$.job') },
            { name: 'SCHEDULED_TIME', value: JsonPath.stringAt('$.scheduledTime') },
          ],
        },
      ],
      taskTimeout: Timeout.duration(Duration.minutes(job.timeLimitMinutes)),
      resultPath: JsonPath.DISCARD,
    });
    run.addRetry({
      errors: REFUSED,
      interval: Duration.seconds(5),
      backoffRate: 2,
      maxAttempts: 5,
      maxDelay: Duration.minutes(2),
      jitterStrategy: JitterType.FULL,
    });
    return run;
  }
}

function outcome(scope: Construct, id: string, value: string) {
  return new Pass(scope, id, { parameters: { outcome: value } });
}
