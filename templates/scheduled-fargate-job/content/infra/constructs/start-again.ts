import { Choice, Condition, type IChainable, JsonPath, Pass, Wait, WaitTime } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Job } from '../schedules/job';

/** Starts of one tick, where a task was accepted and never came up. */
const MAX_STARTS = 5;

/** At most so long before the second, third … start; the wait itself is drawn from 1 second on. */
const LONGEST_WAITS_SECONDS = [60, 120, 240, 480];

/** Fargate, or Spot, has nothing left: told by RunTask itself, or by the task that it accepted. */
const NO_CAPACITY = '*Capacity is unavailable at this time*';

/** Reasons of a task that never started which go away by themselves. */
const PASSING_REASONS = ['*network interface*', '*ephemeral storage*', '*CannotPullContainerError*time*out*', NO_CAPACITY];

export interface StartAgainProps {
  job: Job;
  /** Takes the lease anew, and starts. */
  again: IChainable;
  /** Nothing that waiting would cure. */
  giveUp: IChainable;
}

/**
 * What to do after a task that failed, by what it did:
 *
 * - it never started, for a reason that passes: wait and start it again
 * - it started and Spot took it away: start it again only where the job says
 *   that it may run twice
 * - it ran and failed: never again by itself
 *
 * The wait doubles and is drawn with full jitter, since many jobs lose their
 * capacity in the same minute.
 */
export class StartAgain extends Construct {
  readonly decide: Choice;

  constructor(scope: Construct, id: string, { job, again, giveUp }: StartAgainProps) {
    super(scope, id);
    const count = JsonPath.numberAt('$.starts.count');
    const longest = LONGEST_WAITS_SECONDS.map(seconds => seconds + 1);
    const next = new Pass(this, 'CountStart', {
      parameters: {
        job: JsonPath.stringAt('$.job'),
        scheduledTime: JsonPath.stringAt('$.scheduledTime'),
        starts: {
          count: JsonPath.mathAdd(count, 1),
          // The upper end is exclusive.
          seconds: JsonPath.mathRandom(1, JsonPath.numberAt(`States.ArrayGetItem(States.Array(${longest.join(', ')}), $.starts.count)`)),
        },
        looks: { count: 0 },
        waits: { count: 0 },
      },
    });
    next
      .next(new Wait(this, 'WaitBeforeStart', { time: WaitTime.secondsPath('$.starts.seconds') }))
      .next(again);

    const causeMatches = (pattern: string) => Condition.stringMatches('$.error.Cause', pattern);
    const neverStarted = Condition.and(
      causeMatches('*"StopCode":"TaskFailedToStart"*'),
      Condition.or(...PASSING_REASONS.map(causeMatches)),
    );
    const refused = Condition.and(
      Condition.not(Condition.stringEquals('$.error.Error', 'States.TaskFailed')),
      causeMatches(NO_CAPACITY),
    );
    const interrupted = job.rerunInterrupted ? [causeMatches('*"StopCode":"SpotInterruption"*')] : [];
    this.decide = new Choice(this, 'MayItStartAgain')
      .when(
        Condition.and(
          Condition.isPresent('$.error.Cause'),
          Condition.numberLessThan('$.starts.count', MAX_STARTS - 1),
          Condition.or(neverStarted, refused, ...interrupted),
        ),
        next,
      )
      .otherwise(giveUp);
  }
}
