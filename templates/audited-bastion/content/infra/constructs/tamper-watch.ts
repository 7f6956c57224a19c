import { EventField, Match, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { WATCHED_CALLS } from '../../functions/tamper';
import type { Config } from '../config';
import type { LostEvents } from './lost-events';
import { NodeFunction } from './node-function';
import type { People } from './people';
import type { SessionFunctions } from './session-functions';

export interface TamperWatchProps {
  config: Config;
  functions: SessionFunctions;
  people: People;
  lost: LostEvents;
  key: IKey;
  topic: Topic;
}

const BY_TRAIL = ['AWS API Call via CloudTrail'];

/**
 * Calls that could silence the watch: to Slack by a function, and by mail past
 * it, since the function may be what was stopped.
 */
export class TamperWatch extends Construct {
  constructor(scope: Construct, id: string, { config, functions, people, lost, key, topic }: TamperWatchProps) {
    super(scope, id);
    const { name, sessions } = config;
    const tamper = new NodeFunction(this, 'Changes', {
      entry: 'functions/lambda/tamper.ts',
      description: 'Tells changes of what watches the bastion',
      key,
      topic,
      files: ['approvers.yaml'],
      environment: { STACK_NAME: name, ALLOWED_ROLES: [...sessions.deploymentRoles, ...functions.roleNames].join(',') },
    });
    people.letAsk(tamper);
    lost.keepFailuresOf(tamper.function);
    new Rule(this, 'Calls', {
      ruleName: `${name}-tamper`,
      description: 'Calls that could silence the watch of the bastion',
      eventPattern: { detailType: BY_TRAIL, detail: { eventSource: Object.keys(WATCHED_CALLS), eventName: [...new Set(Object.values(WATCHED_CALLS).flat())] } },
      targets: [lost.target(tamper.function)],
    });
    const mail = new SnsTopic(topic, {
      deadLetterQueue: lost.queue,
      message: RuleTargetInput.fromObject({
        what: 'Somebody changes what watches the bastion. See "Somebody changes the watch" in docs/runbook.md.',
        call: EventField.fromPath('$.detail.eventName'),
        by: EventField.fromPath('$.detail.userIdentity.arn'),
        at: EventField.fromPath('$.detail.eventTime'),
      }),
    });
    new Rule(this, 'Trail', {
      ruleName: `${name}-tamper-trail`,
      description: 'The trail was stopped or changed: by mail',
      eventPattern: { source: ['aws.cloudtrail'], detailType: BY_TRAIL, detail: { eventName: WATCHED_CALLS['cloudtrail.amazonaws.com'] } },
      targets: [mail],
    });
    new Rule(this, 'Own', {
      ruleName: `${name}-tamper-own`,
      description: 'Rules, functions or subscriptions of the bastion were stopped or deleted: by mail',
      eventPattern: {
        source: ['aws.events', 'aws.lambda', 'aws.logs'],
        detailType: BY_TRAIL,
        detail: {
          eventName: [...WATCHED_CALLS['events.amazonaws.com'], ...WATCHED_CALLS['lambda.amazonaws.com'], ...WATCHED_CALLS['logs.amazonaws.com']],
          $or: [
            { requestParameters: { name: Match.prefix(name) } },
            { requestParameters: { rule: Match.prefix(name) } },
            { requestParameters: { functionName: Match.wildcard(`*${name}-*`) } },
            { requestParameters: { logGroupName: Match.prefix(`/${name}/`) } },
          ],
        },
      },
      targets: [mail],
    });
  }
}
