import {
  paginateDescribeRules,
  type Rule,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { toError } from '@backstage/errors';
import type {
  LocationRef,
  ObservedState,
  TrafficDetail,
} from 'backstage-plugin-batch-migration-common';
import type { Probe, ProbeAnswer } from 'backstage-plugin-batch-migration-node';
import type { AwsClients } from '../clients';
import { mapConcurrently } from '../concurrent';
import { partitionOf } from '../consoles';
import { reasonOf } from '../failure';
import type { AwsPlace } from '../places';
import { unknown } from './answers';
import { observeBatches } from './observeBatches';
import { addTrafficFacts, type SeenWay } from './trafficFacts';

const SCHEME = 'listener-rule';
/**
 * The bucket of all `Describe*` calls of an account holds 40 (throttling of
 * the Elastic Load Balancing API); this leaves room for deployments.
 */
const CONCURRENT_CALLS = 4;
/** `<rest of the rule's ARN>:<target group>`: app/<load balancer>/<id>/<listener>/<rule>:<name>. */
const KEY =
  /^(app\/[A-Za-z0-9-]{1,32}\/[0-9a-f]{16}\/[0-9a-f]{16})\/([0-9a-f]{16}):([A-Za-z0-9-]{1,32})$/;

interface AskedWay {
  location: LocationRef;
  rule: string;
  targetGroup: string;
}

/** The way through a rule to one target group; `null` where the rule does not lead there. */
export function wayTo(
  rule: Rule,
  targetGroup: string,
): { arn: string; weight: number; totalWeight: number } | null {
  const forward = rule.Actions?.find(({ Type }) => Type === 'forward');
  const groups = forward?.ForwardConfig?.TargetGroups ?? [];
  // One target group without weights takes everything.
  const ways =
    groups.length > 0
      ? groups.map(({ TargetGroupArn, Weight = 1 }) => ({
          arn: TargetGroupArn!,
          weight: Weight,
        }))
      : [forward?.TargetGroupArn ?? []].flat().map(arn => ({ arn, weight: 1 }));
  const way = ways.find(({ arn }) => arn.split('/')[1] === targetGroup);
  return (
    (way && {
      ...way,
      totalWeight: ways.reduce((sum, { weight }) => sum + weight, 0),
    }) ??
    null
  );
}

/** `active` as long as any request may go this way. */
export function wayState(way: { weight: number } | null): ObservedState {
  if (!way) return 'absent';
  return way.weight > 0 ? 'active' : 'idle';
}

/** What a request must have to meet a rule, one sentence part each. */
export function conditionsOf({ Conditions = [] }: Rule): string[] {
  return Conditions.map(condition => {
    const named = (name: string, values: string[] = []) =>
      `${name} ${values.join(' or ')}`;
    const { HttpHeaderConfig: header, QueryStringConfig: query } = condition;
    switch (condition.Field) {
      case 'http-header':
        return named(`header ${header?.HttpHeaderName}:`, [
          ...(header?.Values ?? []),
          ...(header?.RegexValues ?? []),
        ]);
      case 'query-string':
        return named(
          'query',
          query?.Values?.map(({ Key, Value }) =>
            Key ? `${Key}=${Value}` : String(Value),
          ),
        );
      case 'host-header':
        return named('host', [
          ...(condition.HostHeaderConfig?.Values ?? condition.Values ?? []),
          ...(condition.HostHeaderConfig?.RegexValues ?? []),
        ]);
      case 'path-pattern':
        return named('path', [
          ...(condition.PathPatternConfig?.Values ?? condition.Values ?? []),
          ...(condition.PathPatternConfig?.RegexValues ?? []),
        ]);
      case 'http-request-method':
        return named('method', condition.HttpRequestMethodConfig?.Values);
      case 'source-ip':
        return named('source', condition.SourceIpConfig?.Values);
      default:
        return condition.Field ?? 'a condition';
    }
  });
}

/** Other rules that send requests with a header to a target group, first come first. */
export function headerRulesTo(
  targetGroupArn: string,
  rules: readonly Rule[],
  weighted: Rule,
): NonNullable<TrafficDetail['headerRules']> {
  return rules
    .filter(
      rule =>
        rule.RuleArn !== weighted.RuleArn &&
        rule.Conditions?.some(({ Field }) => Field === 'http-header'),
    )
    .filter(rule => {
      const way = wayTo(rule, targetGroupArn.split('/')[1]);
      return way !== null && way.arn === targetGroupArn && way.weight > 0;
    })
    .map(rule => ({
      priority: rule.Priority ?? 'default',
      conditions: conditionsOf(rule),
    }))
    .sort((a, b) => Number(a.priority) - Number(b.priority));
}

/** Looks at rules of Application Load Balancers: how much of a service goes where. */
export class ListenerRuleProbe implements Probe {
  readonly id = 'aws-listener-rule';

  constructor(private readonly clients: AwsClients) {}

  handles({ ref }: LocationRef): boolean {
    return ref.startsWith(`${SCHEME}:`);
  }

  async observe(
    locations: LocationRef[],
    options: { now: Date; signal?: AbortSignal },
  ): Promise<ProbeAnswer[]> {
    return observeBatches(
      locations,
      {
        scheme: SCHEME,
        shape: 'region',
        action: 'elasticloadbalancing:DescribeRules',
        concurrentCalls: 1,
        misnamed: ({ key }) =>
          KEY.test(key)
            ? null
            : `"${key}" names no rule and target group; expected app/<load balancer>/<id>/<listener>/<rule>:<target group>`,
        look: (group, place) => this.observeRegion(place, group, options),
      },
      options.signal,
    );
  }

  private async observeRegion(
    place: AwsPlace,
    locations: LocationRef[],
    options: { now: Date; signal?: AbortSignal },
  ): Promise<ProbeAnswer[]> {
    const byListener = new Map<string, AskedWay[]>();
    for (const location of locations) {
      const [, listener, rule, targetGroup] = KEY.exec(location.key)!;
      byListener.set(listener, [
        ...(byListener.get(listener) ?? []),
        { location, rule, targetGroup },
      ]);
    }
    const ways: SeenWay[] = [];
    const answers = await mapConcurrently(
      [...byListener],
      CONCURRENT_CALLS,
      ([listener, group]) =>
        this.observeListener(place, listener, group, ways, options.signal),
      options.signal,
    );
    await addTrafficFacts(this.clients, place, ways, options);
    return answers.flat();
  }

  /** @param ways - where the facts of what was found are still to be filled in */
  private async observeListener(
    place: AwsPlace,
    listener: string,
    asked: AskedWay[],
    ways: SeenWay[],
    signal?: AbortSignal,
  ): Promise<ProbeAnswer[]> {
    try {
      const rules = await this.rulesOf(place, listener, signal);
      return asked.map(({ location, rule, targetGroup }) => {
        const found = rules.get(rule);
        const way = found ? wayTo(found, targetGroup) : null;
        const state = wayState(way);
        if (!found || !way) {
          const reason = found
            ? `The rule leads to no target group ${targetGroup}`
            : `Its listener has no rule ${rule}`;
          return { location, state, detail: { reason } };
        }
        const traffic: TrafficDetail = {
          weight: way.weight,
          totalWeight: way.totalWeight,
          conditions: conditionsOf(found),
          headerRules: headerRulesTo(way.arn, [...rules.values()], found),
          targetGroup: way.arn.split(':').slice(5).join(':'),
          requests: null,
          targets: null,
          alarms: null,
          unread: [],
        };
        ways.push({ targetGroupArn: way.arn, listener, traffic });
        return { location, state, detail: { traffic } };
      });
    } catch (error) {
      if (toError(error).name === 'ListenerNotFoundException') {
        const reason = `There is no listener ${listener}`;
        return asked.map(({ location }) => ({
          location,
          state: 'absent',
          detail: { reason },
        }));
      }
      const action = 'elasticloadbalancing:DescribeRules';
      const reason = reasonOf(error, action, listener);
      return asked.map(({ location }) => unknown(location, reason));
    }
  }

  /** All rules of a listener by id. Asked by listener, since one rule that is gone fails a call that names it. */
  private async rulesOf(
    place: AwsPlace,
    listener: string,
    signal?: AbortSignal,
  ): Promise<Map<string, Rule>> {
    const client = await this.clients.get('elb', place);
    const arn = `arn:${partitionOf(place.region)}:elasticloadbalancing:${
      place.region
    }:${place.accountId}:listener/${listener}`;
    const found = new Map<string, Rule>();
    const pages = paginateDescribeRules(
      { client },
      { ListenerArn: arn },
      { abortSignal: signal },
    );
    for await (const { Rules = [] } of pages) {
      for (const rule of Rules) {
        found.set(rule.RuleArn!.split('/').pop()!, rule);
      }
    }
    return found;
  }
}
