import type { TargetCandidate } from 'backstage-plugin-batch-migration-common';
import { cronHost } from './cronHost';
import { ACCOUNT, REGION, startWorld, statusOf, type World } from './testWorld';

jest.setTimeout(240_000);

const GROUP = `scheduler:${ACCOUNT}/${REGION}/news`;

const SERVER_YAML = `
ref: resource:default/bat000
timezone: Asia/Tokyo
roles:
  - name: scheduled-jobs
    title: Cron jobs
    kind: scheduled
    crontabs: [user/batch]
`;

/** What stands in AWS and was linked by nobody. */
describe('schedules that are found in AWS', () => {
  let world: World;

  const schedule = (name: string, expression: string) => {
    const { region } = world;
    region.scheduleGroups.get('news')!.set(name, {
      State: 'ENABLED',
      ScheduleExpression: expression,
      ScheduleExpressionTimezone: 'Asia/Tokyo',
      LastModificationDate: world.now(),
      Target: {
        Arn: region.arn('states', `stateMachine:${name}`),
        RoleArn: `arn:aws:iam::${ACCOUNT}:role/scheduler`,
      },
    });
    region.stateMachines.set(name, []);
  };
  /** An hour later finders look, and the portal observes. */
  const find = async () => {
    world.wait({ hours: 1 });
    await world.findTargets();
    await world.observe();
    return world.call('get', '/target-candidates');
  };
  const found = async (name: string): Promise<TargetCandidate> => {
    const { items } = await world.call('get', '/target-candidates');
    return items.find((one: TargetCandidate) => one.name === name);
  };
  const job = async () => statusOf(await world.workload('digest'));

  beforeAll(async () => {
    world = await startWorld({
      now: '2026-03-02T00:00:00Z',
      findsTargets: true,
    });
    await world.declare('bat000', { 'server.yaml': SERVER_YAML });
    const host = cronHost(world, 'bat000');
    await host.deploy('on');
    await host.capture();
    world.region.scheduleGroups.set('news', new Map());
    schedule('cost-report', 'cron(0 7 * * ? *)');
    await world.observe();
  });

  afterAll(() => world.stop());

  it('run, and replace nothing', async () => {
    expect((await find()).unread).toEqual([]);
    expect(await found('cost-report')).toMatchObject({
      location: { ref: GROUP, key: 'cost-report' },
      state: 'active',
      linked: false,
      proposals: [],
    });
    expect(await job()).toEqual({
      ...{ placement: 'legacy', stage: 'discovered', dangers: [] },
    });
  });

  it('are proposed where they do the work of a job, and linked by no machine', async () => {
    schedule('digest', 'cron(15 4 * * ? *)');
    await find();
    expect((await found('digest')).proposals).toMatchObject([
      {
        workload: { name: 'digest' },
        reasons: ['same-name', 'same-occurrences'],
        doubts: [],
      },
    ]);
    expect(await job()).toEqual({
      ...{ placement: 'legacy', stage: 'discovered', dangers: [] },
    });
  });

  it('count once a person linked them: now the job runs twice', async () => {
    await world.link('digest', { ref: GROUP, key: 'digest' });
    expect(await job()).toMatchObject({
      placement: 'both',
      dangers: ['runs-twice: acute'],
    });
    await find();
    expect(await found('digest')).toMatchObject({
      linked: true,
      linkedTo: [{ name: 'digest' }],
      proposals: [],
    });
    expect((await found('cost-report')).linked).toBe(false);
  });

  it('are not gone while AWS does not tell of them, and are not known after two looks', async () => {
    world.aws.refuse('scheduler:ListSchedules', 'AccessDeniedException');
    const { unread } = await find();
    expect(unread).toContainEqual(
      expect.objectContaining({
        place: GROUP,
        reason: expect.stringContaining('scheduler:ListSchedules'),
      }),
    );
    expect((await found('cost-report')).state).toBe('active');
    await find();
    await find();
    expect(await found('cost-report')).toMatchObject({
      ...{ state: 'unknown', goneAt: null },
    });
    world.aws.allow('scheduler:ListSchedules');
    expect((await find()).unread).toEqual([]);
    expect((await found('cost-report')).state).toBe('active');
  });

  it('are gone once they are deleted', async () => {
    world.region.scheduleGroups.get('news')!.delete('cost-report');
    await find();
    expect(await found('cost-report')).toBeUndefined();
  });
});
