import { mockServices } from '@backstage/backend-test-utils';
import type { ServerInventory } from 'backstage-plugin-batch-migration-common';
import type { KnownServers } from 'backstage-plugin-batch-migration-node';
import { describeInventorySource } from 'backstage-plugin-batch-migration-node/testUtils';
import { startFakeAws } from '../testFake';
import { AwsInventorySource } from './AwsInventorySource';
import type { AwsInventoryOptions } from './readAwsInventories';
import {
  addInstance,
  failuresOf,
  idOf,
  knownServer,
  knownServers,
  NOW,
  OPTIONS,
  PLACE,
  readAll,
  serversOf,
} from './testAwsEstate';

type Fake = Awaited<ReturnType<typeof startFakeAws>>;

const EVENT = {
  Code: 'instance-retirement' as const,
  Description: 'The instance is running on degraded hardware',
  // In Tokyo it is the day after.
  NotBefore: new Date('2026-03-17T16:00:00Z'),
};
const PLATFORM =
  'arn:aws:elasticbeanstalk:ap-northeast-1::platform/Passenger with Ruby 2.6/2.11.7';

let aws: Fake;
let region: ReturnType<Fake['region']>;

beforeEach(async () => {
  aws = await startFakeAws();
  region = aws.region(PLACE.accountId, PLACE.region);
});
afterEach(() => aws.stop());

const sourceOf = (options: Partial<AwsInventoryOptions> = {}) =>
  new AwsInventorySource(
    aws.clients,
    { ...OPTIONS, ...options },
    mockServices.logger.mock(),
  );

const read = (
  options: Partial<AwsInventoryOptions> = {},
  known?: KnownServers,
) => readAll(sourceOf(options).read({ now: NOW, known }));

const factsOf = ({ server }: ServerInventory) =>
  Object.fromEntries(server.facts.map(({ name, value }) => [name, value]));

function addGroup(name: string, ids: string[], over: object = {}) {
  region.autoScalingGroups.set(name, {
    AutoScalingGroupName: name,
    MinSize: 2,
    MaxSize: 4,
    DesiredCapacity: 2,
    DefaultCooldown: 300,
    AvailabilityZones: ['ap-northeast-1a'],
    HealthCheckType: 'EC2',
    CreatedTime: NOW,
    Instances: ids.map(InstanceId => ({
      InstanceId,
      AvailabilityZone: 'ap-northeast-1a',
      LifecycleState: 'InService' as const,
      HealthStatus: 'Healthy',
      ProtectedFromScaleIn: false,
    })),
    Tags: [{ Key: 'legacy', Value: 'yes' }],
    ...over,
  });
}

function addEnvironment(name: string, tags: object, over: object = {}) {
  const EnvironmentArn = region.arn(
    'elasticbeanstalk',
    `environment/pay/${name}`,
  );
  region.environments.set(name, {
    EnvironmentName: name,
    EnvironmentArn,
    ApplicationName: 'pay',
    Status: 'Ready',
    CNAME: `${name}.ap-northeast-1.elasticbeanstalk.com`,
    SolutionStackName: '64bit Amazon Linux 2018.03 v2.11.7 running Ruby 2.6',
    PlatformArn: PLATFORM,
    Tier: { Name: 'WebServer', Type: 'Standard' },
    ...over,
  });
  region.environmentTags.set(EnvironmentArn, { ...tags });
  region.platforms.set(PLATFORM, { PlatformBranchLifecycleState: 'Retired' });
}

