import {
  emulateInstance,
  emulateWorkers,
  processList,
  serviceIn,
  type EmulatedService,
  type EmulatedWorkers,
} from './emulatedWorkers';
import { restsOn } from './restsOn';
import {
  ACCOUNT,
  dangerOf,
  MOVES_TO_ECS,
  on,
  REGION,
  startWorld,
  statusOf,
  type World,
} from './testWorld';

jest.setTimeout(240_000);

const HOST = 'i-0b001f2d4e5b6a701';

const SERVER_YAML = `
ref: resource:default/bat001
title: bat001
timezone: Asia/Tokyo
instances:
  - { ref: 'ec2:${ACCOUNT}/${REGION}', key: ${HOST} }
roles:
  - name: queue-worker
    title: Singleton workers
    kind: resident
    workloads:
      - { name: mail-sender, process: 'bin/worker MailSender ', user: batch }
`;

const WORKER = '/usr/bin/ruby bin/worker MailSender --queue mail';

/**
 * Once the plan is saved and the place of the target is linked, everything
 * here changes in AWS and on the host only.
 */
describe('a worker of which only one may run, from its host to ECS', () => {
  let world: World;
  let aws: EmulatedWorkers;

  const hostRuns = (...commands: string[]) =>
    world.capture('bat001', { 'ps.txt': processList(...commands) });
  const worker = () => world.workload('mail-sender');
  const service = (change: Partial<EmulatedService>) =>
    aws.service('mail-sender', change);
  /** A quarter of an hour later the portal looks once. */
  const look = async () => {
    world.wait({ minutes: 15 });
    await world.observe();
    return worker();
  };

  beforeAll(async () => {
    world = await startWorld({ now: '2026-03-02T00:00:00Z' });
    aws = emulateWorkers(world, 'workers');
    aws.queue('mail', { waiting: 3, age: 12, receives: 40 });
    await world.describeHost('bat001', SERVER_YAML);
    emulateInstance(world, HOST, 'running');
    await hostRuns(WORKER);
  });

  afterAll(() => world.stop());

  it('is discovered in the process list, and planned', async () => {
    await world.observe();
    expect(statusOf(await worker())).toEqual({
      ...{ placement: 'legacy', stage: 'discovered', dangers: [] },
    });
    await world.plan('mail-sender', MOVES_TO_ECS);
    await world.link('mail-sender', serviceIn('workers', 'mail-sender'));
    const planned = await worker();
    expect(statusOf(planned)).toEqual({
      ...{ placement: 'legacy', stage: 'planned', dangers: [] },
    });
    expect(on('legacy', planned).detail).toMatchObject({
      commandLine: WORKER,
    });
  });

  it('is built once the service is there, switched off', async () => {
    service({ desired: 0, maximumPercent: 100, queue: 'mail' });
    const built = await look();
    expect(statusOf(built)).toEqual({
      ...{ placement: 'legacy', stage: 'built', dangers: [] },
    });
    expect(on('target', built).state).toBe('idle');
    expect(on('target', built).detail.queue).toMatchObject({
      ...{ name: 'mail', visible: 3, oldestMessageSeconds: 12, receives: 40 },
      deadLetter: { name: 'mail-dead', visible: 0 },
    });
  });

  it('runs twice while both sides are on, and no longer once one is off', async () => {
    service({ desired: 1 });
    const doubled = await look();
    expect(statusOf(doubled)).toEqual({
      placement: 'both',
      stage: 'built',
      dangers: ['runs-twice: acute'],
    });
    expect(restsOn(doubled, doubled.assessment.dangers[0])).toEqual([
      'legacy active',
      'target active',
    ]);
    expect(await world.call('get', '/summary')).toMatchObject({
      inAcuteDanger: 1,
      acuteDangers: [{ key: 'runs-twice', count: 1 }],
    });
    service({ desired: 0 });
    expect(statusOf(await look())).toEqual({
      ...{ placement: 'legacy', stage: 'built', dangers: [] },
    });
    expect(await world.call('get', '/summary')).toMatchObject({
      ...{ inAcuteDanger: 0, acuteDangers: [] },
    });
  });

  it('runs nowhere between the end of the old process and the start of the new one', async () => {
    await hostRuns();
    const nowhere = await look();
    expect(statusOf(nowhere)).toEqual({
      placement: 'neither',
      stage: 'built',
      dangers: ['runs-nowhere: acute'],
    });
    expect(on('legacy', nowhere).state).toBe('absent');

    service({ desired: 1 });
    const moved = await look();
    expect(statusOf(moved)).toEqual({
      ...{ placement: 'target', stage: 'cut-over', dangers: [] },
    });
    expect(on('target', moved).detail.service).toMatchObject({
      ...{ desired: 1, running: 1, atMost: { count: 1 } },
    });
  });

  it.each([
    [
      'a deployment may start a second one before it stops the first',
      { maximumPercent: 200 },
      'singleton-can-run-twice: pressing',
      'maximum 200 %',
    ],
    [
      'ECS may start a second one to rebalance zones',
      { maximumPercent: 200, rebalancesZones: true },
      'singleton-can-run-twice: pressing',
      'when ECS rebalances zones',
    ],
    [
      'two are wanted',
      { desired: 2 },
      'singleton-can-run-twice: acute',
      'its desired count is 2',
    ],
  ])('is in danger where %s', async (_, wrong, danger, because) => {
    service(wrong);
    const wronged = await look();
    expect(statusOf(wronged)).toEqual({
      ...{ placement: 'target', stage: 'cut-over', dangers: [danger] },
    });
    expect(dangerOf(wronged, 'singleton-can-run-twice')).toContain(because);

    service({ desired: 1, maximumPercent: 100, rebalancesZones: false });
    expect(statusOf(await look()).dangers).toEqual([]);
  });

  it('is in danger where a scaling rule allows more', async () => {
    aws.scale('mail-sender', { min: 1, max: 4 });
    expect(dangerOf(await look(), 'singleton-can-run-twice')).toContain(
      'its scaling rule allows 4 tasks',
    );
    aws.scale('mail-sender', null);
    expect(statusOf(await look()).dangers).toEqual([]);
  });

  it('is unhealthy after a deployment that failed, though the old task goes on', async () => {
    service({
      rollout: 'FAILED',
      rolloutReason: 'tasks failed to start.',
    });
    const failed = await look();
    expect(statusOf(failed)).toEqual({
      placement: 'target',
      stage: 'cut-over',
      dangers: ['target-unhealthy: acute'],
    });
    expect(dangerOf(failed, 'target-unhealthy')).toContain(
      'failed (tasks failed to start), and nothing on the legacy side does the work',
    );
  });

  it('runs nowhere once that task is gone too, and is well again after the next deployment', async () => {
    service({ running: 0 });
    const down = await look();
    expect(statusOf(down)).toEqual({
      placement: 'neither',
      stage: 'built',
      dangers: ['runs-nowhere: acute', 'target-unhealthy: acute'],
    });
    expect(on('target', down)).toMatchObject({
      state: 'idle',
      detail: { reason: expect.stringContaining('None of its 1 tasks runs') },
    });
    service({ running: 0, rollout: 'IN_PROGRESS', rolloutReason: undefined });
    expect(statusOf(await look()).dangers).toEqual(['runs-nowhere: acute']);
    service({ running: 1, rollout: 'COMPLETED' });
    expect(statusOf(await look())).toEqual({
      ...{ placement: 'target', stage: 'cut-over', dangers: [] },
    });
  });

  it('shows what waits, for how long, whether anybody consumes, and what failed', async () => {
    aws.queue('mail', { waiting: 900, age: 5400, receives: 0, dead: 7 });
    const { detail, state } = on('target', await look());
    expect(state).toBe('active');
    expect(detail.queue).toMatchObject({
      ...{ visible: 900, oldestMessageSeconds: 5400, receives: 0 },
      deadLetter: { name: 'mail-dead', visible: 7 },
    });
    aws.queue('mail', { waiting: 0, age: 0, receives: 40, dead: 0 });
    expect(on('target', await look()).detail.queue).toMatchObject({
      ...{ visible: 0, receives: 40, deadLetter: { visible: 0 } },
    });
  });

  it('fails its soak where nobody does the work for longer than a deployment takes', async () => {
    await world.passDays(2, () => hostRuns());
    expect((await worker()).assessment.soak).toMatchObject({ good: 2 });
    service({ running: 0, rollout: 'IN_PROGRESS' });
    expect(statusOf(await look()).dangers).toEqual(['runs-nowhere: acute']);
    expect((await look()).assessment.soak).toMatchObject({ good: 2 });
    expect((await look()).assessment.soak).toMatchObject({ good: 0 });
    service({ running: 1, rollout: 'COMPLETED' });
    const mended = await look();
    expect(statusOf(mended)).toEqual({
      ...{ placement: 'target', stage: 'cut-over', dangers: [] },
    });
    expect(mended.assessment.soak).toMatchObject({ good: 0, needed: 7 });
  });

  it('proves itself day by day, and starts anew after a rollback', async () => {
    await world.passDays(3, () => hostRuns());
    expect((await worker()).assessment.soak).toMatchObject({
      ...{ good: 3, needed: 7, passedAt: null },
    });

    service({ desired: 0 });
    await hostRuns(WORKER);
    const back = await look();
    expect(statusOf(back)).toEqual({
      ...{ placement: 'legacy', stage: 'built', dangers: [] },
    });
    expect(back.assessment.soak).toMatchObject({ good: 0, passedAt: null });
  });

  it('is not gone because its process list could not be read', async () => {
    service({ desired: 1 });
    await world.capture(
      'bat001',
      { 'ps.txt': processList() },
      { notRead: [{ path: 'ps.txt', reason: 'ps was killed' }] },
    );
    expect(statusOf(await look())).toEqual({
      placement: 'both',
      stage: 'built',
      dangers: ['runs-twice: acute'],
    });
    service({ desired: 0 });
    await hostRuns(WORKER);
    expect(statusOf(await look())).toEqual({
      ...{ placement: 'legacy', stage: 'built', dangers: [] },
    });
  });

  it('makes no progress where the host is no longer read', async () => {
    world.wait({ days: 8 });
    service({ desired: 1 });
    await world.observe();
    const silent = await worker();
    expect(statusOf(silent)).toEqual({
      placement: 'unknown',
      stage: 'built',
      stale: true,
      dangers: ['stale: pressing'],
    });
    expect(on('legacy', silent).detail.reason).toContain(
      'was last seen active',
    );

    // Only a capture tells whether the old process is gone.
    await world.passDays(8, async () => {});
    expect(statusOf(await worker())).toMatchObject({
      ...{ placement: 'unknown', stage: 'built', stale: true },
    });
    expect((await worker()).assessment.soak).toMatchObject({ good: 0 });

    await hostRuns();
    expect(statusOf(await look())).toEqual({
      ...{ placement: 'target', stage: 'cut-over', dangers: [] },
    });
  });

  it('is retired after seven days without the old process', async () => {
    await world.passDays(6, () => hostRuns());
    expect(statusOf(await worker())).toEqual({
      ...{ placement: 'target', stage: 'cut-over', dangers: [] },
    });
    await world.passDays(1, () => hostRuns());
    const retired = await worker();
    expect(statusOf(retired)).toEqual({
      ...{ placement: 'target', stage: 'retired', dangers: [] },
    });
    expect(retired.assessment.soak).toMatchObject({ good: 7, needed: 7 });
    expect(retired.assessment.blockers).toEqual([]);
    expect(await world.history('mail-sender', 'soak-passed')).toHaveLength(1);
    expect(await world.history('mail-sender', 'stage-changed')).toEqual([
      'mail-sender went from discovered to planned',
      'mail-sender went from planned to built',
      'mail-sender went from built to cut-over',
      'mail-sender went from cut-over to built', // its tasks did not come up
      'mail-sender went from built to cut-over',
      'mail-sender went from cut-over to built', // it failed its soak
      'mail-sender went from built to cut-over',
      'mail-sender went from cut-over to built', // it was rolled back
      'mail-sender went from built to cut-over',
      'mail-sender went from cut-over to retired',
    ]);
  });

  it('counts as done while both sides are seen, and else not', async () => {
    expect(await world.call('get', '/summary')).toMatchObject({ retired: 1 });
    world.aws.refuse('ecs:DescribeServices', 'AccessDeniedException');
    expect(statusOf(await look())).toEqual({
      placement: 'unknown',
      stage: 'retired',
      stale: true,
      dangers: ['stale: pressing'],
    });
    expect(await world.call('get', '/summary')).toMatchObject({
      ...{ retired: 0, notSeen: 1 },
    });
    world.aws.allow('ecs:DescribeServices');
    expect(statusOf(await look())).toEqual({
      ...{ placement: 'target', stage: 'retired', dangers: [] },
    });
    expect(await world.call('get', '/summary')).toMatchObject({ retired: 1 });
  });

  it('stays retired when it fails later, which is a danger of its own', async () => {
    service({ running: 0, rollout: 'FAILED', rolloutReason: 'no image' });
    expect(statusOf(await look())).toEqual({
      placement: 'neither',
      stage: 'retired',
      dangers: ['runs-nowhere: acute', 'target-unhealthy: acute'],
    });
    service({ rollout: 'COMPLETED', rolloutReason: undefined });
    expect(statusOf(await look()).dangers).toEqual([]);
  });

  it('is no longer retired once somebody starts the old process again', async () => {
    await hostRuns(WORKER);
    const doubled = await look();
    expect(statusOf(doubled)).toEqual({
      placement: 'both',
      stage: 'built',
      dangers: ['runs-twice: acute'],
    });
    expect(doubled.assessment.soak).toMatchObject({ good: 0, passedAt: null });
    expect(await world.history('mail-sender', 'soak-voided')).toHaveLength(1);
    await hostRuns();
    expect(statusOf(await look())).toEqual({
      ...{ placement: 'target', stage: 'cut-over', dangers: [] },
    });
  });
});
