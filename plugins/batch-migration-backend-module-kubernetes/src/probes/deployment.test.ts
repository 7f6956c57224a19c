import { describeProbe } from 'backstage-plugin-batch-migration-node/testUtils';
import { testRecordings } from '../testRecordings';
import { atMostOf, DeploymentProbe, deploymentState } from './deployment';
import type { Deployment, ScaledObject } from './objects';

const { reader, record, remove } = testRecordings();
const now = new Date('2026-02-12T01:24:00Z');
const probe = new DeploymentProbe(reader);
const REF = 'k8s-deployment:production/workers';

const deployment = (
  name: string,
  replicas: number | undefined,
  readyReplicas: number,
  more: object = {},
): Deployment => ({
  metadata: { name },
  spec: { replicas, ...more },
  status: { readyReplicas, updatedReplicas: readyReplicas },
});

const scaled = (
  name: string,
  annotations: Record<string, string> = {},
): ScaledObject => ({
  metadata: { name: `scale-${name}`, annotations },
  spec: { scaleTargetRef: { name }, maxReplicaCount: 5 },
});

beforeAll(async () => {
  await record('production/workers/deployments', [
    deployment('sidekiq', 2, 2),
    deployment('single', 1, 1, { strategy: { type: 'Recreate' } }),
    deployment('by-hand', 0, 0),
    deployment('by-rule', 0, 0),
    deployment('broken', 2, 0),
  ]);
  await record('production/workers/horizontalpodautoscalers', []);
  await record('production/workers/scaledobjects.keda.sh', [scaled('by-rule')]);
  await record('production/blind/deployments', [deployment('zero', 0, 0)]);
});

afterAll(remove);

describeProbe('DeploymentProbe, replayed,', {
  create: () => new DeploymentProbe(reader),
  now,
  known: [
    { location: { ref: REF, key: 'sidekiq' }, state: 'active' },
    { location: { ref: REF, key: 'by-rule' }, state: 'active' },
    { location: { ref: REF, key: 'by-hand' }, state: 'idle' },
    { location: { ref: REF, key: 'broken' }, state: 'idle' },
    { location: { ref: REF, key: 'none' }, state: 'absent' },
  ],
  unreadable: [
    { ref: 'k8s-deployment:silent/workers', key: 'sidekiq' },
    // At zero, and nobody may read what scales it.
    { ref: 'k8s-deployment:production/blind', key: 'zero' },
  ],
  malformed: [
    { ref: 'k8s-deployment:production', key: 'sidekiq' },
    { ref: REF, key: 'Side_kiq' },
  ],
});

it.each<
  [string, number | undefined, number, ScaledObject | null | undefined, string]
>([
  ['is ready', 2, 2, undefined, 'active'],
  ['is ready in part', 2, 1, undefined, 'active'],
  ['has no pod that came up', 2, 0, undefined, 'idle'],
  ['has its default of one replica', undefined, 0, undefined, 'idle'],
  ['stands at zero by hand', 0, 0, undefined, 'idle'],
  ['stands at zero by its rule', 0, 0, scaled('a'), 'active'],
  [
    'has a rule that is paused',
    0,
    0,
    scaled('a', { 'autoscaling.keda.sh/paused': 'true' }),
    'idle',
  ],
  ['has rules that nobody may read', 0, 0, null, 'unknown'],
])('a deployment that %s', (_, replicas, ready, rule, state) => {
  const seen = deploymentState(deployment('a', replicas, ready), rule);
  expect(seen.state).toBe(state);
  expect(Boolean(seen.reason)).toBe(['idle', 'unknown'].includes(state));
});

const rolling = (maxSurge: string | number) => ({
  strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge } },
});

it.each<[string, number, object, number | null, number | null]>([
  ['one, replaced', 1, { strategy: { type: 'Recreate' } }, 0, 1],
  ['one, rolled as by default', 1, {}, 0, 2],
  ['one, rolled without surge', 1, rolling(0), 0, 1],
  ['one, rolled with 0 %', 1, rolling('0%'), 0, 1],
  ['four, rolled with 25 %', 4, rolling('25%'), 0, 5],
  ['one, scaled to six', 1, { strategy: { type: 'Recreate' } }, 6, 6],
  ['one, with a surge that is no number', 1, rolling('lots'), 0, null],
  ['one, scaled by nobody knows what', 1, {}, null, null],
])('%s', (_, replicas, spec, maxScaled, count) => {
  const seen = atMostOf(deployment('a', replicas, 1, spec), maxScaled);
  expect(seen?.count ?? null).toBe(count);
});

it('tells how many pods run and may run, and the rollout', async () => {
  const [{ detail }] = await probe.observe([{ ref: REF, key: 'single' }], {
    now,
  });
  expect(detail.service).toEqual({
    desired: 1,
    running: 1,
    atMost: { count: 1, because: 'it has 1 replicas' },
    rollout: 'completed',
    rolloutReason: null,
  });
});
