import type { Rule } from '@aws-sdk/client-elastic-load-balancing-v2';
import { describeProbe } from 'backstage-plugin-batch-migration-node/testUtils';
import { PLACE, testRecordings } from '../testRecordings';
import {
  BeanstalkEnvironmentProbe,
  environmentState,
} from './beanstalkEnvironment';
import {
  conditionsOf,
  ListenerRuleProbe,
  wayState,
  wayTo,
} from './listenerRule';
import { countTargets } from './trafficFacts';

const { clients, record, remove } = testRecordings();
const now = new Date('2026-02-12T01:24:00Z');
const RULES = `listener-rule:${PLACE}`;
const ENVIRONMENTS = `beanstalk:${PLACE}`;
const ELB = 'arn:aws:elasticloadbalancing:ap-northeast-1:111122223333';
const LISTENER = 'app/api/0123456789abcdef/00000000000000aa';
const [CANARY, HEADER, DEFAULT] = ['1', '2', '3'].map(n => n.repeat(16));
const groupArn = (name: string) =>
  `${ELB}:targetgroup/${name}/${'f'.repeat(16)}`;
const keyOf = (rule: string, targetGroup: string) =>
  `${LISTENER}/${rule}:${targetGroup}`;

const forward = (...ways: Array<[string, number]>) => ({
  Type: 'forward',
  ForwardConfig: {
    TargetGroups: ways.map(([name, Weight]) => ({
      TargetGroupArn: groupArn(name),
      Weight,
    })),
  },
});

const rule = (id: string, action: object, more: object = {}) => ({
  RuleArn: `${ELB}:listener-rule/${LISTENER}/${id}`,
  Priority: '10',
  IsDefault: false,
  Conditions: [],
  Actions: [action],
  ...more,
});

const health = (...states: string[]) => ({
  TargetHealthDescriptions: states.map((State, i) => ({
    Target: { Id: `i-${i}` },
    TargetHealth: { State },
  })),
});

beforeAll(async () => {
  await record(`elbv2/describe-rules/${LISTENER}`, {
    Rules: [
      rule(CANARY, forward(['api-old', 90], ['api-new', 10], ['api-next', 0])),
      rule(HEADER, forward(['api-new', 1]), {
        Conditions: [
          {
            Field: 'http-header',
            HttpHeaderConfig: { HttpHeaderName: 'X-Canary', Values: ['1'] },
          },
        ],
      }),
      rule(
        DEFAULT,
        { Type: 'forward', TargetGroupArn: groupArn('api-old') },
        { IsDefault: true, Priority: 'default' },
      ),
    ],
  });
  const id = 'f'.repeat(16);
  await record(
    `elbv2/describe-target-health/api-new/${id}`,
    health('healthy', 'unhealthy', 'draining'),
  );
  await record(`elbv2/describe-target-health/api-old/${id}`, health());
  await record('cloudwatch/get-metric-data', {
    MetricDataResults: [
      {
        Id: 'a',
        Label: `app/api/0123456789abcdef targetgroup/api-new/${id} RequestCount`,
        Timestamps: ['2026-02-12T01:20:00Z', '2026-02-12T01:21:00Z'],
        Values: [30, 12],
      },
    ],
  });
  const alarm = (AlarmName: string, StateValue: string, group: string) => ({
    AlarmName,
    StateValue,
    Dimensions: [{ Name: 'TargetGroup', Value: `targetgroup/${group}/${id}` }],
  });
  await record('cloudwatch/describe-alarms', {
    MetricAlarms: [
      alarm('api-new 5xx', 'ALARM', 'api-new'),
      alarm('api-new latency', 'OK', 'api-new'),
      alarm('other', 'ALARM', 'api-old'),
    ],
  });
  const environment = (EnvironmentName: string, Status: string) => ({
    EnvironmentName,
    Status,
    CNAME: `${EnvironmentName}.ap-northeast-1.elasticbeanstalk.com`,
    Health: 'Green',
    HealthStatus: 'Ok',
  });
  await record('elasticbeanstalk/describe-environments', {
    Environments: [
      environment('payments', 'Ready'),
      environment('payments-old', 'Terminated'),
    ],
  });
});

