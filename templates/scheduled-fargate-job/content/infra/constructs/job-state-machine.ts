import { Duration, Stack } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { FargateTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  Choice,
  Condition,
  DefinitionBody,
  Fail,
  type IChainable,
  JsonPath,
  LogLevel,
  Pass,
  StateMachine,
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { acknowledge } from '../checks';
import { type Job, warnAfterMinutes } from '../schedules/job';
import { longestGapSeconds, missedWindow } from '../schedules/missed-window';
import { Guards } from './guards';
import type { JobPlatform } from './job-platform';
import type { RunWatch } from './run-watch';
import { REFUSED, RunTask } from './run-task';
import { SecondLook } from './second-look';
import { StartAgain } from './start-again';

export interface JobStateMachineProps {
  job: Job;
  platform: JobPlatform;
  definition: FargateTaskDefinition;
  guards: ITable;
  watch: RunWatch;
  now: Date;
}

/**
 * One run of a job: once for every tick, never two at a time, tried again only
 * where the program did not run. Input: `{ job, scheduledTime }`.
 */
export class JobStateMachine extends Construct {
  readonly stateMachine: StateMachine;

  constructor(scope: Construct, id: string, props: JobStateMachineProps) {
    super(scope, id);
    const { job, platform, definition, guards: table, watch, now } = props;
    const guards = new Guards(this, 'Guards', { job, table });
    const failed = this.fail();
    const afterSuccess = guards.release('ReleaseAfterSuccess', outcome(this, 'Succeeded', 'succeeded'));
    const afterFailure = guards.release('ReleaseAfterFailure', failed);

    const run = new RunTask(this, 'RunJob', { job, platform, definition });
    const watched = this.watched(job, watch, now, run);
    const looked = job.lock
      ? new SecondLook(this, 'SecondLook', { platform, definition, next: watched, busy: afterFailure }).start
      : watched;
    const { held, tryAgain } = this.lockHeld(job);
    const ready = guards.takeLease({ next: looked, held, broken: afterFailure });
    tryAgain(ready);

    const { decide } = new StartAgain(this, 'StartAgain', { job, again: ready, giveUp: afterFailure });
    run.addCatch(decide, { errors: ['States.TaskFailed', ...REFUSED], resultPath: '$.error' });
    // A task that ran too long is told to stop and may take its time: until
    // then the lease must hold, or the next run would overlap with it.
    const stopping = new Wait(this, 'WaitForStop', {
      time: WaitTime.duration(Duration.seconds(job.stopTimeoutSeconds + 30)),
    });
    stopping.next(afterFailure);
    run.addCatch(stopping, { errors: ['States.Timeout'], resultPath: '$.error' });
    run.addCatch(afterFailure, { errors: ['States.ALL'], resultPath: '$.error' });
    run.next(afterSuccess);

    const begin = new Pass(this, 'Begin', {
      parameters: {
        job: job.name,
        scheduledTime: JsonPath.stringAt('$.scheduledTime'),
        starts: { count: 0 },
        looks: { count: 0 },
        waits: { count: 0 },
      },
    });
    begin.next(guards.recordTick({ next: ready, duplicate: outcome(this, 'SkippedDuplicate', 'skipped-duplicate') }));

    this.stateMachine = new StateMachine(this, 'StateMachine', {
      stateMachineName: `${platform.config.name}-${job.name}`,
      definitionBody: DefinitionBody.fromChainable(begin),
      logs: { destination: platform.stateMachineLogs, level: LogLevel.ALL },
      tracingEnabled: true,
    });
    this.denyOtherClusters(platform);
  }

  private fail(): IChainable {
    // A time-out has no cause of its own, and a path to nothing would hide the error.
    return new Pass(this, 'DescribeFailure', {
      parameters: {
        Error: JsonPath.stringAt('$.error.Error'),
        Cause: JsonPath.jsonToString(JsonPath.objectAt('$.error')),
      },
    }).next(new Fail(this, 'Failed', { errorPath: JsonPath.stringAt('$.Error'), causePath: JsonPath.stringAt('$.Cause') }));
  }

  /** A run whose watches could not be started is still a run. */
  private watched(job: Job, watch: RunWatch, now: Date, run: IChainable): IChainable {
    const minutes = warnAfterMinutes(job);
    // Where an alarm can tell of a missing run, none needs to watch for the next.
    const gap = missedWindow(job, now) ? null : longestGapSeconds(job, now);
    let next = run;
    for (const [id, until, seconds] of [
      ['WatchForNextRun', 'next', gap],
      ['WatchRun', 'over', minutes && minutes * 60],
    ] as const) {
      if (!seconds) continue;
      const start = watch.start(this, id, { job, until, seconds });
      start.addCatch(next, { errors: ['States.ALL'], resultPath: JsonPath.DISCARD });
      next = start.next(next);
    }
    return next;
  }

  /** What follows a lease that somebody else holds, and where it goes on to try once more. */
  private lockHeld({ lockWaitMinutes }: Job): { held: IChainable; tryAgain: (ready: IChainable) => void } {
    const leaveOut = new Fail(this, 'StillRunning', {
      error: 'StillRunning',
      cause: 'The run before this one still holds the lease: this tick was left out. See docs/runbook.md',
    });
    if (lockWaitMinutes === 0) return { held: leaveOut, tryAgain: () => {} };
    const wait = new Wait(this, 'WaitForLock', { time: WaitTime.duration(Duration.minutes(1)) });
    const held = new Pass(this, 'CountWait', {
      parameters: { count: JsonPath.mathAdd(JsonPath.numberAt('$.waits.count'), 1) },
      resultPath: '$.waits',
    });
    held.next(
      new Choice(this, 'MayItWait')
        .when(Condition.numberLessThanEquals('$.waits.count', lockWaitMinutes), wait)
        .otherwise(leaveOut),
    );
    return { held, tryAgain: ready => wait.next(ready) };
  }

  private denyOtherClusters({ cluster, config }: JobPlatform): void {
    const { role } = this.stateMachine;
    role.addToPrincipalPolicy(
      new PolicyStatement({
        effect: Effect.DENY,
        actions: ['ecs:RunTask', 'ecs:StopTask', 'ecs:DescribeTasks', 'ecs:ListTasks'],
        resources: ['*'],
        conditions: { ArnNotEquals: { 'ecs:cluster': cluster.clusterArn } },
      }),
    );
    const tasks = Stack.of(this).formatArn({ service: 'ecs', resource: 'task', resourceName: `${config.name}/*` });
    acknowledge(role, `IAM5[Resource::${tasks}]`, 'Tasks of this cluster have no name before they start');
    acknowledge(role, 'IAM5[Resource::*]', 'Log delivery, X-Ray and ecs:ListTasks know no resource; other clusters are denied');
  }
}

function outcome(scope: Construct, id: string, value: string) {
  return new Pass(scope, id, { parameters: { outcome: value } });
}
