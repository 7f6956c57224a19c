import {
  ACCOUNT,
  MOVES_TO_ECS,
  on,
  REGION,
  startWorld,
  statusOf,
  type World,
} from './testWorld';

jest.setTimeout(240_000);

/** The name that clients use; a swap makes it lead to the other environment. */
const CNAME = 'api.ap-northeast-1.elasticbeanstalk.com';
const OTHER = 'api-next.ap-northeast-1.elasticbeanstalk.com';

const environment = (name: string) => ({
  ref: `beanstalk:${ACCOUNT}/${REGION}`,
  key: `${name}@${CNAME}`,
});

const SERVER_YAML = `
ref: resource:default/api
roles:
  - name: web-service
    title: API
    kind: service
    workloads:
      - { name: api, location: { ref: '${environment('api-blue').ref}', key: '${
  environment('api-blue').key
}' } }
`;

/**
 * Once the plan is saved and the place of the target is linked, everything
 * here changes in AWS only.
 */
describe('a service that moves by a swap of CNAMEs', () => {
  let world: World;

  /** What Elastic Beanstalk tells of one environment from now on. */
  const tell = (EnvironmentName: string, Status: string, name: string) => {
    world.region.environments.set(EnvironmentName, {
      ...{ EnvironmentName, Health: 'Green', CNAME: name },
      Status: Status as 'Ready',
    });
  };
  const swap = (blue: string, green: string) => {
    tell('api-blue', 'Ready', blue);
    tell('api-green', 'Ready', green);
  };
  /** A quarter of an hour later the portal looks once. */
  const look = async () => {
    world.wait({ minutes: 15 });
    await world.observe();
    return world.workload('api');
  };

  beforeAll(async () => {
    world = await startWorld({ now: '2026-03-02T00:00:00Z' });
    await world.declare('api', { 'server.yaml': SERVER_YAML });
    tell('api-blue', 'Ready', CNAME);
    await world.observe();
    await world.plan('api', { ...MOVES_TO_ECS, strategy: 'rehost' });
    await world.link('api', environment('api-green'));
  });

  afterAll(() => world.stop());

  it('is built once its environment is there and the name leads elsewhere', async () => {
    expect(statusOf(await world.workload('api'))).toEqual({
      ...{ placement: 'legacy', stage: 'planned', dangers: [] },
    });
    tell('api-green', 'Launching', OTHER);
    expect(on('target', await look())).toMatchObject({
      ...{ state: 'idle', detail: { reason: 'It is launching' } },
    });
    tell('api-green', 'Ready', OTHER);
    const built = await look();
    expect(statusOf(built)).toEqual({
      ...{ placement: 'legacy', stage: 'built', dangers: [] },
    });
    expect(on('target', built).detail).toMatchObject({
      cname: OTHER,
      reason: `${CNAME} leads elsewhere: it has ${OTHER}`,
    });
  });

  it('is cut over by the swap, and comes back by the next one', async () => {
    swap(OTHER, CNAME);
    expect(statusOf(await look())).toEqual({
      ...{ placement: 'target', stage: 'cut-over', dangers: [] },
    });
    await world.passDays(2, async () => {});
    swap(CNAME, OTHER);
    const back = await look();
    expect(statusOf(back)).toEqual({
      ...{ placement: 'legacy', stage: 'built', dangers: [] },
    });
    expect(back.assessment.soak).toMatchObject({ good: 0 });
  });

  it('runs nowhere while the name leads to neither', async () => {
    swap(OTHER, 'api-third.ap-northeast-1.elasticbeanstalk.com');
    expect(statusOf(await look()).dangers).toEqual(['runs-nowhere: acute']);
    swap(OTHER, CNAME);
    expect(statusOf(await look()).dangers).toEqual([]);
  });

  it('is proven after seven days, and retired with the old environment', async () => {
    await world.passDays(7, async () => {});
    expect(statusOf(await world.workload('api'))).toEqual({
      ...{ placement: 'target', stage: 'proven', dangers: [] },
    });
    tell('api-blue', 'Terminating', OTHER);
    expect(statusOf(await look()).stage).toBe('proven');
    tell('api-blue', 'Terminated', OTHER);
    expect(statusOf(await look())).toEqual({
      ...{ placement: 'target', stage: 'retired', dangers: [] },
    });
  });
});
