import {
  AutoScalingClient,
  CreateAutoScalingGroupCommand,
  CreateLaunchConfigurationCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeSubnetsCommand,
  EC2Client,
  RunInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  CreateApplicationCommand,
  CreateEnvironmentCommand,
  ElasticBeanstalkClient,
} from '@aws-sdk/client-elastic-beanstalk';
import { mockServices } from '@backstage/backend-test-utils';
import { readOutput } from '../crontabs/commands';
import {
  describeWithMoto,
  liveAt,
  MOTO_ACCOUNT,
  motoCredentials,
  startMoto,
} from '../testMoto';
import { AwsInventorySource } from './AwsInventorySource';
import {
  failuresOf,
  knownServer,
  knownServers,
  OPTIONS,
  readAll,
  serversOf,
} from './testAwsEstate';

jest.setTimeout(240_000);

const REGION = 'ap-northeast-1';
const IMAGE = 'ami-12c6146b';

describeWithMoto('the AWS inventory on moto', () => {
  let moto: Awaited<ReturnType<typeof startMoto>>;
  const settings = () => ({
    region: REGION,
    endpoint: moto.endpoint,
    credentials: motoCredentials,
  });
  const source = () =>
    new AwsInventorySource(
      liveAt(moto.endpoint),
      { ...OPTIONS, accountId: MOTO_ACCOUNT, region: REGION },
      mockServices.logger.mock(),
    );
  const read = async (known?: ReturnType<typeof knownServers>) =>
    readAll(source().read({ now: new Date(), known }));

  beforeAll(async () => {
    moto = await startMoto();
  });
  afterAll(() => moto?.stop());

  const run = async (tags: Record<string, string>, count = 1) => {
    const ec2 = new EC2Client(settings());
    const { Instances = [] } = await ec2.send(
      new RunInstancesCommand({
        ImageId: IMAGE,
        InstanceType: 'c3.xlarge',
        MinCount: count,
        MaxCount: count,
        TagSpecifications: [
          {
            ResourceType: 'instance',
            Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
          },
        ],
      }),
    );
    return Instances.map(({ InstanceId }) => InstanceId!);
  };

  it('finds instances by tag with their type, until they are gone', async () => {
    const [id] = await run({ legacy: 'yes', Name: 'bat000' });
    await run({ Name: 'not-legacy' });
    const readings = await read();
    const [inventory, ...others] = serversOf(readings);
    expect(others).toEqual([]);
    expect(inventory.server).toMatchObject({
      ref: 'resource:default/bat000',
      instances: [{ ref: `ec2:${MOTO_ACCOUNT}/${REGION}`, key: id }],
    });
    const facts = Object.fromEntries(
      inventory.server.facts.map(({ name, value }) => [name, value]),
    );
    expect(facts).toMatchObject({
      'instance-type': 'c3.xlarge',
      'instance-generation': 'previous',
      'memory-mib': '7680',
      'instance-state': 'running',
      'scheduled-events': 'none',
    });

    const ec2 = new EC2Client(settings());
    await ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
    expect(serversOf(await read())).toEqual([]);
    const [gone] = serversOf(await read(knownServers(knownServer('bat000'))));
    expect(gone.server.facts).toContainEqual(
      expect.objectContaining({ name: 'instance-state', value: 'terminated' }),
    );
  });

  it('takes a group that Auto Scaling filled for one server', async () => {
    const groups = new AutoScalingClient(settings());
    const { Subnets = [] } = await new EC2Client(settings()).send(
      new DescribeSubnetsCommand({}),
    );
    await groups.send(
      new CreateLaunchConfigurationCommand({
        LaunchConfigurationName: 'api-1',
        ImageId: IMAGE,
        InstanceType: 'c4.xlarge',
      }),
    );
    await groups.send(
      new CreateAutoScalingGroupCommand({
        AutoScalingGroupName: 'api',
        LaunchConfigurationName: 'api-1',
        MinSize: 2,
        MaxSize: 4,
        DesiredCapacity: 3,
        VPCZoneIdentifier: Subnets[0].SubnetId,
        Tags: [{ Key: 'legacy', Value: 'yes', PropagateAtLaunch: false }],
      }),
    );
    const api = serversOf(await read()).find(
      ({ server }) => server.ref === 'resource:default/api',
    );
    expect(api?.server.instances).toHaveLength(3);
    expect(api?.server.facts).toContainEqual(
      expect.objectContaining({
        name: 'group-size',
        value: '3 wanted, from 2 to 4',
        source: 'Auto Scaling',
      }),
    );
  });

  it('finds an environment of Elastic Beanstalk by its tag', async () => {
    const beanstalk = new ElasticBeanstalkClient(settings());
    await beanstalk.send(
      new CreateApplicationCommand({ ApplicationName: 'payments' }),
    );
    await beanstalk.send(
      new CreateEnvironmentCommand({
        ApplicationName: 'payments',
        EnvironmentName: 'payments-blue',
        SolutionStackName: '64bit Amazon Linux 2 v3.3.4 running Docker',
        Tags: [{ Key: 'legacy', Value: 'yes' }],
      }),
    );
    const refs = serversOf(await read()).map(({ server }) => server.ref);
    expect(refs).toContain('resource:default/payments-blue');
  });

  it('says what moto cannot tell, and tells the rest', async () => {
    await run({ legacy: 'yes', Name: 'bat001' });
    const readings = await read();
    const [failure] = failuresOf(readings);
    expect(failure).toContain('ssm:DescribeInstanceInformation failed');
    expect(failure).toContain('Not read: operating systems');
    expect(serversOf(readings).map(({ server }) => server.title)).toContain(
      'bat001',
    );
  });

  it('reads what a command printed from its streams', async () => {
    const logs = new CloudWatchLogsClient(settings());
    const invocation = { CommandId: 'c', InstanceId: 'i-1' };
    const logGroupName = '/crontabs';
    await logs.send(new CreateLogGroupCommand({ logGroupName }));
    for (const [name, lines] of [
      ['c/i-1/readCrontabs/stdout', ['1|capture 1 a', '2|complete']],
      ['c/i-1/readCrontabs/stderr', ['no']],
      ['c/i-12/readCrontabs/stdout', ['3|other']],
    ] as const) {
      await logs.send(
        new CreateLogStreamCommand({ logGroupName, logStreamName: name }),
      );
      await logs.send(
        new PutLogEventsCommand({
          logGroupName,
          logStreamName: name,
          logEvents: lines.map((message, index) => ({
            timestamp: Date.now() + index,
            message,
          })),
        }),
      );
    }
    expect(await readOutput(logs, logGroupName, invocation)).toBe(
      '1|capture 1 a\n2|complete',
    );
  });
});
