import { Duration } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { type IChainable, JitterType, JsonPath, type TaskStateBase } from 'aws-cdk-lib/aws-stepfunctions';
import { DynamoAttributeValue, DynamoDeleteItem, DynamoPutItem } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Construct } from 'constructs';
import type { Job } from '../schedules/job';

/** Longer than any start can be under way: Scheduler gives up after a day at most. */
const TICK_SECONDS = 7 * 86_400;

/**
 * What a lease lasts beyond the time limit: second looks, refused starts that
 * are tried again, the wait before another start, and the two minutes in which
 * a stopped task may still be ending.
 */
const LEASE_MARGIN_SECONDS = 15 * 60;

const TAKEN = 'DynamoDB.ConditionalCheckFailedException';

/**
 * The two conditional writes around a run. Scheduler delivers at least once,
 * and lists of executions and tasks lag behind: only these writes tell two
 * starters apart.
 *
 * The states that need the clock are written in JSONata, which has one; the
 * rest is JSONPath.
 */
export class Guards extends Construct {
  private readonly job: Job;
  private readonly table: ITable;

  constructor(scope: Construct, id: string, { job, table }: { job: Job; table: ITable }) {
    super(scope, id);
    this.job = job;
    this.table = table;
  }

  /** Guard 1: a tick runs once, however often it is delivered. Never released. */
  recordTick({ next, duplicate }: { next: IChainable; duplicate: IChainable }): IChainable {
    const record = DynamoPutItem.jsonata(this, 'RecordTick', {
      stateName: 'RecordTick',
      table: this.table,
      item: {
        id: DynamoAttributeValue.fromString(`{% 'tick#${this.job.name}#' & $states.input.scheduledTime %}`),
        owner: DynamoAttributeValue.fromString('{% $states.context.Execution.Id %}'),
        expiresAt: secondsFromNow(TICK_SECONDS),
      },
      // Its own record is no duplicate: an answer may be lost and the write repeated.
      conditionExpression: 'attribute_not_exists(id) OR #owner = :me',
      expressionAttributeNames: { '#owner': 'owner' },
      expressionAttributeValues: { ':me': DynamoAttributeValue.fromString('{% $states.context.Execution.Id %}') },
      outputs: '{% $states.input %}',
    });
    withRetry(record);
    record.addCatch(duplicate, { errors: [TAKEN], outputs: '{% $states.input %}' });
    return record.next(next);
  }

  /** Guard 2: one run at a time. Expired leases do not count; the owner's own is renewed. */
  takeLease({ next, held, broken }: { next: IChainable; held: IChainable; broken: IChainable }): IChainable {
    if (!this.job.lock) return next;
    const take = DynamoPutItem.jsonata(this, 'TakeLease', {
      stateName: 'TakeLease',
      table: this.table,
      item: {
        id: DynamoAttributeValue.fromString(this.leaseId),
        owner: DynamoAttributeValue.fromString('{% $states.context.Execution.Id %}'),
        expiresAt: secondsFromNow(this.job.timeLimitMinutes * 60 + LEASE_MARGIN_SECONDS),
      },
      conditionExpression: 'attribute_not_exists(id) OR #owner = :me OR #expiresAt < :now',
      expressionAttributeNames: { '#owner': 'owner', '#expiresAt': 'expiresAt' },
      expressionAttributeValues: {
        ':me': DynamoAttributeValue.fromString('{% $states.context.Execution.Id %}'),
        ':now': secondsFromNow(0),
      },
      outputs: '{% $states.input %}',
    });
    withRetry(take);
    take.addCatch(held, { errors: [TAKEN], outputs: '{% $states.input %}' });
    take.addCatch(broken, {
      errors: ['States.ALL'],
      outputs: "{% $merge([$states.input, { 'error': $states.errorOutput }]) %}",
    });
    return take.next(next);
  }

  /** Gives the lease back if it is still this run's own. A lease that stays expires by itself. */
  release(name: string, next: IChainable): IChainable {
    if (!this.job.lock) return next;
    const release = new DynamoDeleteItem(this, name, {
      stateName: name,
      table: this.table,
      key: { id: DynamoAttributeValue.fromString(this.leaseId) },
      conditionExpression: '#owner = :me',
      expressionAttributeNames: { '#owner': 'owner' },
      expressionAttributeValues: { ':me': DynamoAttributeValue.fromString(JsonPath.stringAt('$$.Execution.Id')) },
      resultPath: JsonPath.DISCARD,
    });
    withRetry(release);
    release.addCatch(next, { errors: ['States.ALL'], resultPath: JsonPath.DISCARD });
    return release.next(next);
  }

  private get leaseId(): string {
    const { name, lockGroup } = this.job;
    // The name of a job holds no #: a group is never taken for a job.
    return lockGroup === undefined ? `lease#${name}` : `lease#group#${lockGroup}`;
  }
}

/** A JSONata number as DynamoDB takes it: seconds since 1970, as text. */
function secondsFromNow(seconds: number): DynamoAttributeValue {
  return DynamoAttributeValue.numberFromString(`{% $string($floor($millis() / 1000) + ${seconds}) %}`);
}

function withRetry(state: TaskStateBase): void {
  state.addRetry({
    errors: [
      'DynamoDB.InternalServerError',
      'DynamoDB.ThrottlingException',
      'DynamoDB.ProvisionedThroughputExceededException',
      'DynamoDB.SdkClientException',
    ],
    interval: Duration.seconds(1),
    backoffRate: 2,
    maxAttempts: 6,
    maxDelay: Duration.seconds(30),
    jitterStrategy: JitterType.FULL,
  });
}
