import {
  emulateInstance,
  emulateWorkers,
  processList,
  serviceIn,
  type EmulatedWorkers,
} from './emulatedWorkers';
import { restsOn } from './restsOn';
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

const HOST = 'i-0b002f2d4e5b6a702';

const SERVER_YAML = `
ref: resource:default/bat002
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

/**
 * Nobody can read a host that is stopped: its last capture lapses after seven
 * days, and EC2 alone tells that nothing runs there.
 */
describe('a singleton worker whose whole host is stopped', () => {
  let world: World;
  let aws: EmulatedWorkers;

  const worker = () => world.workload('mail-sender');
  const days = (count: number) => world.passDays(count, async () => {});
  /** A quarter of an hour later the portal looks once. */
  const look = async () => {
    world.wait({ minutes: 15 });
    await world.observe();
    return worker();
  };

  beforeAll(async () => {
    world = await startWorld({ now: '2026-03-02T00:00:00Z' });
    aws = emulateWorkers(world, 'workers');
    await world.describeHost('bat002', SERVER_YAML);
    await world.capture('bat002', {
      'ps.txt': processList('ruby bin/worker MailSender --queue mail'),
    });
    emulateInstance(world, HOST, 'running');
    await world.observe();
    await world.plan('mail-sender', MOVES_TO_ECS);
    await world.link('mail-sender', serviceIn('workers', 'mail-sender'));
    aws.service('mail-sender', { desired: 0, maximumPercent: 100 });
  });

  afterAll(() => world.stop());

  it('is cut over once the host is stopped and the service runs', async () => {
    expect(statusOf(await look())).toEqual({
      ...{ placement: 'legacy', stage: 'built', dangers: [] },
    });
    emulateInstance(world, HOST, 'stopped');
    aws.service('mail-sender', { desired: 1 });
    const moved = await look();
    expect(statusOf(moved)).toEqual({
      ...{ placement: 'target', stage: 'cut-over', dangers: [] },
    });
    expect(on('legacy', moved)).toMatchObject({
      state: 'idle',
      detail: { reason: 'Its host bat002 is stopped.' },
    });
    expect(restsOn(moved, moved.assessment.because!.placement)).toEqual([
      'host idle',
      'legacy active',
      'target active',
    ]);
  });

  it('runs twice once somebody starts the host again', async () => {
    emulateInstance(world, HOST, 'running');
    expect(statusOf(await look())).toEqual({
      placement: 'both',
      stage: 'built',
      dangers: ['runs-twice: acute'],
    });
    emulateInstance(world, HOST, 'stopped');
    expect(statusOf(await look())).toEqual({
      ...{ placement: 'target', stage: 'cut-over', dangers: [] },
    });
  });

  it('is proven after seven days in which EC2 saw the host stopped', async () => {
    await days(6);
    expect(statusOf(await worker())).toEqual({
      ...{ placement: 'target', stage: 'cut-over', dangers: [] },
    });
    await days(1);
    expect(statusOf(await worker())).toEqual({
      ...{ placement: 'target', stage: 'proven', dangers: [] },
    });
  });

  it('is not retired by being stopped, however long', async () => {
    await days(10);
    expect(statusOf(await worker())).toEqual({
      ...{ placement: 'target', stage: 'proven', dangers: [] },
    });
  });

  it('knows nothing of a host that is started again and not read', async () => {
    emulateInstance(world, HOST, 'running');
    expect(statusOf(await look())).toEqual({
      placement: 'unknown',
      stage: 'proven',
      stale: true,
      dangers: ['stale: pressing'],
    });
    emulateInstance(world, HOST, 'stopped');
    expect(statusOf(await look())).toEqual({
      ...{ placement: 'target', stage: 'proven', dangers: [] },
    });
  });

  it('is retired once the host is terminated, and stays so', async () => {
    emulateInstance(world, HOST, 'terminated');
    expect(statusOf(await look())).toEqual({
      ...{ placement: 'target', stage: 'retired', dangers: [] },
    });
    world.region.instances.delete(HOST); // EC2 forgets it within the hour
    await days(30);
    const retired = await worker();
    expect(statusOf(retired)).toEqual({
      ...{ placement: 'target', stage: 'retired', dangers: [] },
    });
    expect(on('legacy', retired).state).toBe('absent');
    expect(await world.call('get', '/servers/default/bat002')).toMatchObject({
      ...{ state: 'retired', canBeShutDown: true, left: 0, reasons: [] },
    });
  });
});
