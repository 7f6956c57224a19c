import {
  DescribeRuleCommand,
  type DescribeRuleCommandOutput,
  ListTargetsByRuleCommand,
} from '@aws-sdk/client-eventbridge';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type {
  LocationRef,
  ObservationDetail,
  ObservedState,
} from 'backstage-plugin-batch-migration-common';
import type {
  Probe,
  ProbeAnswer,
  ProbedRun,
  RunsOptions,
} from 'backstage-plugin-batch-migration-node';
import type { AwsClients } from '../clients';
import { mapConcurrently } from '../concurrent';
import { reasonOf } from '../failure';
import { parsePlace } from '../places';
import { parseCluster, TASKS_KEPT_MS } from './ecsTaskRuns';
import { observeBatches } from './observeBatches';
import { readRunsOfTargets } from './readRunsOfTargets';

const SCHEME = 'rule';
const CONCURRENT_CALLS = 4;

export interface SeenRule {
  rule: Pick<DescribeRuleCommandOutput, 'State' | 'ScheduleExpression'>;
  /** ARNs of what it starts. */
  targets: string[];
}

/** State of one rule: one without targets starts nothing, even if it is enabled. */
export function ruleState({ rule, targets }: SeenRule): {
  state: ObservedState;
  reason?: string;
} {
  switch (rule.State) {
    case 'ENABLED':
    case 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS':
      return targets.length > 0
        ? { state: 'active' }
        : {
            state: 'idle',
            reason: 'The rule has no target: it starts nothing',
          };
    case 'DISABLED':
      return { state: 'idle' };
    default:
      // A word that this version does not know must not count as switched on.
      return {
        state: 'unknown',
        reason: `The rule's State is "${rule.State}", which this version does not know`,
      };
  }
}

/** Looks at scheduled rules of EventBridge, and at the runs of what they start. */
export class EventBridgeRuleProbe implements Probe {
  readonly id = 'aws-eventbridge-rule';

  constructor(readonly clients: AwsClients, readonly logger: LoggerService) {}

  handles({ ref }: LocationRef): boolean {
    return ref.startsWith(`${SCHEME}:`);
  }

  async observe(
    locations: LocationRef[],
    { signal }: { now: Date; signal?: AbortSignal },
  ): Promise<ProbeAnswer[]> {
    return observeBatches(
      locations,
      {
        scheme: SCHEME,
        shape: 'named',
        action: 'events:DescribeRule',
        perCall: 1,
        concurrentCalls: CONCURRENT_CALLS,
        gone: name => (name === 'ResourceNotFoundException' ? {} : null),
        look: async ([location]) => {
          const seen = await this.look(location, signal);
          const { state, reason } = ruleState(seen);
          const detail = { ...detailOf(seen), ...(reason ? { reason } : {}) };
          return [{ location, state, detail }];
        },
      },
      signal,
    );
  }

  async runs(
    locations: LocationRef[],
    options: RunsOptions,
  ): Promise<ProbedRun[]> {
    const startersByArn = new Map<string, LocationRef[]>();
    await mapConcurrently(
      locations,
      CONCURRENT_CALLS,
      async location => {
        for (const arn of await this.targetsOf(location, options)) {
          startersByArn.set(arn, [...(startersByArn.get(arn) ?? []), location]);
        }
      },
      options.signal,
    );
    return readRunsOfTargets(this, startersByArn, options);
  }

  runsKeptMs(targetArn: string): number | null {
    return parseCluster(targetArn) ? TASKS_KEPT_MS : null;
  }

  private async targetsOf(
    location: LocationRef,
    { signal, onUnread }: RunsOptions,
  ): Promise<string[]> {
    try {
      const { targets } = await this.look(location, signal);
      return targets;
    } catch (error) {
      // What is gone starts nothing.
      if (toError(error).name !== 'ResourceNotFoundException') {
        const place = `${location.ref}/${location.key}`;
        onUnread?.(location, reasonOf(error, 'events:DescribeRule', place));
      }
      return [];
    }
  }

  private async look(
    { ref, key }: LocationRef,
    signal?: AbortSignal,
  ): Promise<SeenRule> {
    const place = parsePlace(ref, SCHEME, 'named');
    const client = await this.clients.get('events', place);
    const options = { abortSignal: signal };
    const rule = await client.send(
      new DescribeRuleCommand({ EventBusName: place.name, Name: key }),
      options,
    );
    const targets: string[] = [];
    // A rule has five targets by default, and the SDK brings no paginator.
    let token: string | undefined;
    do {
      const { Targets = [], NextToken } = await client.send(
        new ListTargetsByRuleCommand({
          EventBusName: place.name,
          Rule: key,
          NextToken: token,
        }),
        options,
      );
      targets.push(...Targets.flatMap(({ Arn }) => Arn ?? []));
      token = NextToken;
    } while (token);
    return { rule, targets };
  }
}

/** What it tells beside its state. */
export function detailOf({ rule, targets }: SeenRule): ObservationDetail {
  const detail: ObservationDetail = { enabled: rule.State !== 'DISABLED' };
  if (rule.ScheduleExpression) {
    // Rules know no zone: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-rule-schedule.html
    detail.schedules = [
      {
        dialect: 'eventbridge',
        expression: rule.ScheduleExpression,
        timezone: 'UTC',
      },
    ];
  }
  if (targets.length > 0) [detail.targetArn] = targets;
  return detail;
}
