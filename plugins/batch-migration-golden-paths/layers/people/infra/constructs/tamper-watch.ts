import { Lazy, Stack } from 'aws-cdk-lib';
import { CfnApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { EventField, Match, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct, type IConstruct } from 'constructs';
import type { WatchedCalls } from '../../people/watch/tamper';
import type { LostEvents } from './lost-events';
import { NodeFunction } from './node-function';
import type { People } from './people';

export interface TamperWatchProps {
  /** What is watched, for people: "the bastion". */
  what: string;
  /** File of the function; it exports `handler`, made by `tamperHandler`. */
  entry: string;
  calls: WatchedCalls;
  /** Roles whose changes are no finding. */
  allowedRoles: string[];
  people: People;
  lost: LostEvents;
  key: IKey;
  topic: Topic;
}

const BY_TRAIL = ['AWS API Call via CloudTrail'];
/** What the watch itself is made of. */
const OWN = ['events', 'lambda', 'logs', 'apigateway'];

/**
 * Calls that could silence the watch: to Slack by a function, and by mail past
 * it, since the function may be what was stopped.
 */
export class TamperWatch extends Construct {
  constructor(scope: Construct, id: string, { what, entry, calls, allowedRoles, people, lost, key, topic }: TamperWatchProps) {
    super(scope, id);
    const name = Stack.of(this).stackName;
    const apis = idsOf(this, each => (each instanceof CfnApi ? each.ref : undefined));
    const mappings = idsOf(this, each => (each instanceof CfnEventSourceMapping ? each.ref : undefined));
    const tamper = new NodeFunction(this, 'Changes', {
      entry,
      description: `Tells changes of what watches ${what}`,
      key,
      topic,
      files: ['approvers.yaml'],
      environment: {
        STACK_NAME: name,
        // Calls of KMS name the key by its id alone, those of API Gateway the API, and some of Lambda what feeds a function.
        IDS: Lazy.string({ produce: () => [key.keyId, ...apis(), ...mappings()].join(',') }),
        ALLOWED_ROLES: allowedRoles.join(','),
      },
    });
    people.letAsk(tamper);
    lost.keepFailuresOf(tamper.function);
    new Rule(this, 'Calls', {
      ruleName: `${name}-tamper`,
      description: `Calls that could silence the watch of ${what}`,
      eventPattern: { detailType: BY_TRAIL, detail: { eventSource: Object.keys(calls), eventName: [...new Set(Object.values(calls).flat())] } },
      targets: [lost.target(tamper.function)],
    });
    const mail = new SnsTopic(topic, {
      deadLetterQueue: lost.queue,
      message: RuleTargetInput.fromObject({
        what: `Somebody changes what watches ${what}. See "Somebody changes the watch" in docs/runbook.md.`,
        call: EventField.fromPath('$.detail.eventName'),
        by: EventField.fromPath('$.detail.userIdentity.arn'),
        at: EventField.fromPath('$.detail.eventTime'),
      }),
    });
    new Rule(this, 'Trail', {
      ruleName: `${name}-tamper-trail`,
      description: 'The trail was stopped or changed: by mail',
      eventPattern: { source: ['aws.cloudtrail'], detailType: BY_TRAIL, detail: { eventName: calls['cloudtrail.amazonaws.com'] } },
      targets: [mail],
    });
    new Rule(this, 'Own', {
      ruleName: `${name}-tamper-own`,
      description: `Rules, functions or subscriptions of ${what} were stopped or deleted: by mail`,
      eventPattern: {
        source: OWN.map(service => `aws.${service}`),
        detailType: BY_TRAIL,
        detail: {
          eventName: OWN.flatMap(service => calls[`${service}.amazonaws.com`]),
          $or: [
            { requestParameters: { name: Match.prefix(name) } },
            { requestParameters: { rule: Match.prefix(name) } },
            { requestParameters: { functionName: Match.wildcard(`*${name}-*`) } },
            { requestParameters: { logGroupName: Match.prefix(`/${name}/`) } },
            { requestParameters: { apiId: Lazy.list({ produce: apis }) } },
            { requestParameters: { uUID: Lazy.list({ produce: mappings }) } },
            { responseElements: { uUID: Lazy.list({ produce: mappings }) } },
          ],
        },
      },
      targets: [mail],
    });
  }
}

/** Ids that AWS gives to what is in the stack, also to what is made after the watch. */
function idsOf(scope: IConstruct, idOf: (each: IConstruct) => string | undefined): () => string[] {
  return () => Stack.of(scope).node.findAll().flatMap(each => idOf(each) ?? []);
}