describe('the AWS inventory', () => {
  it('tells an instance with the tag, its facts with source and time, and its dates', async () => {
    addInstance(
      region,
      idOf(1),
      { Name: 'bat000' },
      { status: { Events: [EVENT] } },
    );
    addInstance(region, idOf(2), { Name: 'new-platform', legacy: '' });
    region.instances.get(idOf(2))!.instance.Tags = [];
    region.instanceTypes.set('c3.xlarge', {
      CurrentGeneration: false,
      MemoryInfo: { SizeInMiB: 7680 },
    });
    const readings = await read();
    expect(failuresOf(readings)).toEqual([]);
    const [inventory, ...others] = serversOf(readings);
    expect(others).toEqual([]);
    expect(inventory).toMatchObject({
      server: {
        ref: 'resource:default/bat000',
        title: 'bat000',
        instances: [{ ref: 'ec2:111122223333/ap-northeast-1', key: idOf(1) }],
        hardDates: [
          {
            date: '2026-03-18',
            effect: `instance-retirement of ${idOf(1)}: ${EVENT.Description}`,
            source: 'EC2 scheduled events',
          },
        ],
      },
      fromOutside: true,
      datesOf: 'aws:111122223333/ap-northeast-1',
      capturedAt: NOW.toISOString(),
      items: [],
      places: [],
      issues: [],
    });
    expect(factsOf(inventory)).toEqual({
      'instance-type': 'c3.xlarge',
      'instance-generation': 'previous',
      'memory-mib': '7680',
      virtualization: 'paravirtual',
      platform: 'Linux/UNIX',
      image: 'ami-0495cf29924df6c07',
      'launched-at': '2015-07-15T02:11:40.000Z',
      'instance-state': 'running',
      'scheduled-events': expect.stringContaining('2026-03-17T16:00:00.000Z'),
    });
    expect(inventory.server.facts[0]).toEqual({
      name: 'instance-type',
      value: 'c3.xlarge',
      source: 'EC2',
      observedAt: NOW.toISOString(),
    });
  });

  it.each([
    // None of them ends a host.
    'instance-reboot' as const,
    'system-reboot' as const,
    'system-maintenance' as const,
  ])('%s is a fact and no hard date', async Code => {
    const event = { ...EVENT, Code };
    addInstance(
      region,
      idOf(1),
      { Name: 'a' },
      { status: { Events: [event] } },
    );
    const [inventory] = serversOf(await read());
    expect(inventory.server.hardDates).toEqual([]);
    expect(factsOf(inventory)['scheduled-events']).toContain(Code);
  });

  it('tells nothing of events that are over or called off', async () => {
    const Events = ['[Completed] done', '[Canceled] not needed'].map(
      Description => ({ ...EVENT, Description }),
    );
    addInstance(region, idOf(1), { Name: 'a' }, { status: { Events } });
    const [inventory] = serversOf(await read());
    expect(inventory.server.hardDates).toEqual([]);
    expect(factsOf(inventory)['scheduled-events']).toBe('none');
  });

  it('reads every page, and takes only the values that are asked for', async () => {
    for (let number = 0; number < 1200; number += 1) {
      addInstance(region, idOf(number), {
        Name: `host-${number}`,
        legacy: number % 2 ? 'yes' : 'no',
      });
      region.managedHosts.set(idOf(number), { PingStatus: 'Online' });
    }
    expect(serversOf(await read())).toHaveLength(1200);
    const calls = (action: string) =>
      aws.requests.filter(request => request === action).length;
    expect(calls('ec2:DescribeInstances')).toBe(2);
    expect(calls('ec2:DescribeInstanceStatus')).toBe(6);
    expect(calls('ssm:DescribeInstanceInformation')).toBe(24);
    // Each is a call for one host: some in each round.
    expect(calls('ssm:ListInventoryEntries')).toBe(50);
    const tags = { ...OPTIONS.tags, values: ['yes'] };
    expect(serversOf(await read({ tags }))).toHaveLength(600);
  });

  it('takes an Auto Scaling group for one server, whatever its instances are called', async () => {
    const ids = [idOf(1), idOf(2), idOf(3)];
    addGroup('api-2019', ids, {
      Tags: [
        { Key: 'legacy', Value: 'yes' },
        { Key: 'server', Value: 'api' },
      ],
      MixedInstancesPolicy: {
        LaunchTemplate: {
          LaunchTemplateSpecification: { LaunchTemplateName: 'api' },
          Overrides: [
            { InstanceType: 'c4.xlarge' },
            { InstanceType: 'c5.xlarge' },
          ],
        },
      },
    });
    const own = { 'aws:autoscaling:groupName': 'api-2019', Name: 'api-host' };
    addInstance(region, ids[0], own, { InstanceType: 'c4.xlarge' });
    addInstance(region, ids[1], own, { InstanceType: 'c5.xlarge' });
    // Auto Scaling does not copy every tag to what it starts.
    addInstance(region, ids[2], own, { InstanceType: 'c5.xlarge', Tags: [] });
    const [inventory, ...others] = serversOf(await read());
    expect(others).toEqual([]);
    expect(inventory.server.ref).toBe('resource:default/api');
    expect(inventory.server.instances.map(({ key }) => key)).toEqual(ids);
    expect(factsOf(inventory)).toMatchObject({
      'auto-scaling-group': 'api-2019',
      'group-size': '2 wanted, from 2 to 4',
      'group-instance-types': 'c4.xlarge, c5.xlarge',
      'launched-from': 'launch template api',
      'instance-type': `c4.xlarge (${ids[0]}); c5.xlarge (${ids[1]}, ${ids[2]})`,
      virtualization: 'paravirtual',
    });
  });

  it('sets no hard date where a group replaces the host', async () => {
    addGroup('api', [idOf(1)]);
    addInstance(region, idOf(1), {}, { status: { Events: [EVENT] } });
    const [inventory] = serversOf(await read());
    expect(inventory.server.hardDates).toEqual([]);
    expect(factsOf(inventory)['scheduled-events']).toContain('retirement');
  });

  it('tells environments of Elastic Beanstalk, their tier and the life of their platform', async () => {
    const tags = { legacy: 'yes', server: 'payments', owner: 'payments' };
    addEnvironment('pay-web', tags);
    addEnvironment('pay-worker', tags, {
      Tier: { Name: 'Worker', Type: 'SQS/HTTP' },
    });
    addEnvironment('other', {});
    addEnvironment('gone', tags, { Status: 'Terminated' });
    addInstance(
      region,
      idOf(1),
      {},
      {
        Tags: [{ Key: 'elasticbeanstalk:environment-name', Value: 'pay-web' }],
      },
    );
    const readings = await read();
    expect(failuresOf(readings)).toEqual([]);
    const [inventory, ...others] = serversOf(readings);
    expect(others).toEqual([]);
    expect(inventory.server).toMatchObject({
      ref: 'resource:default/payments',
      ownerRef: 'group:default/payments',
      instances: [{ key: idOf(1) }],
    });
    expect(
      inventory.roles.map(({ ref, type, kind }) => [ref, type, kind]),
    ).toEqual([
      ['resource:default/payments-web-service', 'web-service', 'service'],
      ['resource:default/payments-queue-worker', 'queue-worker', 'resident'],
    ]);
    expect(factsOf(inventory)).toMatchObject({
      'beanstalk-application': 'pay',
      'beanstalk-environment': 'pay-web (pay-web); pay-worker (pay-worker)',
      'beanstalk-platform': expect.stringContaining('Ruby 2.6'),
      'beanstalk-platform-state': 'branch Retired',
    });
  });

  it('tells what the agent of Systems Manager knows of the host', async () => {
    addInstance(region, idOf(1), { Name: 'batch-server' });
    region.managedHosts.set(idOf(1), {
      PlatformName: 'Ubuntu',
      PlatformVersion: '14.04',
      AgentVersion: '2.3.1205.0',
      PingStatus: 'Online',
      LastPingDateTime: new Date('2026-02-12T01:20:00Z'),
    });
    region.applications.set(idOf(1), {
      capturedAt: '2026-02-12T00:00:00Z',
      entries: [
        { Name: 'cron', Version: '3.0pl1-124ubuntu2' },
        { Name: 'nginx', Version: '1.4.6' },
      ],
    });
    const [inventory] = serversOf(await read());
    expect(factsOf(inventory)).toMatchObject({
      os: 'Ubuntu 14.04',
      'ssm-agent': '2.3.1205.0',
      'ssm-ping': 'Online',
      'package-cron': 'cron 3.0pl1-124ubuntu2',
      'package-openssl': null,
    });
    expect(
      inventory.server.facts.find(({ name }) => name === 'package-cron'),
    ).toMatchObject({
      source: 'SSM inventory',
      observedAt: '2026-02-12T00:00:00.000Z',
    });
  });

  it('asks for packages once a day, and keeps what was told before', async () => {
    addInstance(region, idOf(1), { Name: 'a' });
    region.managedHosts.set(idOf(1), { PingStatus: 'Online' });
    const fact = {
      name: 'package-cron',
      value: 'cron 3.0',
      source: 'SSM inventory',
      observedAt: '2026-02-12T00:00:00.000Z',
    };
    const known = knownServers(knownServer('a', { facts: [fact] }));
    const [inventory] = serversOf(await read({}, known));
    expect(inventory.server.facts).toContainEqual(fact);
    expect(aws.requests).not.toContain('ssm:ListInventoryEntries');
  });

  it('is about the server that has the instance already, under its own words', async () => {
    addInstance(region, idOf(1), {
      Name: 'ip-10-0-0-7',
      role: 'bastion tools',
      owner: 'aws',
    });
    const bastion = {
      ref: 'resource:default/jump-bastion',
      title: 'The way in',
      description: null,
      type: 'bastion',
      kind: 'on-demand' as const,
      ownerRef: 'group:default/sre',
      systemRef: null,
      serverRefs: ['resource:default/jump'],
    };
    const known = knownServers(
      knownServer(
        'jump',
        {
          title: 'Jump host',
          ownerRef: 'group:default/sre',
          instances: [{ ref: 'ec2:111122223333/ap-northeast-1', key: idOf(1) }],
        },
        [bastion],
      ),
    );
    const [inventory] = serversOf(await read({}, known));
    expect(inventory.server).toMatchObject({
      ref: 'resource:default/jump',
      title: 'Jump host',
      ownerRef: null,
    });
    expect(inventory.roles).toEqual([
      bastion,
      expect.objectContaining({
        ref: 'resource:default/jump-tools',
        ownerRef: 'group:default/sre',
      }),
    ]);
  });

  it('counts hosts of one name as one server, and says so', async () => {
    addInstance(region, idOf(1), { Name: 'web' });
    addInstance(region, idOf(2), { Name: 'Web' });
    addInstance(
      region,
      idOf(3),
      { Name: 'web' },
      { State: { Name: 'terminated' } },
    );
    const [inventory, ...others] = serversOf(await read());
    expect(others).toEqual([]);
    expect(inventory.server.instances.map(({ key }) => key)).toEqual([
      idOf(1),
      idOf(2),
    ]);
    expect(inventory.issues).toMatchObject([
      { code: 'aws-tags', message: expect.stringContaining('one name') },
    ]);
    expect(inventory.issues[0].message).not.toContain(idOf(3));
  });

  it('makes no server of an instance that is gone, and tells of it where it is known', async () => {
    addInstance(
      region,
      idOf(1),
      { Name: 'a' },
      { State: { Name: 'terminated' } },
    );
    expect(await read()).toEqual([]);
    const [inventory] = serversOf(
      await read({}, knownServers(knownServer('a'))),
    );
    expect(factsOf(inventory)['instance-state']).toBe('terminated');
  });

  it('says the same once it is known, so that it is no event again', async () => {
    addInstance(
      region,
      idOf(1),
      { Name: 'A', owner: 'sre', role: 'bastion' },
      { status: { Events: [EVENT] } },
    );
    addInstance(region, idOf(2), { Name: 'a' });
    region.managedHosts.set(idOf(1), { PingStatus: 'Online' });
    region.applications.set(idOf(1), {
      capturedAt: '2026-02-12T00:00:00Z',
      entries: [],
    });
    const [first] = serversOf(await read());
    const known = knownServers({ server: first.server, roles: first.roles });
    expect(serversOf(await read({}, known))).toEqual([first]);
  });

  it('sets no hard date for a day that somebody wrote down', async () => {
    addInstance(
      region,
      idOf(1),
      { Name: 'a' },
      { status: { Events: [EVENT] } },
    );
    const hardDates = [
      { date: '2026-03-18', effect: 'AWS retires it', source: 'AWS Health' },
    ];
    const known = knownServers(knownServer('a', { hardDates }));
    const [inventory] = serversOf(await read({}, known));
    expect(inventory.server.hardDates).toEqual([]);
  });

  it.each([
    [{ role: 'nonsense' }, /names the role nonsense, which is none of/],
    [{ owner: 'a b' }, /must be the name of a group/],
  ])('says which tag %j nobody understands', async (tags, message) => {
    addInstance(region, idOf(1), { Name: 'a', ...tags });
    const [{ issues }] = serversOf(await read());
    expect(issues).toMatchObject([{ message: expect.stringMatching(message) }]);
  });

  it('masks what looks like a credential in names and tags', async () => {
    addInstance(
      region,
      idOf(1),
      { Name: 'a' },
      { PlatformDetails: 'x password=hunter2secret' },
    );
    expect(JSON.stringify(await read())).not.toContain('hunter2secret');
  });

  it('makes a name that the catalog takes of any tag', async () => {
    addInstance(region, idOf(1), { Name: ' 本番 Batch/01 <script> ' });
    addInstance(region, idOf(2), { Name: '日本語' });
    expect(serversOf(await read()).map(({ server }) => server.ref)).toEqual([
      'resource:default/batch-01-script',
      'resource:default/unnamed',
    ]);
  });

  it.each([
    [
      'ec2:DescribeInstances',
      'UnauthorizedOperation',
      'AWS refused',
      'api pay',
    ],
    [
      'ec2:DescribeInstanceStatus',
      'UnauthorizedOperation',
      'scheduled events',
      'a api pay',
    ],
    [
      'ec2:DescribeInstanceTypes',
      'UnauthorizedOperation',
      'generation and memory',
      'a api pay',
    ],
    [
      'autoscaling:DescribeAutoScalingGroups',
      'AccessDenied',
      'Auto Scaling groups',
      'a api pay',
    ],
    [
      'elasticbeanstalk:DescribeEnvironments',
      'AccessDenied',
      'environments',
      'a api',
    ],
    [
      'elasticbeanstalk:ListTagsForResource',
      'AccessDenied',
      'which environments',
      'a api',
    ],
    [
      'elasticbeanstalk:DescribePlatformVersion',
      'AccessDenied',
      'platforms',
      'a api pay',
    ],
    [
      'ssm:DescribeInstanceInformation',
      'AccessDeniedException',
      'operating systems',
      'a api pay',
    ],
    [
      'ssm:ListInventoryEntries',
      'AccessDeniedException',
      'packages',
      'a api pay',
    ],
  ])(
    'without %s (%s) it says "%s" and tells of %s',
    async (action, code, missing, servers) => {
      addGroup('api', [idOf(2)]);
      addEnvironment('pay', { legacy: 'yes' });
      addInstance(region, idOf(1), { Name: 'a' });
      addInstance(region, idOf(2), { 'aws:autoscaling:groupName': 'api' });
      region.managedHosts.set(idOf(1), { PingStatus: 'Online' });
      aws.refuse(action, code);
      const readings = await read();
      expect(failuresOf(readings)).toEqual([expect.stringContaining(missing)]);
      expect(failuresOf(readings)[0]).toContain(action);
      expect(readings[readings.length - 1].status).toBe('failed');
      const names = serversOf(readings).map(({ server }) => server.title);
      expect(names.join(' ')).toBe(servers);
    },
  );

  it('keeps its hard dates where EC2 does not tell of events', async () => {
    addInstance(region, idOf(1), { Name: 'a' });
    aws.refuse('ec2:DescribeInstanceStatus', 'UnauthorizedOperation');
    const [inventory] = serversOf(await read());
    expect(inventory.datesOf).toBeUndefined();
    expect(factsOf(inventory)).not.toHaveProperty('scheduled-events');
  });

  it.each([
    ['ExpiredTokenException', 'No valid credentials'],
    ['OptInRequired', 'enable the region'],
    ['RequestLimitExceeded', 'throttled'],
  ])(
    'says of %s what to mend, and tells of no server',
    async (code, reason) => {
      addInstance(region, idOf(1), { Name: 'a' });
      aws.refuse('ec2:*', code);
      const readings = await read();
      expect(serversOf(readings)).toEqual([]);
      expect(failuresOf(readings)).toEqual([expect.stringContaining(reason)]);
    },
  );
});

