import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import {
  Choice,
  Condition,
  DefinitionBody,
  Fail,
  type IChainable,
  JitterType,
  JsonPath,
  LogLevel,
  Pass,
  StateMachine,
  Succeed,
  TaskInput,
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions';
import { CallAwsService, StepFunctionsStartExecution } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Construct } from 'constructs';
import { acknowledge } from '../checks';
import type { Job } from '../schedules/job';
import type { JobPlatform } from './job-platform';

/**
 * Looks after runs from outside. Each run starts what watches over it, which
 * sleeps, looks, and fails where something is wrong:
 *
 * - `over`: the run still goes on. Step Functions has a metric of a run's time
 *   only after the run, which may be hours late.
 * - `next`: the job has not started again. An alarm looks back seven days at
 *   most, too few for a job that runs once a month.
 */
export class RunWatch extends Construct {
  readonly stateMachine: StateMachine;
  readonly stateMachineName: string;

  constructor(scope: Construct, id: string, { platform }: { platform: JobPlatform }) {
    super(scope, id);
    const { name } = platform.config;
    // No job can have this name: theirs begin with a letter.
    this.stateMachineName = `${name}--watch`;
    const sleep = new Wait(this, 'Sleep', { time: WaitTime.secondsPath('$.seconds') });
    sleep.next(
      new Choice(this, 'WhatToWatch')
        .when(Condition.stringEquals('$.until', 'over'), this.lookAtRun(name))
        .otherwise(this.lookForNextRun(name)),
    );
    this.stateMachine = new StateMachine(this, 'StateMachine', {
      stateMachineName: this.stateMachineName,
      definitionBody: DefinitionBody.fromChainable(sleep),
      logs: { destination: platform.stateMachineLogs, level: LogLevel.ALL },
      tracingEnabled: true,
    });
    acknowledge(this.stateMachine.role, 'IAM5[Resource::*]', 'Log delivery and X-Ray know no resource');
    for (const resource of ['execution', 'stateMachine']) {
      acknowledge(this.stateMachine.role, `IAM5[Resource::${this.jobsArn(name, resource)}]`, 'The jobs of this stack');
    }
  }

  /** The state that starts a watch over one run; another start of the same watch changes nothing. */
  start(scope: Construct, id: string, { job, until, seconds }: { job: Job; until: 'over' | 'next'; seconds: number }) {
    const run = JsonPath.stringAt('$$.Execution.Id');
    return new StepFunctionsStartExecution(scope, id, {
      stateMachine: this.stateMachine,
      name: JsonPath.format(`${job.name}--${until}-{}`, JsonPath.hash(run, 'MD5')),
      input: TaskInput.fromObject({
        job: job.name,
        until,
        seconds,
        execution: run,
        stateMachine: JsonPath.stringAt('$$.StateMachine.Id'),
      }),
      resultPath: JsonPath.DISCARD,
    });
  }

  private lookAtRun(name: string): IChainable {
    const look = this.look('LookAtRun', {
      action: 'describeExecution',
      parameters: { ExecutionArn: JsonPath.stringAt('$.execution') },
      iamAction: 'states:DescribeExecution',
      iamResources: [this.jobsArn(name, 'execution')],
      resultSelector: { status: JsonPath.stringAt('$.Status') },
    });
    const late = this.fail('RunningTooLong', '{} has been running for longer than {} seconds: {}', '$.execution');
    return look.next(
      new Choice(this, 'IsItOver')
        .when(Condition.stringEquals('$.seen.status', 'RUNNING'), late)
        .otherwise(new Succeed(this, 'Over')),
    );
  }

  private lookForNextRun(name: string): IChainable {
    const look = this.look('LookForNextRun', {
      action: 'listExecutions',
      parameters: { StateMachineArn: JsonPath.stringAt('$.stateMachine'), MaxResults: 1 },
      iamAction: 'states:ListExecutions',
      iamResources: [this.jobsArn(name, 'stateMachine')],
      // The newest comes first.
      resultSelector: { newest: JsonPath.stringAt('$.Executions[0].ExecutionArn') },
    });
    const missing = this.fail('RunMissing', '{} has not started again for {} seconds, after {}', '$.execution');
    return look.next(
      new Choice(this, 'DidItStartAgain')
        .when(Condition.stringEqualsJsonPath('$.seen.newest', '$.execution'), missing)
        .otherwise(new Succeed(this, 'StartedAgain')),
    );
  }

  private look(
    id: string,
    call: {
      action: string;
      parameters: Record<string, unknown>;
      iamAction: string;
      iamResources: string[];
      resultSelector: Record<string, string>;
    },
  ): CallAwsService {
    const look = new CallAwsService(this, id, { service: 'sfn', resultPath: '$.seen', ...call });
    look.addRetry({
      errors: ['States.ALL'],
      interval: Duration.seconds(10),
      backoffRate: 2,
      maxAttempts: 5,
      jitterStrategy: JitterType.FULL,
    });
    return look;
  }

  private fail(error: string, text: string, last: string): IChainable {
    const words = ['$.job', '$.seconds', last].map(path => JsonPath.stringAt(path));
    return new Pass(this, `Describe${error}`, { parameters: { cause: JsonPath.format(text, ...words) } }).next(
      new Fail(this, error, { error, causePath: JsonPath.stringAt('$.cause') }),
    );
  }

  private jobsArn(name: string, resource: string): string {
    const resourceName = `${name}-*`;
    return Stack.of(this).formatArn({
      service: 'states',
      resource,
      resourceName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }
}
