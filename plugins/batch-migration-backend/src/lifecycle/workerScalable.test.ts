import {
  emulateWorkers,
  processList,
  serviceIn,
  type EmulatedWorkers,
} from './emulatedWorkers';
import {
  dangerOf,
  MOVES_TO_ECS,
  on,
  startWorld,
  statusOf,
  type World,
} from './testWorld';

jest.setTimeout(240_000);

const HOSTS = ['bat101', 'bat102'];

/** Both hosts have the one role, so that the worker is one workload on two hosts. */
const serverYaml = (host: string) => `
ref: resource:default/${host}
timezone: Asia/Tokyo
roles:
  - name: queue-worker
    ref: resource:default/bat101-bat102-queue-worker
    servers: [bat101, bat102]
    title: Workers that scale out
    kind: resident
    workloads:
      - { name: notification, process: 'bin/worker Notification ', user: batch }
`;

const WORKER = '/usr/bin/ruby bin/worker Notification --queue notification';

/**
 * Once the plan is saved and the place of the target is linked, everything
 * here changes in AWS and on the hosts only.
 */
describe('a worker that scales out, from two hosts to ECS', () => {
  let world: World;
  let aws: EmulatedWorkers;

  const hostRuns = (host: string, ...commands: string[]) =>
    world.capture(host, { 'ps.txt': processList(...commands) });
  const worker = () => world.workload('notification');
  /** A quarter of an hour later the portal looks once. */
  const look = async () => {
    world.wait({ minutes: 15 });
    await world.observe();
    return worker();
  };

  beforeAll(async () => {
    world = await startWorld({ now: '2026-03-02T00:00:00Z' });
    aws = emulateWorkers(world, 'workers');
    aws.queue('notification', { receives: 80 });
    for (const host of HOSTS) {
      await world.describeHost(host, serverYaml(host));
      await hostRuns(host, WORKER);
    }
  });

  afterAll(() => world.stop());

  it('runs on more hosts than expected, until the plan says that it may', async () => {
    await world.observe();
    const found = await worker();
    expect(found.serverRefs).toEqual([
      'resource:default/bat101',
      'resource:default/bat102',
    ]);
    expect(statusOf(found)).toEqual({
      placement: 'legacy',
      stage: 'discovered',
      dangers: ['runs-on-several-hosts: acute'],
    });

    await world.plan('notification', { ...MOVES_TO_ECS, expectedActive: 2 });
    await world.link('notification', serviceIn('workers', 'notification'));
    expect(statusOf(await worker())).toEqual({
      ...{ placement: 'legacy', stage: 'planned', dangers: [] },
    });
  });

  it('is idle where somebody set its desired count to 0', async () => {
    aws.service('notification', { desired: 0, queue: 'notification' });
    const built = await look();
    expect(statusOf(built)).toEqual({
      ...{ placement: 'legacy', stage: 'built', dangers: [] },
    });
    expect(on('target', built)).toMatchObject({
      state: 'idle',
      detail: { reason: expect.stringContaining('desired count is 0') },
    });
  });

  it('is active at zero where a rule may start it from an empty queue', async () => {
    aws.scale('notification', { min: 0, max: 10 });
    const waiting = await look();
    expect(statusOf(waiting)).toEqual({
      ...{ placement: 'both', stage: 'built', dangers: [] },
    });
    expect(on('target', waiting)).toMatchObject({
      state: 'active',
      detail: {
        service: { desired: 0, running: 0, atMost: { count: 20 } },
        queue: { visible: 0, receives: 80 },
      },
    });
  });

  it('is handed over while both sides consume, which is no danger', async () => {
    aws.service('notification', { desired: 4 });
    aws.queue('notification', { waiting: 200, age: 30, receives: 300 });
    expect(statusOf(await look())).toEqual({
      ...{ placement: 'both', stage: 'built', dangers: [] },
    });
    await hostRuns('bat101');
    expect(statusOf(await look())).toEqual({
      ...{ placement: 'both', stage: 'built', dangers: [] },
    });
    await hostRuns('bat102');
    expect(statusOf(await look())).toEqual({
      ...{ placement: 'target', stage: 'cut-over', dangers: [] },
    });
  });

  it('shows that messages wait longer and that more of them fail', async () => {
    const queue = async () => on('target', await look()).detail.queue;
    expect(await queue()).toMatchObject({
      oldestMessageSeconds: 30,
      deadLetter: { name: 'notification-dead', visible: 0 },
    });
    aws.queue('notification', { waiting: 9000, age: 7200, dead: 41 });
    expect(await queue()).toMatchObject({
      ...{ visible: 9000, oldestMessageSeconds: 7200, receives: 300 },
      deadLetter: { visible: 41 },
    });
    aws.queue('notification', { waiting: 0, age: 0, dead: 0 });
    expect(await queue()).toMatchObject({
      ...{ visible: 0, oldestMessageSeconds: 0, deadLetter: { visible: 0 } },
    });
  });

  it('is unhealthy while fewer run than are desired', async () => {
    aws.service('notification', { desired: 4, running: 1 });
    const short = await look();
    expect(statusOf(short)).toEqual({
      placement: 'target',
      stage: 'cut-over',
      dangers: ['target-unhealthy: acute'],
    });
    expect(dangerOf(short, 'target-unhealthy')).toContain('Only 1 of 4');
    aws.service('notification', { desired: 4 });
    expect(statusOf(await look()).dangers).toEqual([]);
  });

  it.each([
    ['nothing scales it', null],
    ['its rule is suspended', { min: 0, max: 10, suspended: true }],
    ['its rule allows none', { min: 0, max: 0 }],
  ])('runs nowhere at zero where %s', async (_, rule) => {
    aws.service('notification', { desired: 0 });
    aws.scale('notification', rule);
    expect(statusOf(await look())).toEqual({
      placement: 'neither',
      stage: 'built',
      dangers: ['runs-nowhere: acute'],
    });
    aws.scale('notification', { min: 0, max: 10 });
    expect(statusOf(await look())).toEqual({
      ...{ placement: 'target', stage: 'cut-over', dangers: [] },
    });
  });

  it('runs nowhere at zero while messages wait and its rule starts nothing', async () => {
    aws.service('notification', { desired: 0 });
    aws.queue('notification', { waiting: 70, age: 3600, receives: 0 });
    const asleep = await look();
    expect(statusOf(asleep)).toEqual({
      placement: 'neither',
      stage: 'built',
      dangers: ['runs-nowhere: acute'],
    });
    expect(on('target', asleep).detail.reason).toContain(
      '70 messages wait in notification, the oldest for 60 minutes',
    );
    aws.queue('notification', { waiting: 0, age: 0 });
    expect(statusOf(await look())).toEqual({
      ...{ placement: 'target', stage: 'cut-over', dangers: [] },
    });
  });

  it('is not known at zero where nobody may read its rules', async () => {
    world.aws.refuse(
      'application-autoscaling:DescribeScalableTargets',
      'AccessDeniedException',
    );
    const unread = await look();
    expect(statusOf(unread)).toEqual({
      placement: 'unknown',
      stage: 'cut-over',
      stale: true,
      dangers: ['stale: pressing'],
    });
    expect(on('target', unread).detail.reason).toContain(
      'allow application-autoscaling:DescribeScalableTargets',
    );
    world.aws.allow('application-autoscaling:DescribeScalableTargets');
    expect(statusOf(await look())).toEqual({
      ...{ placement: 'target', stage: 'cut-over', dangers: [] },
    });
  });

  it('fails its soak where nobody does the work for a while', async () => {
    await world.passDays(1, async () => {
      for (const host of HOSTS) await hostRuns(host);
    });
    expect((await worker()).assessment.soak).toMatchObject({ good: 1 });
    aws.scale('notification', { min: 0, max: 0 });
    expect(statusOf(await look()).dangers).toEqual(['runs-nowhere: acute']);
    expect((await look()).assessment.soak).toMatchObject({ good: 1 });
    expect((await look()).assessment.soak).toMatchObject({ good: 0 });
    aws.scale('notification', { min: 0, max: 10 });
    const mended = await look();
    expect(statusOf(mended)).toEqual({
      ...{ placement: 'target', stage: 'cut-over', dangers: [] },
    });
    expect(mended.assessment.soak).toMatchObject({ good: 0 });
  });

  it('goes back to one host, and the time on the target counts no more', async () => {
    await world.passDays(2, async () => {
      for (const host of HOSTS) await hostRuns(host);
    });
    expect((await worker()).assessment.soak).toMatchObject({ good: 2 });

    aws.scale('notification', null);
    await hostRuns('bat102', WORKER);
    const back = await look();
    expect(statusOf(back)).toEqual({
      ...{ placement: 'legacy', stage: 'built', dangers: [] },
    });
    expect(back.assessment.soak).toMatchObject({ good: 0, needed: 7 });
  });

  it('is retired after seven days, whether tasks ran or waited for work', async () => {
    aws.scale('notification', { min: 0, max: 10 });
    await hostRuns('bat102');
    await look();
    let day = 0;
    const eachDay = async () => {
      for (const host of HOSTS) await hostRuns(host);
      day += 1;
      aws.service('notification', { desired: day % 3 });
    };
    await world.passDays(6, eachDay);
    expect(statusOf(await worker())).toEqual({
      ...{ placement: 'target', stage: 'cut-over', dangers: [] },
    });
    await world.passDays(1, eachDay);
    const retired = await worker();
    expect(statusOf(retired)).toEqual({
      ...{ placement: 'target', stage: 'retired', dangers: [] },
    });
    expect(retired.assessment.soak).toMatchObject({ good: 7, needed: 7 });
  });
});