afterAll(remove);

describeProbe('ListenerRuleProbe, replayed,', {
  create: () => new ListenerRuleProbe(clients),
  now,
  known: [
    {
      location: { ref: RULES, key: keyOf(CANARY, 'api-new') },
      state: 'active',
    },
    { location: { ref: RULES, key: keyOf(CANARY, 'api-next') }, state: 'idle' },
    {
      location: { ref: RULES, key: keyOf(HEADER, 'api-old') },
      state: 'absent',
    },
    {
      location: { ref: RULES, key: keyOf(DEFAULT, 'api-old') },
      state: 'active',
    },
    {
      location: { ref: RULES, key: keyOf('9'.repeat(16), 'api-old') },
      state: 'absent',
    },
    {
      location: {
        ref: RULES,
        key: `app/api/0123456789abcdef/00000000000000bb/${CANARY}:api-old`,
      },
      state: 'absent',
    },
  ],
  unreadable: [
    {
      ref: 'listener-rule:999900001111/ap-northeast-1',
      key: keyOf(CANARY, 'api-new'),
    },
  ],
  malformed: [
    { ref: 'listener-rule:api', key: keyOf(CANARY, 'api-new') },
    { ref: RULES, key: `${LISTENER}/${CANARY}` },
    { ref: RULES, key: 'app/../../x/y:z' },
  ],
});

describeProbe('BeanstalkEnvironmentProbe, replayed,', {
  create: () => new BeanstalkEnvironmentProbe(clients),
  now,
  known: [
    { location: { ref: ENVIRONMENTS, key: 'payments' }, state: 'active' },
    {
      location: {
        ref: ENVIRONMENTS,
        key: 'payments@payments.ap-northeast-1.elasticbeanstalk.com',
      },
      state: 'active',
    },
    {
      location: {
        ref: ENVIRONMENTS,
        key: 'payments@pay.ap-northeast-1.elasticbeanstalk.com',
      },
      state: 'idle',
    },
    { location: { ref: ENVIRONMENTS, key: 'payments-old' }, state: 'absent' },
    { location: { ref: ENVIRONMENTS, key: 'never-there' }, state: 'absent' },
  ],
  unreadable: [
    { ref: 'beanstalk:999900001111/ap-northeast-1', key: 'payments' },
  ],
  malformed: [
    { ref: 'beanstalk:payments', key: 'payments' },
    { ref: ENVIRONMENTS, key: 'a' },
    { ref: ENVIRONMENTS, key: 'payments@' },
  ],
});

const trafficAt = async (ruleId: string, targetGroup: string) => {
  const [{ detail }] = await new ListenerRuleProbe(clients).observe(
    [{ ref: RULES, key: keyOf(ruleId, targetGroup) }],
    { now },
  );
  return detail.traffic;
};

it('tells the share, the requests, the targets and the alarms of a canary', async () => {
  expect(await trafficAt(CANARY, 'api-new')).toEqual({
    weight: 10,
    totalWeight: 100,
    conditions: [],
    headerRules: [{ priority: '10', conditions: ['header X-Canary: 1'] }],
    targetGroup: `targetgroup/api-new/${'f'.repeat(16)}`,
    requests: 42,
    targets: { healthy: 1, registered: 2 },
    alarms: ['api-new 5xx'],
    unread: [],
  });
});

it('tells what a request must have', async () => {
  expect(await trafficAt(HEADER, 'api-new')).toMatchObject({
    weight: 1,
    totalWeight: 1,
    conditions: ['header X-Canary: 1'],
  });
});

