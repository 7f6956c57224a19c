import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { mockServices } from '@backstage/backend-test-utils';
import type { RunEvent } from 'backstage-plugin-batch-migration-node';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { type AddressInfo, createServer } from 'node:net';
import { AwsClients } from '../clients';
import { QueueRunEventSource } from './QueueRunEventSource';
import { SqsRunQueue } from './runQueue';

// moto's own account: an emulated client is in it without assuming a role.
const ACCOUNT = '123456789012';
const REGION = 'ap-northeast-1';
const PLACE = { accountId: ACCOUNT, region: REGION };
const credentials = async () => ({
  accessKeyId: 'test',
  secretAccessKey: 'test',
});

const hasMoto =
  spawnSync('moto_server', ['--help'], { stdio: 'ignore' }).status === 0;
if (!hasMoto) {
  process.stderr.write(
    'NOT RUN: run events against moto_server, because moto_server is not installed\n',
  );
}
// Where moto is missing there is nothing to skip: the line above says so.
const describeWithMoto: (name: string, tests: () => void) => void = hasMoto
  ? describe
  : () => {};

async function freePort(): Promise<number> {
  const socket = createServer();
  await new Promise<void>(done => socket.listen(0, '127.0.0.1', done));
  const { port } = socket.address() as AddressInfo;
  await new Promise(done => socket.close(done));
  return port;
}

const detail = (name: string, status: string) => ({
  stateMachineArn: `arn:aws:states:${REGION}:${ACCOUNT}:stateMachine:digest`,
  executionArn: `arn:aws:states:${REGION}:${ACCOUNT}:execution:digest:${name}`,
  status,
  startDate: 1770859200123,
  output: '{}',
});
const TYPE = 'Step Functions Execution Status Change';
const message = (name: string, status: string) =>
  JSON.stringify({
    source: 'aws.states',
    'detail-type': TYPE,
    account: ACCOUNT,
    region: REGION,
    time: '2026-02-12T01:24:03Z',
    detail: detail(name, status),
  });

jest.setTimeout(240_000);

describeWithMoto('run events through moto_server', () => {
  let moto: ChildProcess;
  let endpoint: string;
  let sqs: SQSClient;

  beforeAll(async () => {
    const port = await freePort();
    endpoint = `http://127.0.0.1:${port}`;
    moto = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], {
      stdio: 'ignore',
    });
    sqs = new SQSClient({ endpoint, region: REGION, credentials });
    for (let attempt = 0; attempt < 300; attempt += 1) {
      const up = await fetch(`${endpoint}/moto-api/data.json`).then(
        ({ ok }) => ok,
        () => false,
      );
      if (up) return;
      await new Promise(done => setTimeout(done, 200));
    }
    throw new Error('moto_server did not start within a minute');
  });

  afterAll(() => {
    moto.kill();
  });

  async function createQueue(name: string) {
    const { QueueUrl } = await sqs.send(
      new CreateQueueCommand({ QueueName: name }),
    );
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
    );
    return { url: QueueUrl!, arn: Attributes!.QueueArn! };
  }

  const sourceOf = (url: string) =>
    new QueueRunEventSource(
      new SqsRunQueue(
        new AwsClients({
          answers: {
            mode: 'live',
            endpoint,
            credentials: {
              getCredentialProvider: async () => ({
                sdkCredentialProvider: credentials,
              }),
            },
          },
        }),
        url,
        PLACE,
      ),
      mockServices.logger.mock(),
    );

  const left = async (QueueUrl: string) => {
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    );
    return {
      waiting: Attributes!.ApproximateNumberOfMessages,
      hidden: Attributes!.ApproximateNumberOfMessagesNotVisible,
    };
  };

  it('come through the queue, and are deleted once stored', async () => {
    const { url } = await createQueue('runs');
    // AWS refuses events of its own services from anyone else, and so does
    // moto: the rule is left out, and the queue holds what it would put there.
    for (const status of ['RUNNING', 'SUCCEEDED']) {
      await sqs.send(
        new SendMessageCommand({
          QueueUrl: url,
          MessageBody: message('tick', status),
        }),
      );
    }
    const ended = new AbortController();
    const events: RunEvent[] = [];
    await sourceOf(url).listen(
      async delivered => {
        events.push(...delivered);
        if (events.length === 2) ended.abort();
      },
      { signal: ended.signal },
    );
    expect(events.map(({ run }) => run.outcome).sort()).toEqual([
      'running',
      'succeeded',
    ]);
    expect(await left(url)).toEqual({ waiting: '0', hidden: '0' });
  });

  it('come again where they were not stored, and stay where nobody can read them', async () => {
    const { url } = await createQueue('failing');
    const send = (MessageBody: string) =>
      sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody }));
    await send(message('a', 'RUNNING'));
    await expect(
      sourceOf(url).listen(
        async () => {
          throw new Error('The database is away');
        },
        { signal: new AbortController().signal },
      ),
    ).rejects.toThrow('None of 1 runs could be stored');
    expect(await left(url)).toEqual({ waiting: '0', hidden: '1' });

    await send('no event');
    await send(message('b', 'RUNNING'));
    const ended = new AbortController();
    const names: string[] = [];
    await sourceOf(url).listen(
      async events => {
        names.push(...events.map(({ run }) => run.externalId.slice(-1)));
        ended.abort();
      },
      { signal: ended.signal },
    );
    expect(names).toEqual(['b']);
    expect(await left(url)).toEqual({ waiting: '0', hidden: '2' });
  });

  it('end as dead letters where they were received too often', async () => {
    const { url } = await createQueue('poisoned');
    const dead = await createQueue('poisoned-dead');
    await sqs.send(
      new SetQueueAttributesCommand({
        QueueUrl: url,
        Attributes: {
          RedrivePolicy: JSON.stringify({
            deadLetterTargetArn: dead.arn,
            maxReceiveCount: '1',
          }),
        },
      }),
    );
    await sqs.send(
      new SendMessageCommand({ QueueUrl: url, MessageBody: 'no event' }),
    );
    // It comes again at once, and is received too often the second time.
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await sqs.send(
        new ReceiveMessageCommand({ QueueUrl: url, VisibilityTimeout: 0 }),
      );
    }
    expect((await left(dead.url)).waiting).toBe('1');
  });

  it('end when the plugin ends, though nothing comes', async () => {
    const { url } = await createQueue('quiet');
    const ended = new AbortController();
    const listening = sourceOf(url).listen(async () => {}, {
      signal: ended.signal,
    });
    setTimeout(() => ended.abort(), 200);
    await expect(listening).resolves.toBeUndefined();
  });
});
