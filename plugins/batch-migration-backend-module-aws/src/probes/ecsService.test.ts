import { mockServices } from '@backstage/backend-test-utils';
import { describeProbe } from 'backstage-plugin-batch-migration-node/testUtils';
import { mkdtempSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { AwsClients } from '../clients';
import { EcsServiceProbe, serviceState, type Scaling } from './ecsService';

const root = mkdtempSync(join(tmpdir(), 'batch-migration-aws-'));
const region = join(root, '111122223333', 'ap-northeast-1');
const now = new Date('2026-02-12T01:24:00Z');
const logger = mockServices.logger.mock();
const clients = new AwsClients({
  answers: { mode: 'replay', recordings: root },
});
const probe = new EcsServiceProbe(clients, logger);
const CLUSTER = 'ecs-service:111122223333/ap-northeast-1/workers';

const service = (serviceName: string, more: object = {}) => ({
  serviceName,
  serviceArn: `arn:aws:ecs:ap-northeast-1:111122223333:service/workers/${serviceName}`,
  status: 'ACTIVE',
  desiredCount: 2,
  runningCount: 2,
  pendingCount: 0,
  ...more,
});

const record = async (file: string, answer: object) => {
  await mkdir(dirname(join(region, file)), { recursive: true });
  await writeFile(join(region, file), JSON.stringify(answer));
};

const AT_ZERO = { desiredCount: 0, runningCount: 0 };
/** One more than a call takes, so that a second call is needed. */
const MANY = Array.from({ length: 21 }, (_, i) => `worker-${i}`);

beforeAll(async () => {
  await record('ecs/describe-services/workers.json', {
    services: [
      service('mailer', {
        deploymentConfiguration: {
          maximumPercent: 100,
          minimumHealthyPercent: 0,
        },
        availabilityZoneRebalancing: 'DISABLED',
        deployments: [
          { status: 'ACTIVE', rolloutState: 'COMPLETED' },
          { status: 'PRIMARY', rolloutState: 'IN_PROGRESS', failedTasks: 1 },
        ],
      }),
      service('rolling', {
        desiredCount: 1,
        runningCount: 1,
        deploymentConfiguration: {
          maximumPercent: 200,
          minimumHealthyPercent: 100,
        },
        availabilityZoneRebalancing: 'ENABLED',
      }),
      service('by-hand', AT_ZERO),
      service('by-rule', {
        ...AT_ZERO,
        deploymentConfiguration: { maximumPercent: 100 },
      }),
      service('deleted', { ...AT_ZERO, status: 'INACTIVE' }),
      ...MANY.map(name => service(name)),
    ],
    failures: [],
  });
  await record('application-autoscaling/describe-scalable-targets.json', {
    ScalableTargets: [
      {
        ServiceNamespace: 'ecs',
        ScalableDimension: 'ecs:service:DesiredCount',
        ResourceId: 'service/workers/by-rule',
        MinCapacity: 0,
        MaxCapacity: 4,
        RoleARN: 'arn:aws:iam::111122223333:role/scaling',
        CreationTime: '2026-01-01T00:00:00Z',
      },
    ],
  });
});

afterAll(() => rm(root, { recursive: true, force: true }));

describeProbe('EcsServiceProbe, replayed,', {
  create: () => new EcsServiceProbe(clients, logger),
  now,
  known: [
    { location: { ref: CLUSTER, key: 'mailer' }, state: 'active' },
    { location: { ref: CLUSTER, key: 'by-rule' }, state: 'active' },
    { location: { ref: CLUSTER, key: 'by-hand' }, state: 'idle' },
    { location: { ref: CLUSTER, key: 'deleted' }, state: 'absent' },
    { location: { ref: CLUSTER, key: 'never-there' }, state: 'absent' },
    {
      location: {
        ref: 'ecs-service:111122223333/ap-northeast-1/no-cluster',
        key: 'mailer',
      },
      state: 'absent',
    },
  ],
  unreadable: [
    { ref: 'ecs-service:999900001111/ap-northeast-1/workers', key: 'mailer' },
  ],
  malformed: [
    { ref: 'ecs-service:workers', key: 'mailer' },
    { ref: CLUSTER, key: '../mailer' },
  ],
});

describe('serviceState', () => {
  const rule = (MaxCapacity: number, suspended = false): Scaling => ({
    MinCapacity: 0,
    MaxCapacity,
    SuspendedState: { DynamicScalingOutSuspended: suspended },
  });
  it.each<[string, string, number, number, Scaling | undefined, string]>([
    ['runs as desired', 'ACTIVE', 2, 2, undefined, 'active'],
    ['runs in part', 'ACTIVE', 4, 1, undefined, 'active'],
    [
      'has a task that goes on while it scales in',
      'ACTIVE',
      0,
      1,
      undefined,
      'active',
    ],
    ['has no task that came up', 'ACTIVE', 2, 0, undefined, 'idle'],
    ['stands at zero by hand', 'ACTIVE', 0, 0, undefined, 'idle'],
    ['stands at zero by its rule', 'ACTIVE', 0, 0, rule(4), 'active'],
    ['has a rule that may not start any', 'ACTIVE', 0, 0, rule(0), 'idle'],
    ['has a rule that is suspended', 'ACTIVE', 0, 0, rule(4, true), 'idle'],
    ['has rules that nobody may read', 'ACTIVE', 0, 0, null, 'unknown'],
    ['drains', 'DRAINING', 0, 1, undefined, 'idle'],
    ['is deleted', 'INACTIVE', 0, 0, undefined, 'absent'],
    ['has a state of the future', 'RESTING', 1, 1, undefined, 'unknown'],
  ])('a service that %s', (_, status, desired, running, scaling, state) => {
    const seen = serviceState(
      { status, desiredCount: desired, runningCount: running },
      scaling,
    );
    expect(seen.state).toBe(state);
    // A person must be told what to look at where it is not plain.
    expect(Boolean(seen.reason)).toBe(['idle', 'unknown'].includes(state));
  });
});

it('tells how many tasks run and may run, and the rollout', async () => {
  const [{ detail }] = await probe.observe([{ ref: CLUSTER, key: 'mailer' }], {
    now,
  });
  expect(detail.service).toEqual({
    desired: 2,
    running: 2,
    atMost: { count: 2, because: 'its desired count is 2' },
    rollout: 'in-progress',
    rolloutReason: null,
  });
});

it.each([
  ['rolling', 2, /deployment may start new tasks .*maximum 200 %.*rebalances/],
  ['by-rule', 4, /scaling rule allows 4/],
])(
  'says that %s may come to %i tasks, and why',
  async (key, count, because) => {
    const [{ detail }] = await probe.observe([{ ref: CLUSTER, key }], { now });
    expect(detail.service?.atMost).toEqual({
      count,
      because: expect.stringMatching(because),
    });
  },
);

it('does not say how many may run where the answer does not tell', async () => {
  const [{ detail }] = await probe.observe([{ ref: CLUSTER, key: MANY[0] }], {
    now,
  });
  expect(detail.service?.atMost).toBeNull();
});

it('asks for ten services at a time and answers for all', async () => {
  const answers = await probe.observe(
    MANY.map(key => ({ ref: CLUSTER, key })),
    { now },
  );
  expect(answers.map(({ location }) => location.key)).toEqual(MANY);
  expect(new Set(answers.map(({ state }) => state))).toEqual(
    new Set(['active']),
  );
});

it('does not call a service at zero idle where its scaling cannot be read', async () => {
  const bare = mkdtempSync(join(tmpdir(), 'recordings-'));
  const folder = join(
    bare,
    '111122223333/ap-northeast-1/ecs/describe-services',
  );
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, 'workers.json'),
    JSON.stringify({ services: [service('by-rule', AT_ZERO)] }),
  );
  const blind = new EcsServiceProbe(
    new AwsClients({ answers: { mode: 'replay', recordings: bare } }),
    logger,
  );
  const [answer] = await blind.observe([{ ref: CLUSTER, key: 'by-rule' }], {
    now,
  });
  expect(answer.state).toBe('unknown');
  expect(answer.detail.reason).toContain('DescribeScalableTargets');
});