it('says why a fact is missing, and keeps the state', async () => {
  expect(await trafficAt(DEFAULT, 'api-old')).toMatchObject({
    requests: null,
    targets: { healthy: 0, registered: 0 },
    alarms: ['other'],
    unread: [expect.stringContaining('no requests')],
  });
  const bare = testRecordings();
  await bare.record(`elbv2/describe-rules/${LISTENER}`, {
    Rules: [rule(CANARY, forward(['api-new', 10]))],
  });
  const [{ state, detail }] = await new ListenerRuleProbe(bare.clients).observe(
    [{ ref: RULES, key: keyOf(CANARY, 'api-new') }],
    { now },
  );
  await bare.remove();
  expect(state).toBe('active');
  expect(detail.traffic).toMatchObject({
    requests: null,
    targets: null,
    alarms: null,
    unread: [
      expect.stringContaining('DescribeTargetHealth'),
      expect.stringContaining('GetMetricData'),
      expect.stringContaining('DescribeAlarms'),
    ],
  });
});

it.each<[string, object, string, number | null, string]>([
  ['takes a share', forward(['a', 1], ['b', 3]), 'b', 4, 'active'],
  ['takes nothing', forward(['a', 1], ['b', 0]), 'b', 1, 'idle'],
  ['is not there', forward(['a', 1]), 'b', null, 'absent'],
  ['is one of none', forward(['a', 0], ['b', 0]), 'b', 0, 'idle'],
  [
    'is alone, without weights',
    { Type: 'forward', TargetGroupArn: groupArn('b') },
    'b',
    1,
    'active',
  ],
  ['is behind a redirect', { Type: 'redirect' }, 'b', null, 'absent'],
])('a target group that %s', (_, action, name, total, state) => {
  const way = wayTo(rule(CANARY, action) as Rule, name);
  expect(way?.totalWeight ?? null).toBe(total);
  expect(wayState(way)).toBe(state);
});

it.each([
  [{ Field: 'host-header', Values: ['a.jp'] }, 'host a.jp'],
  [
    { Field: 'path-pattern', PathPatternConfig: { Values: ['/a/*', '/b'] } },
    'path /a/* or /b',
  ],
  [
    {
      Field: 'query-string',
      QueryStringConfig: { Values: [{ Key: 'v', Value: '2' }, { Value: 'x' }] },
    },
    'query v=2 or x',
  ],
  [
    {
      Field: 'http-request-method',
      HttpRequestMethodConfig: { Values: ['GET'] },
    },
    'method GET',
  ],
  [
    { Field: 'source-ip', SourceIpConfig: { Values: ['10.0.0.0/8'] } },
    'source 10.0.0.0/8',
  ],
  [{ Field: 'phase-of-moon' }, 'phase-of-moon'],
])('%p reads %s', (condition, text) => {
  expect(conditionsOf({ Conditions: [condition] })).toEqual([text]);
});

it('does not count targets on their way out', () => {
  const { TargetHealthDescriptions } = health(
    'healthy',
    'initial',
    'unhealthy',
    'draining',
    'unhealthy.draining',
  );
  expect(countTargets(TargetHealthDescriptions as never)).toEqual({
    healthy: 1,
    registered: 3,
  });
});

it.each([
  ['Ready', 'active'],
  ['Updating', 'active'],
  ['Aborting', 'active'],
  ['LinkingFrom', 'active'],
  ['LinkingTo', 'active'],
  ['Launching', 'idle'],
  ['Terminating', 'idle'],
  ['Terminated', 'absent'],
  ['Resting', 'unknown'],
  [undefined, 'unknown'],
])('an environment that is %s is %s', (Status, state) => {
  const seen = environmentState({ Status: Status as 'Ready' }, undefined);
  expect(seen.state).toBe(state);
  expect(Boolean(seen.reason)).toBe(['idle', 'unknown'].includes(state));
});

it.each([
  ['pay.example.com', 'Pay.Example.com', 'active'],
  ['old.example.com', 'pay.example.com', 'idle'],
  [undefined, 'pay.example.com', 'unknown'],
])(
  'an environment with CNAME %s, asked for %s, is %s',
  (CNAME, cname, state) => {
    expect(environmentState({ Status: 'Ready', CNAME }, cname).state).toBe(
      state,
    );
  },
);
