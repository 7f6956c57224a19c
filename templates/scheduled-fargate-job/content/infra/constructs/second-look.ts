import { Duration } from 'aws-cdk-lib';
import { Choice, Condition, type IChainable, JsonPath, Pass, Wait, WaitTime } from 'aws-cdk-lib/aws-stepfunctions';
import { CallAwsService } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { FargateTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import type { JobPlatform } from './job-platform';

/** Looks before a task that still shows up counts as running; the list lags behind by seconds. */
const LOOKS = 4;
const BETWEEN_LOOKS = Duration.seconds(20);

export interface SecondLookProps {
  platform: JobPlatform;
  definition: FargateTaskDefinition;
  /** Nothing is seen, or nobody can look. */
  next: IChainable;
  /** A task of this job is still there. */
  busy: IChainable;
}

/**
 * Looks for a task of the job that no lease tells of: its state machine was
 * aborted, its lease was deleted by hand, or a person started it.
 *
 * The list is only a hint. That it is empty proves nothing: the lease does. A
 * look that fails is no reason to leave a tick out, so the run goes on. A task
 * that is listed may just have ended, so it is looked for again; one that stays
 * would overlap with this run.
 */
export class SecondLook extends Construct {
  readonly start: IChainable;

  constructor(scope: Construct, id: string, { platform, definition, next, busy }: SecondLookProps) {
    super(scope, id);
    const look = new CallAwsService(this, 'LookForTasks', {
      service: 'ecs',
      action: 'listTasks',
      parameters: {
        Cluster: platform.cluster.clusterName,
        Family: definition.family,
        DesiredStatus: 'RUNNING',
      },
      // A list has no resource; the state machine denies every other cluster.
      iamResources: ['*'],
      resultSelector: { running: JsonPath.arrayLength(JsonPath.listAt('$.TaskArns')) },
      resultPath: '$.seen',
    });
    look.addCatch(next, { errors: ['States.ALL'], resultPath: JsonPath.DISCARD });
    const again = new Pass(this, 'CountLook', {
      parameters: { count: JsonPath.mathAdd(JsonPath.numberAt('$.looks.count'), 1) },
      resultPath: '$.looks',
    });
    again.next(new Wait(this, 'WaitForLook', { time: WaitTime.duration(BETWEEN_LOOKS) })).next(look);
    const still = new Pass(this, 'TaskStillRunning', {
      parameters: {
        Error: 'TaskStillRunning',
        Cause: 'A task of this job is running without a lease: this tick was left out. See docs/runbook.md',
      },
      resultPath: '$.error',
    });
    still.next(busy);
    look.next(
      new Choice(this, 'IsATaskRunning')
        .when(Condition.numberEquals('$.seen.running', 0), next)
        .when(Condition.numberLessThan('$.looks.count', LOOKS - 1), again)
        .otherwise(still),
    );
    this.start = look;
  }
}
