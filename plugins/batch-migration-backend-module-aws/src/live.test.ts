import {
  EC2Client,
  DescribeInstancesCommand,
  DescribeInstanceStatusCommand,
  RunInstancesCommand,
  StopInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  CreateScheduleCommand,
  CreateScheduleGroupCommand,
  GetScheduleCommand,
  SchedulerClient,
} from '@aws-sdk/client-scheduler';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  ListExecutionsCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { mockServices } from '@backstage/backend-test-utils';
import type { LocationRef } from 'backstage-plugin-batch-migration-common';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { AwsClients } from './clients';
import { Ec2InstanceProbe } from './probes/ec2Instance';
import { SchedulerScheduleProbe } from './probes/schedulerSchedule';
import {
  describeWithMoto,
  liveAt,
  MOTO_ACCOUNT as ACCOUNT,
  motoCredentials as credentials,
  startMoto,
} from './testMoto';

const REGION = 'ap-northeast-1';
const NEWS = `scheduler:${ACCOUNT}/${REGION}/news`;
const EC2 = `ec2:${ACCOUNT}/${REGION}`;
const now = new Date('2026-02-12T01:24:00Z');
const since = new Date('2026-02-01T00:00:00Z');
const logger = mockServices.logger.mock();
const replayedFrom = (recordings: string) =>
  new AwsClients({ answers: { mode: 'replay', recordings } });

function record(root: string, file: string, answer: object) {
  const path = join(root, ACCOUNT, REGION, file);
  mkdirSync(dirname(path), { recursive: true });
  const { $metadata, ...recorded } = answer as { $metadata?: unknown };
  writeFileSync(path, JSON.stringify(recorded));
}

/** Everything that the probes tell, from one set of clients. */
async function lookAt(
  clients: AwsClients,
  schedules: LocationRef[],
  instances: LocationRef[],
  from: Date,
) {
  const scheduler = new SchedulerScheduleProbe(clients, logger);
  return {
    schedules: await scheduler.observe(schedules, { now }),
    runs: await scheduler.runs(schedules, { now, since: from }),
    instances: await new Ec2InstanceProbe(clients, logger).observe(instances, {
      now,
    }),
  };
}

