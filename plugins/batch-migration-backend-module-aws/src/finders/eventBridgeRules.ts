import {
  ListRulesCommand,
  ListTargetsByRuleCommand,
  type Rule,
  type Target,
} from '@aws-sdk/client-eventbridge';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  FindOptions,
  FindReading,
  FoundTarget,
  TargetFinder,
} from 'backstage-plugin-batch-migration-node';
import type { AwsClients } from '../clients';
import type { AwsPlace } from '../places';
import { detailOf, ruleState } from '../probes/eventBridgeRule';
import { ask, lookAtPlaces } from './look';
import { StartedWork } from './StartedWork';

const SCHEME = 'rule';
/** Only the default bus takes rules with a schedule: EventBridge's user guide. */
const BUS = 'default';

/** Finds rules of EventBridge that start something by a schedule. */
export class EventBridgeRuleFinder implements TargetFinder {
  readonly id = 'aws-eventbridge-rules';

  constructor(
    private readonly clients: AwsClients,
    private readonly logger: LoggerService,
    private readonly places: readonly AwsPlace[],
  ) {}

  find(options: FindOptions): AsyncIterable<FindReading> {
    const work = new StartedWork(this.clients, this.logger, options.signal);
    return lookAtPlaces(this.places, SCHEME, options, (place, ref) =>
      this.inRegion(place, ref, options, work),
    );
  }

  private async *inRegion(
    place: AwsPlace,
    ref: string,
    { signal }: FindOptions,
    work: StartedWork,
  ): AsyncGenerator<FindReading> {
    for (const rule of await ask(
      'events:ListRules',
      ref,
      this.rulesOf(place, signal),
    )) {
      // What a service of AWS made for itself replaces no job.
      if (!rule.ScheduleExpression || rule.ManagedBy) continue;
      const targets = await ask(
        'events:ListTargetsByRule',
        `${ref}/${rule.Name}`,
        this.targetsOf(place, rule.Name!, signal),
      );
      const starts = targets.flatMap(({ Arn }) => Arn ?? []);
      const [first] = targets;
      const { command, image } = await work.of(place, {
        arn: first?.Arn,
        taskDefinition: first?.EcsParameters?.TaskDefinitionArn,
        input: first?.Input,
      });
      const seen = { rule, targets: starts };
      const { state, reason } = ruleState(seen);
      yield {
        status: 'found',
        target: {
          location: { ref: `${ref}/${BUS}`, key: rule.Name! },
          name: rule.Name!,
          kind: 'scheduled',
          state: state as FoundTarget['state'],
          detail: {
            ...detailOf(seen),
            ...(command === null ? {} : { command }),
            ...(reason ? { reason } : {}),
          },
          image,
          starts,
          tags: {},
          // Rules do not tell when they were changed.
          version: null,
        },
      };
    }
  }

  private async rulesOf(
    place: AwsPlace,
    signal?: AbortSignal,
  ): Promise<Rule[]> {
    const client = await this.clients.get('events', place);
    const rules: Rule[] = [];
    // The SDK brings no paginator.
    let token: string | undefined;
    do {
      const { Rules = [], NextToken } = await client.send(
        new ListRulesCommand({ EventBusName: BUS, NextToken: token }),
        { abortSignal: signal },
      );
      rules.push(...Rules);
      token = NextToken;
    } while (token);
    return rules;
  }

  private async targetsOf(
    place: AwsPlace,
    name: string,
    signal?: AbortSignal,
  ): Promise<Target[]> {
    const client = await this.clients.get('events', place);
    const targets: Target[] = [];
    let token: string | undefined;
    do {
      const { Targets = [], NextToken } = await client.send(
        new ListTargetsByRuleCommand({
          EventBusName: BUS,
          Rule: name,
          NextToken: token,
        }),
        { abortSignal: signal },
      );
      targets.push(...Targets);
      token = NextToken;
    } while (token);
    return targets;
  }
}
