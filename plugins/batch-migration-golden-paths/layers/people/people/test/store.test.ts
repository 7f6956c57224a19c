import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { chainProblems } from '../approval/chain';
import { RequestStore } from '../approval/store';
import { subjectHash } from '../approval/subject';
import { Claims } from '../aws/claims';
import { dynamoTable } from '../aws/dynamoTable';
import { sqsQueue, sqsVisibility } from '../aws/queue';
import { ConditionFailed, type Table } from '../aws/table';
import { EvidenceDiffers, s3EvidenceReader, s3LockedObjects } from '../evidence/lockedObjects';
import { FakeDynamo } from './fake-dynamo';
import { startMoto } from './moto';
import { INVOLVED, PATCH, SESSION } from './world';

let now = new Date('2026-11-22T03:00:00Z');
const clock = () => now;
const approve = (by: string, mark: string) =>
  ({ type: 'approve', by, name: by, title: 'CTO', how: 'button', subjectHash: subjectHash(PATCH), mark }) as const;

/** The same for our own table in memory and for a DynamoDB that others wrote. */
function behaves(given: () => Table): void {
  const store = () => new RequestStore({ table: given(), clock });
  beforeEach(() => {
    now = new Date('2026-11-22T03:00:00Z');
  });
  let count = 0;
  const created = async () => {
    count += 1;
    return (await store().create({ id: `request-${count}`, subject: PATCH, involved: INVOLVED, validHours: 72 })).record;
  };

  test('a request is there, and comes only once', async () => {
    const record = await created();
    assert.deepEqual(await store().get(record.id), record);
    now = new Date(now.getTime() + 1000);
    const again = await store().create({ id: record.id, subject: SESSION, involved: INVOLVED, validHours: null });
    assert.deepEqual([again.created, again.record], [false, record]);
    assert.equal(await store().get('nothing'), undefined);
  });

  test('of many approvers at once one approves, and every event follows the one before', async () => {
    const { id } = await created();
    const approvers = ['U1', 'U2', 'U3', 'U4'];
    const racing = new RequestStore({ table: race(given(), approvers.length), clock });
    const outcomes = await Promise.all(approvers.map(async by => (await racing.apply(id, approve(by, by))).outcome));
    assert.deepEqual(outcomes.sort(), ['already-approved', 'already-approved', 'already-approved', 'approved']);
    const events = await store().events(id);
    assert.deepEqual(events.map(({ sequence, outcome }) => [sequence, outcome]), [[1, 'requested'], [2, 'approved']]);
    assert.deepEqual(chainProblems(events, events[1].hash), []);
  });

  test('many events keep their order', async () => {
    const { id } = await created();
    for (let index = 0; index < 12; index += 1) await store().apply(id, { type: 'note', what: 'n', mark: `n${index}`, data: index });
    const events = await store().events(id);
    assert.deepEqual(events.map(({ sequence }) => sequence), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
    assert.deepEqual(chainProblems(events), []);
  });

  test('what waits is listed as open, oldest first, and what is answered no more', async () => {
    const first = await created();
    now = new Date(now.getTime() + 1000);
    const second = await created();
    const own = async () => (await store().open()).map(({ id }) => id).filter(id => [first.id, second.id].includes(id));
    assert.deepEqual(await own(), [first.id, second.id]);
    await store().apply(first.id, approve('U1', 'm'));
    assert.deepEqual(await own(), [second.id]);
    await store().apply(first.id, { type: 'change', subject: { ...PATCH, sha: 'd'.repeat(40) }, by: 'U2' });
    assert.deepEqual(await own(), [first.id, second.id]);
  });

  test('an item says when something happened last, however long ago it was asked', async () => {
    const { id, requestedAt } = await created();
    now = new Date(now.getTime() + 91 * 86_400_000);
    await store().apply(id, { type: 'close', by: 'U1', name: 'U1', title: 'CTO', how: 'button', subjectHash: subjectHash(PATCH), mark: 'm', reason: 'late' });
    const item = await given().get(`request#${id}`, 'request');
    assert.deepEqual([item?.requestedAt, item?.changedAt], [requestedAt, now.toISOString()]);
  });

  test('requests of a kind are listed by their time', async () => {
    now = new Date('2026-12-01T00:00:00Z');
    const ids: string[] = [];
    for (let index = 0; index < 3; index += 1) {
      ids.push((await created()).id);
      now = new Date(now.getTime() + 86_400_000);
    }
    const listed = async (page: object) => (await store().ofKind('patch', page)).map(({ id }) => id);
    assert.deepEqual(await listed({ from: '2026-12-01', to: '2026-12-31' }), ids);
    assert.deepEqual(await listed({ from: '2026-12-02', to: '2026-12-02T23' }), [ids[1]]);
    assert.deepEqual(await listed({ newestFirst: true, limit: 2 }), [ids[2], ids[1]]);
    assert.deepEqual(await store().ofKind('session'), []);
  });

  test('a claim is one owner’s, until it is done, given back or abandoned', async () => {
    const claims = new Claims({ table: given(), clock, leaseSeconds: 15 });
    assert.equal(await claims.take('a'), 'mine');
    assert.equal(await claims.take('a'), 'busy');
    now = new Date(now.getTime() + 16_000);
    assert.equal(await claims.take('a'), 'mine', 'abandoned');
    await claims.release('a');
    assert.equal(await claims.take('a'), 'mine', 'given back');
    await claims.done('a');
    now = new Date(now.getTime() + 86_400_000);
    assert.equal(await claims.take('a'), 'done');
    await assert.rejects(claims.done('a'), ConditionFailed);
    const all = await Promise.all([1, 2, 3, 4, 5].map(() => claims.take('b')));
    assert.equal(all.filter(claim => claim === 'mine').length, 1);
  });
}

/** All have read before the first writes; the writes come one after the other, as DynamoDB orders them. */
function race(table: Table, readers: number): Table {
  let reads = 0;
  let allRead = () => {};
  const everybody = new Promise<void>(resolve => {
    allRead = resolve;
  });
  let turn = Promise.resolve();
  return {
    ...table,
    async get(pk, sk) {
      const found = await table.get(pk, sk);
      reads += 1;
      if (reads >= readers) allRead();
      await everybody;
      return found;
    },
    put(...puts) {
      const written = turn.then(() => table.put(...puts));
      turn = written.catch(() => {});
      return written;
    },
  };
}

describe('in memory', () => {
  const dynamo = new FakeDynamo();
  // Every list of more than two items takes several pages.
  dynamo.pageSize = 2;
  behaves(() => dynamoTable(dynamo.client, 'requests'));

  test('an operator that the table does not know is an error, not a guess', async () => {
    const { PutItemCommand } = await import('@aws-sdk/client-dynamodb');
    const put = new PutItemCommand({ TableName: 't', Item: { pk: { S: 'a' }, sk: { S: 'b' } }, ConditionExpression: 'size(#pk) > :x' });
    await assert.rejects(dynamo.client.send(put), /does not know the condition/);
  });
});

test('events that were changed, left out or put in are found', async () => {
  const dynamo = new FakeDynamo();
  const store = new RequestStore({ table: dynamoTable(dynamo.client, 'requests'), clock });
  await store.create({ id: 'r-1', subject: PATCH, involved: INVOLVED, validHours: 72 });
  await store.apply('r-1', approve('U1', 'm1'));
  const { head } = await store.apply('r-1', { type: 'note', what: 'result', mark: 'n1', data: { exit: 0 } });
  const events = await store.events('r-1');
  const [first, second, third] = events;
  assert.deepEqual(chainProblems(events, head.hash), []);
  assert.deepEqual(chainProblems([first, { ...second, act: { ...second.act, by: 'U9' } as typeof second.act }, third]), ['event 2 was changed']);
  assert.deepEqual(chainProblems([first, third]), ['event 2 has the number 3', 'event 2 does not follow the one before it']);
  assert.deepEqual(chainProblems([first, second], head.hash), ['the last event is not the one that was noted elsewhere']);
});

describe('against moto', async () => {
  const moto = await startMoto();
  if (!moto) {
    test('DynamoDB, S3 and SQS', { skip: 'moto_server is not installed' }, () => {});
    return;
  }
  after(() => moto.stop());
  const aws = { endpoint: moto.url, region: 'us-east-1', credentials: { accessKeyId: 'none', secretAccessKey: 'none' } };

  before(async () => {
    const string = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' as const });
    const key = (hash: string, range: string) => [
      { AttributeName: hash, KeyType: 'HASH' as const }, { AttributeName: range, KeyType: 'RANGE' as const },
    ];
    await new DynamoDBClient(aws).send(
      new CreateTableCommand({
        TableName: 'requests',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: ['pk', 'sk', 'kind', 'open', 'requestedAt'].map(string),
        KeySchema: key('pk', 'sk'),
        GlobalSecondaryIndexes: [['byKind', 'kind'], ['open', 'open']].map(([IndexName, partition]) => ({
          IndexName, KeySchema: key(partition, 'requestedAt'), Projection: { ProjectionType: 'ALL' },
        })),
      }),
    );
  });
  behaves(() => dynamoTable(new DynamoDBClient(aws), 'requests'));

  test('S3 keeps the lock, the checksum and the first content', async () => {
    const s3 = new S3Client({ ...aws, forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: 'evidence', ObjectLockEnabledForBucket: true }));
    const objects = s3LockedObjects(s3, { bucket: 'evidence', lock: { mode: 'COMPLIANCE', days: 400 }, clock });
    await objects.put('evidence/a', Buffer.from('one'));
    await objects.put('evidence/a', Buffer.from('one'));
    await assert.rejects(objects.put('evidence/a', Buffer.from('two')), EvidenceDiffers);
    const { read } = s3EvidenceReader(s3, 'evidence');
    const found = await read('evidence/a');
    assert.equal(Buffer.from(found!.content).toString(), 'one');
    assert.equal(found!.retainUntil!.getTime(), now.getTime() + 400 * 86_400_000);
    assert.equal(await read('evidence/b'), undefined);
  });

  test('SQS takes our groups, ids and waits', async () => {
    const sqs = new SQSClient(aws);
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'acts.fifo', Attributes: { FifoQueue: 'true', VisibilityTimeout: '30' } }));
    const queue = sqsQueue(sqs, QueueUrl!);
    await queue.send({ body: 'one', group: 'g', id: 'a' });
    await queue.send({ body: 'one again', group: 'g', id: 'a' });
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    assert.deepEqual(Messages.map(({ Body }) => Body), ['one']);
    await sqsVisibility(sqs, QueueUrl!).comeAgain(Messages[0].ReceiptHandle!, 900);
  });
});
