import type { CanaryView } from 'backstage-plugin-batch-migration-common';

/** Three guardrails of a service of which a tenth goes to the target, as the API answers them. */
export const canaryView: CanaryView = {
  at: '2026-02-12T01:24:44.747Z',
  track: {
    points: [
      {
        stepId: 'weight-1',
        number: 2,
        percent: 1,
        bakeHours: 24,
        state: 'baked',
        since: '2026-02-09T01:00:00.000Z',
        until: '2026-02-10T01:00:00.000Z',
      },
      {
        stepId: 'weight-10',
        number: 3,
        percent: 10,
        bakeHours: 48,
        state: 'baking',
        since: '2026-02-11T05:00:00.000Z',
        until: '2026-02-13T05:00:00.000Z',
      },
      {
        stepId: 'weight-50',
        number: 4,
        percent: 50,
        bakeHours: 48,
        state: 'next',
        since: null,
        until: null,
      },
      {
        stepId: 'weight-100',
        number: 5,
        percent: 100,
        bakeHours: 168,
        state: 'open',
        since: null,
        until: null,
      },
    ],
    bake: {
      stepId: 'weight-10',
      number: 3,
      percent: 10,
      since: '2026-02-11T05:00:00.000Z',
      until: '2026-02-13T05:00:00.000Z',
      isOver: false,
    },
    next: {
      stepId: 'weight-50',
      number: 4,
      percent: 50,
    },
    nextFrom: '2026-02-13T05:00:00.000Z',
  },
  split: {
    legacy: {
      setPercent: 90,
      seenPercent: 90.1120488989032,
      requestsPerSecond: 376.2636111111111,
      targets: {
        healthy: 8,
        registered: 8,
      },
      roomPercent: null,
      alarms: [],
    },
    target: {
      setPercent: 10,
      seenPercent: 9.887951101096807,
      requestsPerSecond: 41.28722222222222,
      targets: {
        healthy: 4,
        registered: 4,
      },
      roomPercent: 24.907147033993866,
      alarms: [],
    },
    conditions: [],
    headerRules: [
      {
        conditions: ['header X-Payments-Stack: ecs'],
        priority: '10',
      },
    ],
    apart: 0.11204889890319336,
  },
  countedFrom: '2026-02-12T00:15:00.000Z',
  countedUntil: '2026-02-12T01:15:00.000Z',
  guardrails: [
    {
      id: 'errors-5xx',
      title: 'Errors 5xx',
      measure: {
        type: 'errors-5xx',
      },
      limit: {
        type: 'points-over-legacy',
        value: 0.05,
      },
      unit: 'percent',
      legacy: {
        value: 0.01764930328568147,
        outOf: null,
      },
      target: {
        value: 0.02075522717473124,
        outOf: null,
      },
      bound: 0.06764930328568147,
      unread: null,
      verdict: 'holds',
      attested: null,
    },
    {
      id: 'slowest',
      title: 'Slowest 5 %',
      measure: {
        type: 'slowest',
      },
      limit: {
        type: 'percent-over-legacy',
        value: 20,
      },
      unit: 'ms',
      legacy: {
        value: 240.79999999999998,
        outOf: null,
      },
      target: {
        value: 181.4,
        outOf: null,
      },
      bound: 288.96,
      unread: null,
      verdict: 'holds',
      attested: null,
    },
    {
      id: 'disagree',
      title: 'Payments that disagree',
      measure: {
        type: 'metric',
        unit: 'count',
        take: 'sum',
        legacy: null,
        target: {
          ref: 'cloudwatch:111122223333/ap-northeast-1',
          key: 'Payments/Disagreements?Stack=ecs',
          outOf: 'Payments/Compared?Stack=ecs',
        },
      },
      limit: {
        type: 'at-most',
        value: 0,
      },
      unit: 'count',
      legacy: null,
      target: {
        value: 0,
        outOf: 49878,
      },
      bound: 0,
      unread: null,
      verdict: 'holds',
      attested: null,
    },
  ],
  series: {
    periodSeconds: 900,
    at: [
      '2026-02-11T01:15:00.000Z',
      '2026-02-11T04:30:00.000Z',
      '2026-02-11T04:45:00.000Z',
      '2026-02-11T13:45:00.000Z',
      '2026-02-12T01:00:00.000Z',
    ],
    requests: {
      legacy: [
        543.1444444444444, 510.5733333333333, 502.4211111111111,
        86.88777777777777, 375.1922222222222,
      ],
      target: [
        5.493333333333333, 5.195555555555556, 5.16, 9.604444444444445,
        41.03111111111111,
      ],
    },
    slowest: {
      legacy: [238.8, 246.29999999999998, 247.6, 249.5, 243.79999999999998],
      target: [178, 181.79999999999998, 176.9, 177.6, 179.2],
    },
    errors: {
      legacy: [
        0.016979317963300124, 0.02241488870898946, 0.011942173342857585,
        0.017903042238391797, 0.01924939216342438,
      ],
      target: [
        0.020226537216828478, 0.0427715996578272, 0.02153316106804479,
        0.01156871818602499, 0.021663778162911613,
      ],
    },
  },
  unread: [],
  rollback: {
    command:
      'aws elbv2 modify-listener \\\n  --listener-arn arn:aws:elasticloadbalancing:ap-northeast-1:111122223333:listener/app/payments/4d1c7a0be52f9836/b81f3e6029d74ac5 \\\n  --default-actions file://weights-100-0.json',
    url: 'https://github.example.com/payments/payments-infra/compare/main...weights-100-0',
    rehearsedOn: '2026-02-06',
    rehearsedSeconds: 9,
  },
  monitoringUrl: 'https://monitoring.example.com/d/payments-canary',
};
