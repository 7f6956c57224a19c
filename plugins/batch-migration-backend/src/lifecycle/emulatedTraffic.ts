// Only tests import this file, so it is no part of the package.
import { ACCOUNT, REGION, startWorld, type World } from './testWorld';

const BALANCER = 'app/web/0a1b2c3d4e5f6071';
const LISTENER = `${BALANCER}/1111111111111111`;
const DEFAULT_RULE = '2222222222222222';
const HEADER_RULE = '3333333333333333';

/** Target groups by name, with an id as AWS gives one. */
const GROUPS = {
  'web-old': 'targetgroup/web-old/aaaaaaaaaaaaaaaa',
  'web-new': 'targetgroup/web-new/bbbbbbbbbbbbbbbb',
};
export type Group = keyof typeof GROUPS;

/** Requests that go to each target group out of all of them. */
export type Weights = Partial<Record<Group, number>>;

/** A way of requests as a location: a rule and the target group to which it leads. */
function wayBy(rule: string, group: Group) {
  return {
    ref: `listener-rule:${ACCOUNT}/${REGION}`,
    key: `${LISTENER}/${rule}:${group}`,
  };
}

/** The way of everybody. */
export const everybodyTo = (group: Group) => wayBy(DEFAULT_RULE, group);

/** The way of those who send the header. */
export const testersTo = (group: Group) => wayBy(HEADER_RULE, group);

/**
 * A service behind a load balancer in the fake of AWS, changed in the words of
 * a story. At first everything goes to the old target group.
 */
export function emulateTraffic({ region, ...world }: World) {
  const arnOf = (resource: string) =>
    region.arn('elasticloadbalancing', resource);
  const requests = new Map<Group, number>();
  let everybody: Weights = { 'web-old': 100 };
  let testers: Weights | null = null;

  const forward = (weights: Weights) => [
    {
      Type: 'forward' as const,
      ForwardConfig: {
        TargetGroups: Object.entries(weights).map(([group, Weight]) => ({
          TargetGroupArn: arnOf(GROUPS[group as Group]),
          Weight,
        })),
      },
    },
  ];
  const tell = () =>
    region.listeners.set(arnOf(`listener/${LISTENER}`), [
      ...(testers
        ? [
            {
              RuleArn: arnOf(`listener-rule/${LISTENER}/${HEADER_RULE}`),
              Priority: '10',
              IsDefault: false,
              Conditions: [
                {
                  Field: 'http-header',
                  HttpHeaderConfig: {
                    HttpHeaderName: 'X-Canary',
                    Values: ['1'],
                  },
                },
              ],
              Actions: forward(testers),
            },
          ]
        : []),
      {
        RuleArn: arnOf(`listener-rule/${LISTENER}/${DEFAULT_RULE}`),
        Priority: 'default',
        IsDefault: true,
        Actions: forward(everybody),
      },
    ]);

  // CloudWatch tells of the last minutes, whatever the time is.
  world.beforeRound(async () => {
    const at = new Date(world.now().getTime() - 60_000);
    region.metrics.length = 0;
    for (const [group, value] of requests) {
      region.metrics.push({
        namespace: 'AWS/ApplicationELB',
        metric: 'RequestCount',
        dimensions: { TargetGroup: GROUPS[group], LoadBalancer: BALANCER },
        points: [{ at, value }],
      });
    }
  });

  const traffic = {
    /** What everybody gets; a group that is not named is not in the rule. */
    everybody(weights: Weights) {
      everybody = weights;
      tell();
    },

    /** What those get who send the header; `null` removes the rule. */
    testers(weights: Weights | null) {
      testers = weights;
      tell();
    },

    /** How many targets of a group are healthy, and how many are not. */
    targets(group: Group, healthy: number, unhealthy: number = 0) {
      const states = [
        ...Array(healthy).fill('healthy'),
        ...Array(unhealthy).fill('unhealthy'),
      ];
      region.targetGroups.set(
        arnOf(GROUPS[group]),
        states.map((State, index) => ({
          Target: { Id: `10.0.0.${index + 1}`, Port: 8080 },
          TargetHealth: { State },
        })),
      );
    },

    /** Requests of the last minutes to a group, by any rule. */
    requests(group: Group, count: number) {
      requests.set(group, count);
    },

    /** An alarm of a group sounds, or it does not. */
    alarm(group: Group, name: string, sounds: boolean) {
      region.alarms.set(name, {
        Namespace: 'AWS/ApplicationELB',
        MetricName: 'HTTPCode_Target_5XX_Count',
        Dimensions: [{ Name: 'TargetGroup', Value: GROUPS[group] }],
        StateValue: sounds ? 'ALARM' : 'OK',
      });
    },
  };
  traffic.everybody({ 'web-old': 100 });
  for (const group of ['web-old', 'web-new'] as const) {
    traffic.targets(group, 2);
    traffic.requests(group, 0);
  }
  return traffic;
}

export type EmulatedTraffic = ReturnType<typeof emulateTraffic>;

/** The old servers of the service are behind the load balancer already. */
const SERVER_YAML = `
ref: resource:default/web01
timezone: Asia/Tokyo
roles:
  - name: web-service
    title: Web
    kind: service
    workloads:
      - { name: web, location: { ref: '${everybodyTo('web-old').ref}', key: '${
  everybodyTo('web-old').key
}' } }
`;

/** A world with the service `web`, which is declared and that nobody has looked at yet. */
export async function startService(): Promise<{
  world: World;
  aws: EmulatedTraffic;
}> {
  const world = await startWorld({ now: '2026-03-02T00:00:00Z' });
  const aws = emulateTraffic(world);
  await world.declare('web01', { 'server.yaml': SERVER_YAML });
  return { world, aws };
}
