import {
  ACCOUNT,
  MOVES_TO_ECS,
  REGION,
  startWorld,
  statusOf,
  type World,
} from './testWorld';

jest.setTimeout(120_000);

const SERVICE = {
  ref: `ecs-service:${ACCOUNT}/${REGION}/workers`,
  key: 'mail-sender',
};

describe('a worker of which only one may run', () => {
  let world: World;

  const hostRuns = (...commands: string[]) =>
    world.capture('bat001', {
      'ps.txt': [
        'USER       PID COMMAND',
        'root         1 /sbin/init',
        ...commands.map((command, i) => `batch     ${5000 + i} ${command}`),
        '',
      ].join('\n'),
    });

  beforeAll(async () => {
    world = await startWorld({ now: '2026-03-02T00:00:00Z' });
    await world.describeHost(
      'bat001',
      `
ref: resource:default/bat001
timezone: Asia/Tokyo
roles:
  - name: queue-worker
    title: Workers
    kind: resident
    workloads:
      - { name: mail-sender, process: 'bin/worker MailSender ', user: batch }
`,
    );
  });

  afterAll(() => world.stop());

  it('is discovered', async () => {
    await hostRuns('/usr/bin/ruby bin/worker MailSender --queue mail');
    await world.observe();
    expect(statusOf(await world.workload('mail-sender'))).toEqual({
      placement: 'legacy',
      stage: 'discovered',
      dangers: [],
    });
    await world.plan('mail-sender', MOVES_TO_ECS);
    expect(statusOf(await world.workload('mail-sender')).stage).toBe('planned');
    await world.record('ecs/describe-services/workers', {
      services: [],
      failures: [],
    });
    await world.link('mail-sender', SERVICE);
  });
});
