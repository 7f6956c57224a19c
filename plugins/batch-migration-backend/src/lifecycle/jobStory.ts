// Only tests import this file, so it is no part of the package.
// `job.test.ts` tells it on the fake, `job.moto.test.ts` on moto_server.
/* eslint-disable jest/no-export */
import { cronHost } from './cronHost';
import type { JobPlatform } from './emulatedJob';
import { restsOn } from './restsOn';
import { dangerOf, MOVES_TO_ECS, statusOf, type World } from './testWorld';

const SERVER_YAML = `
ref: resource:default/bat000
title: bat000
timezone: Asia/Tokyo
roles:
  - name: scheduled-jobs
    title: Cron jobs
    kind: scheduled
    crontabs: [user/batch]
`;

/**
 * The story of one cron job. A person saves the plan and links the place of
 * the target; everything else changes in an emulated AWS and in what is
 * captured from the host only. Each look is one observation round.
 *
 * @param start - the world at midnight UTC, without the schedule
 * @param canFallSilent - whether this AWS can refuse to tell; else that part
 * of the story is left out
 */
export function tellJobStory(
  start: () => Promise<JobPlatform>,
  { canFallSilent }: { canFallSilent: boolean },
) {
  let platform: JobPlatform;
  let world: World;
  let host: ReturnType<typeof cronHost>;

  const job = () => world.workload('digest');
  /** The collector reads the host, then the portal looks once. */
  const look = async () => {
    await host.capture();
    await world.observe();
    return job();
  };
  /** A quarter of an hour later. */
  const soon = async () => {
    world.wait({ minutes: 15 });
    return look();
  };
  /** The last 4:15 in Tokyo, which is 19:15 in UTC. */
  const lastTick = () => {
    const tick = new Date(world.now());
    tick.setUTCHours(19, 15, 0, 0);
    if (tick > world.now()) tick.setUTCDate(tick.getUTCDate() - 1);
    return tick;
  };
  const tickOf = (daysAgo: number) =>
    new Date(lastTick().getTime() - daysAgo * 86_400_000).toISOString();
  /** The next morning, after the tick, and what ran for it. */
  const nextDay = async (...ran: Array<(tick: Date) => Promise<void>>) => {
    world.wait({ days: 1 });
    for (const started of ran) await started(lastTick());
    return look();
  };
  const onHost = async (tick: Date) => host.ran(tick);
  const onTarget = (tick: Date) => platform.ran(tick, 'succeeded');
  const failedOnTarget = (tick: Date) => platform.ran(tick, 'failed');

  beforeAll(async () => {
    platform = await start();
    ({ world } = platform);
    host = cronHost(world, 'bat000');
    await world.declare('bat000', { 'server.yaml': SERVER_YAML });
    await host.deploy('on');
  });

  afterAll(() => platform?.stop());

  it('is discovered in the crontab', async () => {
    const seen = await look();
    expect(statusOf(seen)).toEqual({
      ...{ placement: 'legacy', stage: 'discovered', dangers: [] },
    });
    expect(restsOn(seen, seen.assessment.because!.placement)).toEqual([
      'legacy active',
    ]);
  });

  it('is planned by a person, who also links its target', async () => {
    await world.plan('digest', MOVES_TO_ECS);
    await world.link('digest', platform.location);
    const planned = await soon();
    expect(statusOf(planned)).toEqual({
      ...{ placement: 'legacy', stage: 'planned', dangers: [] },
    });
    expect(planned.assessment.blockers).toMatchObject([
      { type: 'target-not-deployed' },
    ]);
  });

  it('is built once the schedule is there, switched off', async () => {
    await platform.schedule('DISABLED');
    const built = await soon();
    expect(statusOf(built)).toEqual({
      ...{ placement: 'legacy', stage: 'built', dangers: [] },
    });
    expect(restsOn(built, built.assessment.because!.stage)).toEqual([
      'target idle',
    ]);
  });

  it('runs twice while both are on', async () => {
    await platform.schedule('ENABLED');
    const both = await soon();
    expect(statusOf(both)).toEqual({
      ...{ placement: 'both', stage: 'built', dangers: ['runs-twice: acute'] },
    });
    expect(restsOn(both, both.assessment.dangers[0])).toEqual([
      'legacy active',
      'target active',
    ]);
    const ran = await nextDay(onHost, onTarget);
    expect(statusOf(ran).dangers).toEqual(['runs-twice: acute']);
    expect(dangerOf(ran, 'runs-twice')).toContain('It ran 2 times');
    expect(restsOn(ran, ran.assessment.dangers[0])).toEqual([
      'legacy active',
      'target active',
      `legacy ran unknown ${tickOf(0)}`,
      `target ran succeeded ${tickOf(0)}`,
    ]);
  });

  it('no longer does once one is off', async () => {
    await platform.schedule('DISABLED');
    expect(statusOf(await soon())).toEqual({
      ...{ placement: 'legacy', stage: 'built', dangers: [] },
    });
  });

  it('drifts when somebody edits the host, until it says again what Git says', async () => {
    host.edit('an hour later');
    const drifted = await soon();
    expect(statusOf(drifted)).toEqual({
      placement: 'legacy',
      stage: 'built',
      dangers: ['drift: acute', 'not-equivalent: pressing'],
    });
    expect(dangerOf(drifted, 'drift')).toContain('15 5 * * *');
    host.edit('on');
    expect(statusOf(await soon()).dangers).toEqual([]);
  });

  it('runs nowhere while both are off, and misses its tick', async () => {
    await host.deploy('off');
    const nowhere = await soon();
    expect(statusOf(nowhere)).toEqual({
      placement: 'neither',
      stage: 'built',
      dangers: ['runs-nowhere: acute'],
    });
    expect(restsOn(nowhere, nowhere.assessment.dangers[0])).toEqual([
      'legacy idle',
      'target idle',
    ]);
    expect(statusOf(await nextDay()).dangers).toEqual([
      'runs-nowhere: acute',
      'run-missed: acute',
    ]);
  });

  it('is cut over once its schedule is on', async () => {
    await platform.schedule('ENABLED');
    const moved = await soon();
    expect(statusOf(moved)).toEqual({
      placement: 'target',
      stage: 'cut-over',
      dangers: ['run-missed: acute'],
    });
    expect(restsOn(moved, moved.assessment.because!.stage)).toEqual([
      'legacy idle',
      'target active',
    ]);
    expect(statusOf(await nextDay(onTarget)).dangers).toEqual([]);
  });

  it('fails its soak, and starts to count anew', async () => {
    await nextDay(onTarget);
    const three = await nextDay(onTarget);
    expect(three.assessment.soak).toMatchObject({ good: 3, needed: 7 });
    const failed = await nextDay(failedOnTarget);
    expect(statusOf(failed)).toEqual({
      placement: 'target',
      stage: 'cut-over',
      dangers: ['run-failed: acute'],
    });
    expect(restsOn(failed, failed.assessment.dangers[0])).toEqual([
      'legacy idle',
      'target active',
      `target ran failed ${tickOf(0)}`,
    ]);
    expect(failed.assessment.soak).toMatchObject({ good: 0 });
    const mended = await nextDay(onTarget);
    expect(statusOf(mended).dangers).toEqual([]);
    expect(mended.assessment.soak).toMatchObject({ good: 1 });
  });

  it('misses a run, of which the next one takes nothing back', async () => {
    const missed = await nextDay();
    expect(statusOf(missed).dangers).toEqual(['run-missed: acute']);
    expect(missed.assessment.soak).toMatchObject({ good: 0 });
    const mended = await nextDay(onTarget);
    expect(statusOf(mended).dangers).toEqual([]);
    expect(mended.assessment.soak).toMatchObject({ good: 1 });
  });

  it('is rolled back', async () => {
    await platform.schedule('DISABLED');
    await host.deploy('on');
    const back = await soon();
    expect(statusOf(back)).toEqual({
      ...{ placement: 'legacy', stage: 'built', dangers: [] },
    });
    expect(back.assessment.soak).toMatchObject({ good: 0, passedAt: null });
    expect(statusOf(await nextDay(onHost)).dangers).toEqual([]);
  });

  it('is proven by seven good runs after it moved again', async () => {
    await host.deploy('off');
    await platform.schedule('ENABLED');
    expect(statusOf(await soon()).stage).toBe('cut-over');
    for (let day = 1; day < 7; day += 1) {
      const { assessment } = await nextDay(onTarget);
      expect(assessment).toMatchObject({
        stage: 'cut-over',
        soak: { good: day, needed: 7, passedAt: null },
        dangers: [],
      });
    }
    const proven = await nextDay(onTarget);
    expect(statusOf(proven)).toEqual({
      ...{ placement: 'target', stage: 'proven', dangers: [] },
    });
    expect(restsOn(proven, proven.assessment.because!.stage)).toEqual([
      'legacy idle',
      ...[6, 5, 4, 3, 2, 1, 0].map(
        ago => `target ran succeeded ${tickOf(ago)}`,
      ),
    ]);
    expect(await world.history('digest', 'soak-passed')).toHaveLength(1);
  });

  it('stays proven after a run that fails, which is a danger', async () => {
    expect(statusOf(await nextDay(failedOnTarget))).toEqual({
      placement: 'target',
      stage: 'proven',
      dangers: ['run-failed: acute'],
    });
    expect(statusOf(await nextDay(onTarget)).dangers).toEqual([]);
  });

  if (canFallSilent) {
    it('stays proven and is stale while AWS says nothing', async () => {
      const speak = platform.fallSilent!();
      world.wait({ hours: 26 });
      await host.capture();
      const { failures } = await world.call('post', '/refresh');
      expect(failures).toMatchObject([
        { reason: expect.stringContaining('refused scheduler:GetSchedule') },
      ]);
      const silent = await job();
      expect(statusOf(silent)).toEqual({
        placement: 'unknown',
        stage: 'proven',
        stale: true,
        dangers: ['stale: pressing'],
      });
      expect(dangerOf(silent, 'stale')).toContain('scheduler:GetSchedule');

      speak();
      await onTarget(lastTick());
      expect(statusOf(await soon())).toEqual({
        ...{ placement: 'target', stage: 'proven', dangers: [] },
      });
    });
  }

  it('is no longer proven after a rollback, and proves itself again', async () => {
    await platform.schedule('DISABLED');
    await host.deploy('on');
    const back = await soon();
    expect(statusOf(back)).toEqual({
      ...{ placement: 'legacy', stage: 'built', dangers: [] },
    });
    expect(back.assessment.soak).toMatchObject({ good: 0, passedAt: null });

    await host.deploy('off');
    await platform.schedule('ENABLED');
    await soon();
    for (let day = 0; day < 6; day += 1) await nextDay(onTarget);
    expect(statusOf(await job()).stage).toBe('cut-over');
    expect(statusOf(await nextDay(onTarget)).stage).toBe('proven');
    expect(await world.history('digest', 'soak-passed')).toHaveLength(2);
  });

  it('is retired when its line is gone, not only off', async () => {
    const { blockers } = (await job()).assessment;
    expect(blockers).toMatchObject([{ type: 'legacy-not-removed' }]);
    await host.deploy('deleted');
    const retired = await soon();
    expect(statusOf(retired)).toEqual({
      ...{ placement: 'target', stage: 'retired', dangers: [] },
    });
    expect(retired.assessment.blockers).toEqual([]);
    expect(restsOn(retired, retired.assessment.because!.placement)).toEqual([
      'legacy absent',
      'target active',
    ]);
  });
}
