import { paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import {
  DescribeTargetHealthCommand,
  type TargetHealthDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { TrafficDetail } from 'backstage-plugin-batch-migration-common';
import type { AwsClients } from '../clients';
import { mapConcurrently } from '../concurrent';
import { reasonOf } from '../failure';
import { readMetrics } from '../metrics';
import type { AwsPlace } from '../places';

/** As for rules: the bucket of `Describe*` calls of an account holds 40. */
const CONCURRENT_CALLS = 4;

/** A way through a rule whose facts are still to be filled in. */
export interface SeenWay {
  targetGroupArn: string;
  /** `app/<load balancer>/<id>/<listener>`. */
  listener: string;
  traffic: TrafficDetail;
}

/** Targets that are on their way out are no longer counted. */
export function countTargets(
  descriptions: readonly TargetHealthDescription[],
): NonNullable<TrafficDetail['targets']> {
  const registered = descriptions.filter(
    ({ TargetHealth }) =>
      TargetHealth?.State !== 'draining' &&
      TargetHealth?.State !== 'unhealthy.draining',
  );
  return {
    healthy: registered.filter(
      ({ TargetHealth }) => TargetHealth?.State === 'healthy',
    ).length,
    registered: registered.length,
  };
}

/**
 * Fills in targets, requests and alarms. None of them is a state: what cannot
 * be read stays `null`, with the reason beside it.
 */
export async function addTrafficFacts(
  clients: AwsClients,
  place: AwsPlace,
  ways: readonly SeenWay[],
  options: { now: Date; signal?: AbortSignal },
): Promise<void> {
  if (ways.length === 0) return;
  const at = `${place.accountId}/${place.region}`;
  const failed = (some: readonly SeenWay[], reason: string) =>
    some.forEach(({ traffic }) => traffic.unread.push(reason));

  const byGroup = new Map<string, SeenWay[]>();
  for (const way of ways) {
    const { targetGroupArn } = way;
    byGroup.set(targetGroupArn, [...(byGroup.get(targetGroupArn) ?? []), way]);
  }
  await mapConcurrently(
    [...byGroup],
    CONCURRENT_CALLS,
    async ([arn, group]) => {
      try {
        const client = await clients.get('elb', place);
        const { TargetHealthDescriptions = [] } = await client.send(
          new DescribeTargetHealthCommand({ TargetGroupArn: arn }),
          { abortSignal: options.signal },
        );
        const targets = countTargets(TargetHealthDescriptions);
        group.forEach(({ traffic }) => Object.assign(traffic, { targets }));
      } catch (error) {
        const action = 'elasticloadbalancing:DescribeTargetHealth';
        failed(group, reasonOf(error, action, arn));
      }
    },
    options.signal,
  );

  try {
    const values = await readMetrics(
      clients,
      place,
      [...new Map(ways.map(way => [labelOf(way), way])).values()].map(way => ({
        label: labelOf(way),
        namespace: 'AWS/ApplicationELB',
        metric: 'RequestCount',
        dimensions: {
          TargetGroup: groupOf(way),
          LoadBalancer: loadBalancerOf(way),
        },
        take: 'sum',
      })),
      options,
    );
    for (const way of ways) {
      way.traffic.requests = values.get(labelOf(way)) ?? null;
      if (way.traffic.requests === null) {
        // Told as long as targets are registered, also where nothing came.
        way.traffic.unread.push(
          'CloudWatch has no requests of the last 15 minutes: the target group may have no targets',
        );
      }
    }
  } catch (error) {
    failed(ways, reasonOf(error, 'cloudwatch:GetMetricData', at));
  }

  try {
    const sounding = await soundingAlarms(clients, place, options.signal);
    for (const way of ways) {
      way.traffic.alarms = sounding.get(groupOf(way)) ?? [];
    }
  } catch (error) {
    failed(ways, reasonOf(error, 'cloudwatch:DescribeAlarms', at));
  }
}

/**
 * Names of the alarms that sound, by the target group of their metric. Only
 * those in ALARM are asked for, page after page: an account has 9 calls a
 * second (CloudWatch's quotas).
 */
async function soundingAlarms(
  clients: AwsClients,
  place: AwsPlace,
  signal?: AbortSignal,
): Promise<Map<string, string[]>> {
  const client = await clients.get('cloudwatch', place);
  const found = new Map<string, string[]>();
  const pages = paginateDescribeAlarms(
    { client, pageSize: 100 },
    { AlarmTypes: ['MetricAlarm'], StateValue: 'ALARM' },
    { abortSignal: signal },
  );
  for await (const { MetricAlarms = [] } of pages) {
    for (const { AlarmName, Dimensions = [], Metrics = [] } of MetricAlarms) {
      const dimensions = [
        ...Dimensions,
        ...Metrics.flatMap(
          ({ MetricStat }) => MetricStat?.Metric?.Dimensions ?? [],
        ),
      ];
      const groups = dimensions
        .filter(({ Name }) => Name === 'TargetGroup')
        .map(({ Value }) => Value!);
      for (const group of new Set(groups)) {
        found.set(group, [...(found.get(group) ?? []), AlarmName!].sort());
      }
    }
  }
  return found;
}

/** `targetgroup/<name>/<id>`, as the dimension has it. */
function groupOf({ targetGroupArn }: SeenWay): string {
  return targetGroupArn.split(':').slice(5).join(':');
}

/** `app/<name>/<id>`, as the dimension has it. */
function loadBalancerOf({ listener }: SeenWay): string {
  return listener.split('/').slice(0, 3).join('/');
}

function labelOf(way: SeenWay): string {
  return `${loadBalancerOf(way)} ${groupOf(way)} RequestCount`;
}