describe('against a server that speaks the wire formats of AWS', () => {
  const root = mkdtempSync(join(tmpdir(), 'aws-live-'));
  const machine = `arn:aws:states:${REGION}:${ACCOUNT}:stateMachine:digest`;
  const arn = (name: string) =>
    `arn:aws:states:${REGION}:${ACCOUNT}:execution:digest:${name}`;
  const schedule = {
    Name: 'digest',
    GroupName: 'news',
    State: 'ENABLED',
    ScheduleExpression: 'rate(1 day)',
    Target: { Arn: machine, RoleArn: 'arn:aws:iam::123456789012:role/x' },
  };
  const execution = (name: string) => ({
    executionArn: arn(name),
    stateMachineArn: machine,
    name,
    status: 'SUCCEEDED',
  });
  const described = (name: string) => ({
    ...execution(name),
    input: '{"scheduledTime":"2026-02-11T00:00:00Z"}',
    output: '{}',
  });
  /** Start of each execution, most recent first, in seconds. */
  const starts = { c: 1770854400, b: 1770768000.25, a: 1700000000 };
  const requests: string[] = [];
  let throttled = 0;
  let server: Server;
  let endpoint: string;

  const iso = (seconds: number) => new Date(seconds * 1000).toISOString();

  beforeAll(async () => {
    record(root, 'scheduler/get-schedule/news/digest.json', {
      ...schedule,
      StartDate: '2026-02-12T10:00:00+09:00',
    });
    record(root, 'stepfunctions/list-executions/digest.json', {
      executions: Object.entries(starts).map(([name, at]) => ({
        ...execution(name),
        startDate: iso(at),
        stopDate: iso(at + 60),
      })),
    });
    for (const [name, at] of Object.entries(starts)) {
      record(root, `stepfunctions/describe-execution/digest/${name}.json`, {
        ...described(name),
        startDate: iso(at),
        stopDate: iso(at + 60),
      });
    }
    record(root, 'ec2/describe-instances.json', {
      Reservations: [
        {
          ReservationId: 'r-1',
          Instances: [
            {
              InstanceId: 'i-0123456789abcdef0',
              InstanceType: 'c3.xlarge',
              State: { Code: 80, Name: 'stopped' },
            },
          ],
        },
      ],
    });

    server = createServer((request, response) => {
      let body = '';
      request.on('data', chunk => {
        body += chunk;
      });
      request.on('end', () => {
        const target = String(request.headers['x-amz-target'] ?? '');
        const send = (status: number, answer: unknown, type?: string) => {
          response.writeHead(status, {
            'content-type': 'application/json',
            ...(type ? { 'x-amzn-errortype': type } : {}),
          });
          response.end(JSON.stringify(answer));
        };
        requests.push(target.split('.')[1] ?? request.url);
        if (request.url === '/schedules/digest?groupName=news') {
          throttled += 1;
          if (throttled === 1) {
            send(429, { Message: 'slow down' }, 'ThrottlingException');
          } else {
            send(200, { ...schedule, StartDate: 1770858000 });
          }
        } else if (request.url === '/schedules/denied?groupName=news') {
          send(403, { Message: 'no policy' }, 'AccessDeniedException');
        } else if (request.url?.startsWith('/schedules/')) {
          send(404, { Message: 'none' }, 'ResourceNotFoundException');
        } else if (target === 'AWSStepFunctions.ListExecutions') {
          // One to a page, so that the probe has to turn pages.
          const index = Number(JSON.parse(body).nextToken ?? 0);
          const [name, at] = Object.entries(starts)[index];
          send(200, {
            executions: [
              { ...execution(name), startDate: at, stopDate: at + 60 },
            ],
            nextToken: index < 2 ? String(index + 1) : undefined,
          });
        } else if (target === 'AWSStepFunctions.DescribeExecution') {
          const name = JSON.parse(body).executionArn.split(':').pop();
          const at = starts[name as keyof typeof starts];
          send(200, { ...described(name), startDate: at, stopDate: at + 60 });
        } else {
          response.writeHead(200, { 'content-type': 'text/xml' });
          response.end(
            new URLSearchParams(body).get('Action') === 'DescribeInstances'
              ? `<DescribeInstancesResponse><reservationSet><item><reservationId>r-1</reservationId><instancesSet><item><instanceId>i-0123456789abcdef0</instanceId><instanceType>c3.xlarge</instanceType><instanceState><code>80</code><name>stopped</name></instanceState></item></instancesSet></item></reservationSet></DescribeInstancesResponse>`
              : `<DescribeInstanceStatusResponse><instanceStatusSet/></DescribeInstanceStatusResponse>`,
          );
        }
      });
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(() => {
    server.closeAllConnections();
    return new Promise(done => server.close(done));
  });

  it('tells the same as the recording of the same answers', async () => {
    const schedules = ['digest', 'none'].map(key => ({ ref: NEWS, key }));
    const instances = ['i-0123456789abcdef0', 'i-0123456789abcdef1'].map(
      key => ({ ref: EC2, key }),
    );
    const live = await lookAt(liveAt(endpoint), schedules, instances, since);
    expect(live).toEqual(
      await lookAt(replayedFrom(root), schedules, instances, since),
    );
    expect(live.schedules.map(({ state }) => state)).toEqual([
      'active',
      'absent',
    ]);
    expect(live.runs.map(({ externalId }) => externalId)).toEqual([
      arn('c'),
      arn('b'),
    ]);
  });

  it('asks again after it was throttled', () => {
    expect(throttled).toBeGreaterThan(1);
  });

  it('turns pages until the runs are older than asked', () => {
    expect(requests.filter(name => name === 'ListExecutions')).toHaveLength(3);
  });

  it('says which IAM action is missing', async () => {
    const [{ state, detail }] = await new SchedulerScheduleProbe(
      liveAt(endpoint),
      logger,
    ).observe([{ ref: NEWS, key: 'denied' }], { now });
    expect(state).toBe('unknown');
    expect(detail.reason).toContain('scheduler:GetSchedule');
  });

  it('says unknown where nobody answers', async () => {
    const [{ state, detail }] = await new SchedulerScheduleProbe(
      liveAt('http://127.0.0.1:1'),
      logger,
    ).observe([{ ref: NEWS, key: 'digest' }], { now });
    expect(state).toBe('unknown');
    expect(detail.reason).toContain('did not answer');
  });
});

describeWithMoto('against moto_server', () => {
  const root = mkdtempSync(join(tmpdir(), 'aws-moto-'));
  let endpoint: string;
  let stop = () => {};

  beforeAll(async () => {
    ({ endpoint, stop } = await startMoto());
  }, 90_000);

  afterAll(() => stop());

  it('tells the same as a recording of what moto answers', async () => {
    const settings = { endpoint, region: REGION, credentials };
    const scheduler = new SchedulerClient(settings);
    const sfn = new SFNClient(settings);
    const ec2 = new EC2Client(settings);

    const { stateMachineArn } = await sfn.send(
      new CreateStateMachineCommand({
        name: 'digest',
        roleArn: `arn:aws:iam::${ACCOUNT}:role/x`,
        definition: '{"StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}',
      }),
    );
    const { executionArn } = await sfn.send(
      new StartExecutionCommand({
        stateMachineArn,
        name: 'tick',
        input: '{"scheduledTime":"2026-02-11T00:00:00Z"}',
      }),
    );
    await scheduler.send(new CreateScheduleGroupCommand({ Name: 'news' }));
    for (const [Name, State] of [
      ['on', 'ENABLED'],
      ['off', 'DISABLED'],
    ] as const) {
      await scheduler.send(
        new CreateScheduleCommand({
          Name,
          GroupName: 'news',
          State,
          ScheduleExpression: 'cron(15 4 * * ? *)',
          ScheduleExpressionTimezone: 'Asia/Tokyo',
          FlexibleTimeWindow: { Mode: 'OFF' },
          Target: {
            Arn: stateMachineArn!,
            RoleArn: `arn:aws:iam::${ACCOUNT}:role/x`,
          },
        }),
      );
      record(
        root,
        `scheduler/get-schedule/news/${Name}.json`,
        await scheduler.send(
          new GetScheduleCommand({ Name, GroupName: 'news' }),
        ),
      );
    }
    const { Instances = [] } = await ec2.send(
      new RunInstancesCommand({
        ImageId: 'ami-12c6146b',
        MinCount: 2,
        MaxCount: 2,
      }),
    );
    const ids = Instances.map(({ InstanceId }) => InstanceId!);
    await ec2.send(new StopInstancesCommand({ InstanceIds: [ids[1]] }));

    record(
      root,
      'stepfunctions/list-executions/digest.json',
      await sfn.send(new ListExecutionsCommand({ stateMachineArn })),
    );
    record(
      root,
      'stepfunctions/describe-execution/digest/tick.json',
      await sfn.send(new DescribeExecutionCommand({ executionArn })),
    );
    record(
      root,
      'ec2/describe-instances.json',
      await ec2.send(new DescribeInstancesCommand({})),
    );
    record(
      root,
      'ec2/describe-instance-status.json',
      await ec2.send(
        new DescribeInstanceStatusCommand({ IncludeAllInstances: true }),
      ),
    );

    const schedules = ['on', 'off', 'none'].map(key => ({ ref: NEWS, key }));
    const instances = [...ids, 'i-0123456789abcdef9'].map(key => ({
      ref: EC2,
      key,
    }));
    const live = await lookAt(
      liveAt(endpoint),
      schedules,
      instances,
      new Date(0),
    );
    expect(live).toEqual(
      await lookAt(replayedFrom(root), schedules, instances, new Date(0)),
    );
    expect(live.schedules.map(({ state }) => state)).toEqual([
      'active',
      'idle',
      'absent',
    ]);
    expect(live.instances.map(({ state }) => state)).toEqual([
      'active',
      'idle',
      'absent',
    ]);
    expect(live.runs).toEqual([
      expect.objectContaining({
        externalId: executionArn,
        scheduledFor: new Date('2026-02-11T00:00:00Z'),
      }),
    ]);
  }, 60_000);
});
