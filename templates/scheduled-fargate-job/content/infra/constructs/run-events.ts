import { ArnFormat, Stack } from 'aws-cdk-lib';
import { EventField, type EventPattern, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

/** A pattern takes 2,048 characters: too few for the state machines of all jobs. */
const STATE_MACHINES_IN_A_PATTERN = 10;

/**
 * Patterns for runs. The event is the one that Step Functions itself sends:
 * it also tells of a run that was aborted or broke down, which a last state of
 * the run could not.
 */
export function runPatterns(scope: Construct, stateMachineNames: string[], detail: object = {}): EventPattern[] {
  const stack = Stack.of(scope);
  // By name: a reference has no length that could be counted.
  const arns = stateMachineNames.map(resourceName =>
    stack.formatArn({ service: 'states', resource: 'stateMachine', resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME }),
  );
  const patterns: EventPattern[] = [];
  for (let first = 0; first < arns.length; first += STATE_MACHINES_IN_A_PATTERN) {
    patterns.push({
      source: ['aws.states'],
      detailType: ['Step Functions Execution Status Change'],
      detail: { ...detail, stateMachineArn: arns.slice(first, first + STATE_MACHINES_IN_A_PATTERN) },
    });
  }
  return patterns;
}

const FAILED = ['FAILED', 'TIMED_OUT', 'ABORTED'];

export interface RunNotificationsProps {
  topic: ITopic;
  /** Runs of these are told where they did not succeed. */
  stateMachineNames: string[];
  /** Successes too. */
  everyRun?: boolean;
  /** Of watches: only those over runs of this job. */
  ofJob?: string;
}

/** Tells a topic how runs ended. */
export class RunNotifications extends Construct {
  constructor(scope: Construct, id: string, { topic, stateMachineNames, everyRun, ofJob }: RunNotificationsProps) {
    super(scope, id);
    const status = everyRun ? [...FAILED, 'SUCCEEDED'] : FAILED;
    // The name of a watch begins with the name of its job.
    const names = ofJob === undefined ? {} : { name: [{ prefix: `${ofJob}--` }] };
    for (const [index, eventPattern] of runPatterns(this, stateMachineNames, { status, ...names }).entries()) {
      new Rule(this, `Rule${index + 1}`, {
        description: `Runs of ${Stack.of(this).stackName} that ended`,
        eventPattern,
        targets: [new SnsTopic(topic, { message: message() })],
      });
    }
  }
}

/** What a person reads; JSON, so that a machine may too. */
function message(): RuleTargetInput {
  return RuleTargetInput.fromObject({
    what: 'A run of a scheduled job ended. If it did not succeed, see docs/runbook.md in its repository.',
    status: EventField.fromPath('$.detail.status'),
    stateMachine: EventField.fromPath('$.detail.stateMachineArn'),
    execution: EventField.fromPath('$.detail.executionArn'),
    error: EventField.fromPath('$.detail.error'),
    cause: EventField.fromPath('$.detail.cause'),
  });
}