describe('several regions', () => {
  it.each(['RequestLimitExceeded', 'ExpiredTokenException', 'OptInRequired'])(
    'are told of where another one answers %s, under sources of their own',
    async code => {
      const far = aws.region(PLACE.accountId, 'us-east-1');
      addInstance(region, idOf(1), { Name: 'near' });
      addInstance(far, idOf(2), { Name: 'far' });
      aws.refuse(`${PLACE.region}/ec2:*`, code);
      const sources = [sourceOf(), sourceOf({ region: 'us-east-1' })];
      const [refused, whole] = await Promise.all(
        sources.map(source => readAll(source.read({ now: NOW }))),
      );
      expect(serversOf(refused)).toEqual([]);
      expect(failuresOf(refused)).toHaveLength(1);
      expect(failuresOf(refused)[0]).toContain(PLACE.region);
      expect(serversOf(whole).map(({ server }) => server.title)).toEqual([
        'far',
      ]);
      expect(failuresOf(whole)).toEqual([]);
      expect(sources[0].id).not.toBe(sources[1].id);
    },
  );
});

describe('an instance of the AWS inventory', () => {
  describeInventorySource('the AWS inventory', {
    create: () => {
      addInstance(region, idOf(1), { Name: 'a', role: 'tools' });
      addGroup('api', [idOf(2)]);
      addInstance(region, idOf(2), { 'aws:autoscaling:groupName': 'api' });
      return sourceOf();
    },
    now: NOW,
    readable: ['resource:default/a', 'resource:default/api'],
  });
});
