import {
  everybodyTo,
  startService,
  testersTo,
  type EmulatedTraffic,
} from './emulatedTraffic';
import { dangerOf, MOVES_TO_ECS, on, statusOf, type World } from './testWorld';

jest.setTimeout(240_000);

/**
 * Once the plan is saved and the place of the target is linked, everything
 * here changes in AWS only.
 */
describe('a service that moves by a canary', () => {
  let world: World;
  let aws: EmulatedTraffic;

  const web = () => world.workload('web');
  /** A quarter of an hour later the portal looks once. */
  const look = async () => {
    world.wait({ minutes: 15 });
    await world.observe();
    return web();
  };
  const shift = (toOld: number, toNew: number) =>
    aws.everybody({ 'web-old': toOld, 'web-new': toNew });
  const days = (count: number) => world.passDays(count, async () => {});

  beforeAll(async () => {
    ({ world, aws } = await startService());
  });

  afterAll(() => world.stop());

  it('is discovered behind its load balancer, and planned', async () => {
    await world.observe();
    expect(statusOf(await web())).toEqual({
      ...{ placement: 'legacy', stage: 'discovered', dangers: [] },
    });
    await world.plan('web', MOVES_TO_ECS);
    await world.link('web', everybodyTo('web-new'));
    const planned = await web();
    expect(statusOf(planned)).toEqual({
      ...{ placement: 'legacy', stage: 'planned', dangers: [] },
    });
    expect(on('target', planned)).toMatchObject({
      state: 'absent',
      detail: { reason: 'The rule leads to no target group web-new' },
    });
  });

  it('is built once its target group is in the rule, with weight 0', async () => {
    shift(100, 0);
    const built = await look();
    expect(statusOf(built)).toEqual({
      ...{ placement: 'legacy', stage: 'built', dangers: [] },
    });
    expect(on('target', built)).toMatchObject({
      state: 'idle',
      detail: {
        traffic: {
          ...{ weight: 0, totalWeight: 100, requests: 0, alarms: [] },
          ...{ conditions: [], targets: { healthy: 2, registered: 2 } },
        },
      },
    });
  });

  it.each([
    [10, 90],
    [50, 450],
  ])('is on both sides at %d %%, which is no danger', async (weight, count) => {
    shift(100 - weight, weight);
    aws.requests('web-new', count);
    const canary = await look();
    expect(statusOf(canary)).toEqual({
      ...{ placement: 'both', stage: 'built', dangers: [] },
    });
    expect(on('target', canary).detail.traffic).toMatchObject({
      ...{ weight, totalWeight: 100, requests: count },
    });
    expect(on('legacy', canary).detail.traffic).toMatchObject({
      ...{ weight: 100 - weight, totalWeight: 100 },
    });
  });

  it('shows an alarm that sounds, as long as it sounds', async () => {
    aws.alarm('web-new', 'web-new 5xx', true);
    const sounding = await look();
    expect(on('target', sounding).detail.traffic?.alarms).toEqual([
      'web-new 5xx',
    ]);
    expect(dangerOf(sounding, 'target-unhealthy')).toContain('web-new 5xx');
    aws.alarm('web-new', 'web-new 5xx', false);
    const quiet = await look();
    expect(on('target', quiet).detail.traffic?.alarms).toEqual([]);
    expect(statusOf(quiet).dangers).toEqual([]);
  });

  it('is in danger while no target is healthy, also as a canary', async () => {
    aws.targets('web-new', 0, 2);
    const sick = await look();
    expect(statusOf(sick)).toEqual({
      placement: 'both',
      stage: 'built',
      dangers: ['target-unhealthy: acute'],
    });
    expect(dangerOf(sick, 'target-unhealthy')).toContain('None of 2 targets');
    aws.targets('web-new', 2);
    expect(statusOf(await look()).dangers).toEqual([]);
  });

  it('is cut over at 100 %', async () => {
    shift(0, 100);
    const moved = await look();
    expect(statusOf(moved)).toEqual({
      ...{ placement: 'target', stage: 'cut-over', dangers: [] },
    });
    expect(on('legacy', moved).state).toBe('idle');
  });

  it('runs nowhere where the rule sends nobody to either side', async () => {
    shift(0, 0);
    expect(statusOf(await look())).toEqual({
      placement: 'neither',
      stage: 'built',
      dangers: ['runs-nowhere: acute'],
    });
    shift(0, 100);
    expect(statusOf(await look())).toEqual({
      ...{ placement: 'target', stage: 'cut-over', dangers: [] },
    });
  });

  it('fails its soak where the rule sends nobody anywhere for a while', async () => {
    await days(1);
    expect((await web()).assessment.soak).toMatchObject({ good: 1 });
    shift(0, 0);
    expect(statusOf(await look()).dangers).toEqual(['runs-nowhere: acute']);
    expect((await look()).assessment.soak).toMatchObject({ good: 1 });
    expect((await look()).assessment.soak).toMatchObject({ good: 0 });
    shift(0, 100);
    const mended = await look();
    expect(statusOf(mended)).toEqual({
      ...{ placement: 'target', stage: 'cut-over', dangers: [] },
    });
    expect(mended.assessment.soak).toMatchObject({ good: 0, needed: 7 });
  });

  it('goes back to 0 % before it has proven itself', async () => {
    await days(3);
    expect((await web()).assessment.soak).toMatchObject({ good: 3 });
    shift(100, 0);
    const back = await look();
    expect(statusOf(back)).toEqual({
      ...{ placement: 'legacy', stage: 'built', dangers: [] },
    });
    expect(back.assessment.soak).toMatchObject({ good: 0, passedAt: null });
  });

  it('is proven after seven days, and the way back stands open', async () => {
    shift(0, 100);
    await look();
    await days(6);
    expect(statusOf(await web()).stage).toBe('cut-over');
    await days(1);
    const proven = await web();
    expect(statusOf(proven)).toEqual({
      ...{ placement: 'target', stage: 'proven', dangers: [] },
    });
    expect(proven.assessment.blockers.map(({ type }) => type)).toEqual([
      'legacy-not-removed',
    ]);
    expect(await world.history('web', 'soak-passed')).toHaveLength(1);
  });

  it('keeps what it has proven when AWS tells nothing, and calls it stale', async () => {
    world.aws.refuse('elasticloadbalancing:DescribeRules', 'AccessDenied');
    const silent = await look();
    expect(statusOf(silent)).toEqual({
      placement: 'unknown',
      stage: 'proven',
      stale: true,
      dangers: ['stale: pressing'],
    });
    world.aws.allow('elasticloadbalancing:DescribeRules');
    expect(statusOf(await look())).toEqual({
      ...{ placement: 'target', stage: 'proven', dangers: [] },
    });
  });

  it('goes back to 0 % after all, which voids the soak', async () => {
    shift(90, 10);
    expect(statusOf(await look())).toEqual({
      ...{ placement: 'both', stage: 'built', dangers: [] },
    });
    shift(100, 0);
    const back = await look();
    expect(statusOf(back)).toEqual({
      ...{ placement: 'legacy', stage: 'built', dangers: [] },
    });
    expect(back.assessment.soak).toMatchObject({ good: 0, passedAt: null });
    expect(await world.history('web', 'soak-voided')).toHaveLength(1);
  });

  it('is retired once it has proven itself anew and the old group left the rule', async () => {
    shift(0, 100);
    await look();
    await days(7);
    expect(statusOf(await web()).stage).toBe('proven');
    aws.everybody({ 'web-new': 100 });
    const retired = await look();
    expect(statusOf(retired)).toEqual({
      ...{ placement: 'target', stage: 'retired', dangers: [] },
    });
    expect(retired.assessment.blockers).toEqual([]);
    expect(await world.history('web', 'stage-changed')).toEqual([
      'web went from discovered to planned',
      'web went from planned to built',
      'web went from built to cut-over',
      'web went from cut-over to built', // the rule sent nobody anywhere
      'web went from built to cut-over',
      'web went from cut-over to built', // it failed its soak
      'web went from built to cut-over',
      'web went from cut-over to built', // back to 0 % after three days
      'web went from built to cut-over',
      'web went from cut-over to proven',
      'web went from proven to built', // back to 0 % after seven
      'web went from built to cut-over',
      'web went from cut-over to proven',
      'web went from proven to retired',
    ]);
  });
});

