import { mockServices } from '@backstage/backend-test-utils';
import { describeProbe } from 'backstage-plugin-batch-migration-node/testUtils';
import { PLACE, testRecordings } from '../testRecordings';
import { EcsServiceProbe } from './ecsService';
import { SqsQueueProbe } from './sqsQueue';

const { clients, record, remove } = testRecordings();
const now = new Date('2026-02-12T01:24:00Z');
const probe = new SqsQueueProbe(clients);
const QUEUES = `queue:${PLACE}`;
const CLUSTER = `ecs-service:${PLACE}/workers`;

async function recordQueue(name: string, attributes: object) {
  await record(`sqs/get-queue-url/${name}`, {
    QueueUrl: `https://sqs.ap-northeast-1.amazonaws.com/111122223333/${name}`,
  });
  await record(`sqs/get-queue-attributes/${name}`, {
    Attributes: {
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesNotVisible: '0',
      ApproximateNumberOfMessagesDelayed: '0',
      ...attributes,
    },
  });
}

const redriveTo = (name: string) => ({
  RedrivePolicy: JSON.stringify({
    deadLetterTargetArn: `arn:aws:sqs:ap-northeast-1:111122223333:${name}`,
    maxReceiveCount: 5,
  }),
});

const metric = (Label: string, ...values: Array<[string, number]>) => ({
  Id: 'recorded',
  Label,
  Timestamps: values.map(([time]) => `2026-02-12T${time}:00Z`),
  Values: values.map(([, value]) => value),
  StatusCode: 'Complete',
});

const ecsService = (serviceName: string, queue: string) => ({
  serviceName,
  status: 'ACTIVE',
  desiredCount: 1,
  runningCount: 1,
  tags: [{ key: 'batch-migration:queue', value: queue }],
});

beforeAll(async () => {
  await recordQueue('mail', {
    ApproximateNumberOfMessages: '12',
    ApproximateNumberOfMessagesNotVisible: '3',
    ApproximateNumberOfMessagesDelayed: '1',
    ...redriveTo('mail-dead'),
  });
  await recordQueue('mail-dead', { ApproximateNumberOfMessages: '2' });
  await recordQueue('quiet', redriveTo('nowhere'));
  await recordQueue('silent.fifo', { ApproximateNumberOfMessages: '1' });
  await recordQueue('strange', { ApproximateNumberOfMessages: 'many' });
  await record('cloudwatch/get-metric-data', {
    MetricDataResults: [
      metric(
        'mail ApproximateAgeOfOldestMessage',
        ['01:20', 100],
        ['01:23', 280],
        ['01:00', 9000], // before the window
        ['01:24', 7], // the end is not in it
      ),
      metric('mail NumberOfMessagesReceived', ['01:20', 4], ['01:21', 6]),
      metric('mail NumberOfEmptyReceives', ['01:22', 5]),
      metric('quiet NumberOfEmptyReceives', ['01:22', 0]),
    ],
  });
  await record('ecs/describe-services/workers', {
    services: [
      ecsService('mailer', 'mail'),
      ecsService('lost', 'never-there'),
      ecsService('odd', '../mail'),
    ],
  });
  await record('application-autoscaling/describe-scalable-targets', {
    ScalableTargets: [],
  });
});

afterAll(remove);

describeProbe('SqsQueueProbe, replayed,', {
  create: () => new SqsQueueProbe(clients),
  now,
  known: [
    // It holds work and does none: it must not look like a worker that runs.
    { location: { ref: QUEUES, key: 'mail' }, state: 'idle' },
    { location: { ref: QUEUES, key: 'never-there' }, state: 'absent' },
  ],
  unreadable: [
    { ref: 'queue:999900001111/ap-northeast-1', key: 'mail' },
    { ref: QUEUES, key: 'strange' },
  ],
  malformed: [
    { ref: 'queue:mail', key: 'mail' },
    { ref: `${QUEUES}/more`, key: 'mail' },
    { ref: QUEUES, key: '../mail' },
    { ref: QUEUES, key: 'mail.fifo.fifo' },
    { ref: QUEUES, key: 'q'.repeat(81) },
  ],
});

const queueAt = async (key: string) => {
  const [{ detail }] = await probe.observe([{ ref: QUEUES, key }], { now });
  return detail.queue;
};

