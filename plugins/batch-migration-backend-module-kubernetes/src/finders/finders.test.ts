import { mockServices } from '@backstage/backend-test-utils';
import type { FindReading } from 'backstage-plugin-batch-migration-node';
import { CronJobProbe } from '../probes/cronJob';
import { DeploymentProbe } from '../probes/deployment';
import { testRecordings } from '../testRecordings';
import { createFinders } from './createFinders';
import { workOf } from './NamespaceFinder';

const { reader, record, remove } = testRecordings({
  findTargets: ['batch', 'closed', 'empty'],
});
const now = new Date('2026-02-12T01:24:00Z');
const probes = {
  cronJob: new CronJobProbe(reader, mockServices.logger.mock()),
  deployment: new DeploymentProbe(reader),
};
const [cronJobs, deployments] = createFinders(reader, probes);

const pod = (container: object) => ({
  spec: { containers: [{ name: 'main', ...container }] },
});

async function look(finder: typeof cronJobs): Promise<FindReading[]> {
  const readings: FindReading[] = [];
  for await (const reading of finder.find({ now, known: () => undefined })) {
    readings.push(reading);
  }
  return readings;
}

beforeAll(async () => {
  await record('production/batch/cronjobs', [
    {
      metadata: { name: 'digest', labels: { team: 'news' } },
      spec: {
        schedule: '15 4 * * *',
        timeZone: 'Asia/Tokyo',
        jobTemplate: {
          spec: {
            template: pod({ image: 'news:1', args: ['rake', 'digest:send'] }),
          },
        },
      },
    },
    { metadata: { name: 'bare' }, spec: { schedule: '@daily', suspend: true } },
  ]);
  await record('production/batch/deployments', [
    {
      metadata: { name: 'sidekiq' },
      spec: {
        replicas: 2,
        template: pod({ image: 'news:2', command: ['bundle', 'exec'] }),
      },
      status: { readyReplicas: 2 },
    },
  ]);
  await record('production/empty/cronjobs', []);
  await record('production/empty/deployments', []);
});

afterAll(remove);

it('finds CronJobs as their probe sees them, with what they run', async () => {
  const readings = await look(cronJobs);
  expect(readings.slice(0, 2)).toEqual([
    {
      status: 'found',
      target: {
        location: { ref: 'k8s-cronjob:production/batch', key: 'digest' },
        name: 'digest',
        kind: 'scheduled',
        state: 'active',
        detail: {
          enabled: true,
          concurrencyPolicy: 'Allow',
          schedules: [
            {
              dialect: 'debian-cron',
              expression: '15 4 * * *',
              timezone: 'Asia/Tokyo',
            },
          ],
          command: 'rake digest:send',
        },
        image: 'news:1',
        starts: [],
        tags: { team: 'news' },
        version: null,
      },
    },
    {
      status: 'found',
      target: expect.objectContaining({
        ...{ name: 'bare', state: 'idle', image: null, tags: {} },
      }),
    },
  ]);
});

it('finds Deployments', async () => {
  const [found] = await look(deployments);
  expect(found).toMatchObject({
    target: {
      location: { ref: 'k8s-deployment:production/batch', key: 'sidekiq' },
      kind: 'resident',
      state: 'active',
      detail: { command: 'bundle exec', service: { running: 2 } },
      image: 'news:2',
    },
  });
});

it.each([
  ['k8s-cronjob', cronJobs],
  ['k8s-deployment', deployments],
])('goes on where a namespace cannot be read: %s', async (scheme, finder) => {
  const rest = (await look(finder)).filter(({ status }) => status !== 'found');
  expect(rest).toEqual([
    { status: 'read', place: `${scheme}:production/batch` },
    {
      status: 'failed',
      place: `${scheme}:production/closed`,
      reason: expect.stringContaining('nothing is recorded'),
    },
    { status: 'read', place: `${scheme}:production/empty` },
  ]);
});

it('does not tell of what went since it was listed', async () => {
  const [gone] = createFinders(reader, {
    ...probes,
    cronJob: {
      id: 'k8s-cronjob',
      handles: () => true,
      observe: async locations =>
        locations.map(location => ({ location, state: 'absent', detail: {} })),
    },
  });
  const statuses = (await look(gone)).map(({ status }) => status);
  expect(statuses).toEqual(['read', 'failed', 'read']);
});

it('looks nowhere where no namespace is named', () => {
  expect(createFinders(testRecordings().reader, probes)).toEqual([]);
});

it.each<[string, object[], Record<string, string>, string | null]>([
  ['the first container', [{ name: 'a', args: ['x'] }, { name: 'b' }], {}, 'x'],
  [
    'the one that its pod names',
    [
      { name: 'proxy', args: ['p'] },
      { name: 'b', command: ['run', 'a b'] },
    ],
    { 'kubectl.kubernetes.io/default-container': 'b' },
    "run 'a b'",
  ],
  [
    'the first where its pod names none of them',
    [{ name: 'a', args: ['x'] }],
    { 'kubectl.kubernetes.io/default-container': 'z' },
    'x',
  ],
  ['an image alone', [{ name: 'a', image: 'news:1' }], {}, null],
  ['no container', [], {}, null],
])('the work is that of %s', (_, containers, annotations, command) => {
  expect(
    workOf({
      spec: { containers: containers as never },
      metadata: { annotations },
    }).command,
  ).toBe(command);
});