describe('a service that is tried by its header first', () => {
  let world: World;
  let aws: EmulatedTraffic;

  const look = async () => {
    world.wait({ minutes: 15 });
    await world.observe();
    return world.workload('web');
  };

  beforeAll(async () => {
    ({ world, aws } = await startService());
    await world.observe();
    await world.plan('web', MOVES_TO_ECS);
    await world.link('web', testersTo('web-new'));
  });

  afterAll(() => world.stop());

  it('is on both sides while testers are sent to the new one', async () => {
    expect(statusOf(await look())).toMatchObject({
      ...{ placement: 'legacy', stage: 'planned' },
    });
    aws.testers({ 'web-new': 1 });
    const tried = await look();
    expect(statusOf(tried)).toEqual({
      ...{ placement: 'both', stage: 'built', dangers: [] },
    });
    expect(on('target', tried).detail.traffic).toMatchObject({
      ...{ weight: 1, totalWeight: 1, conditions: ['header X-Canary: 1'] },
    });
  });

  it('presses nobody but the testers while no target is healthy', async () => {
    aws.targets('web-new', 0, 1);
    expect(statusOf(await look()).dangers).toEqual([
      'target-unhealthy: pressing',
    ]);
    aws.targets('web-new', 1);
    expect(statusOf(await look()).dangers).toEqual([]);
  });

  it('is no canary any more once the rule is gone', async () => {
    aws.testers(null);
    const back = await look();
    expect(statusOf(back)).toMatchObject({ placement: 'legacy', dangers: [] });
    expect(on('target', back)).toMatchObject({
      state: 'absent',
      detail: { reason: expect.stringContaining('Its listener has no rule') },
    });
  });
});