it('tells what waits, for how long, and what could not be done', async () => {
  expect(await queueAt('mail')).toEqual({
    name: 'mail',
    visible: 12,
    inFlight: 3,
    delayed: 1,
    oldestMessageSeconds: 280,
    receives: 15,
    deadLetter: { name: 'mail-dead', visible: 2 },
    unread: null,
  });
});

it('knows that nothing is old in an empty queue that nobody reads', async () => {
  expect(await queueAt('quiet')).toMatchObject({
    oldestMessageSeconds: 0,
    receives: 0,
  });
});

it('says that a dead-letter queue is missing', async () => {
  expect(await queueAt('quiet')).toMatchObject({
    deadLetter: { name: 'nowhere', visible: null },
    unread: expect.stringContaining('nowhere does not exist'),
  });
});

it('does not make up an age that CloudWatch does not tell', async () => {
  expect(await queueAt('silent.fifo')).toMatchObject({
    visible: 1,
    oldestMessageSeconds: null,
    receives: null,
    deadLetter: null,
    unread: expect.stringContaining('CloudWatch'),
  });
});

it('keeps the other numbers where CloudWatch cannot be asked', async () => {
  const bare = testRecordings();
  await bare.record('sqs/get-queue-url/mail', { QueueUrl: 'https://sqs/mail' });
  await bare.record('sqs/get-queue-attributes/mail', {
    Attributes: {
      ApproximateNumberOfMessages: '4',
      ApproximateNumberOfMessagesNotVisible: '0',
      ApproximateNumberOfMessagesDelayed: '0',
    },
  });
  const [{ detail }] = await new SqsQueueProbe(bare.clients).observe(
    [{ ref: QUEUES, key: 'mail' }],
    { now },
  );
  await bare.remove();
  expect(detail.queue).toMatchObject({
    visible: 4,
    oldestMessageSeconds: null,
    unread: expect.stringContaining('cloudwatch:GetMetricData'),
  });
});

describe('a worker that names its queue in a tag', () => {
  const workers = new EcsServiceProbe(clients, mockServices.logger.mock());
  const look = async (key: string) =>
    (await workers.observe([{ ref: CLUSTER, key }], { now }))[0];

  it('tells of it beside its own state', async () => {
    const { state, detail } = await look('mailer');
    expect(state).toBe('active');
    expect(detail.queue).toMatchObject({ name: 'mail', visible: 12 });
  });

  it.each([
    ['lost', 'never-there'],
    ['odd', '../mail'],
  ])('%s says that there is no queue %s', async (key, queue) => {
    const { state, detail } = await look(key);
    expect(state).toBe('active');
    expect(detail.queue).toBeUndefined();
    expect(detail.queueUnread).toContain(`"${queue}"`);
  });

  it('is not hidden by a queue that may not be read', async () => {
    const bare = testRecordings();
    await bare.record('ecs/describe-services/workers', {
      services: [ecsService('mailer', 'mail')],
    });
    await bare.record('sqs/get-queue-url/mail', { QueueUrl: 7 });
    const blind = new EcsServiceProbe(bare.clients, mockServices.logger.mock());
    const [{ state, detail }] = await blind.observe(
      [{ ref: CLUSTER, key: 'mailer' }],
      { now },
    );
    await bare.remove();
    expect(state).toBe('active');
    expect(detail.queueUnread).toContain('sqs:GetQueueAttributes');
  });

  it('is read at once with all of its region', async () => {
    const many = testRecordings();
    const names = Array.from({ length: 25 }, (_, i) => `worker-${i}`);
    await many.record('ecs/describe-services/workers', {
      services: names.map(name => ecsService(name, 'mail')),
    });
    const asked: string[] = [];
    const get = many.clients.get.bind(many.clients);
    many.clients.get = (service, place) => {
      asked.push(service);
      return get(service, place);
    };
    await new EcsServiceProbe(many.clients, mockServices.logger.mock()).observe(
      names.map(key => ({ ref: CLUSTER, key })),
      { now },
    );
    await many.remove();
    expect(asked.filter(service => service === 'ecs')).toHaveLength(3);
    expect(asked.filter(service => service === 'sqs')).toHaveLength(1);
  });
});
