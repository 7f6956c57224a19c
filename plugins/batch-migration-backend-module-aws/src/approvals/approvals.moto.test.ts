import {
  CreateTableCommand,
  DynamoDBClient,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import {
  CreateBucketCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { ApprovalRequest } from 'backstage-plugin-batch-migration-common';
import {
  describeWithMoto,
  liveAt,
  MOTO_ACCOUNT,
  motoCredentials,
  startMoto,
} from '../testMoto';
import { AwsApprovals } from './AwsApprovals';
import { itemsOf, reportOf, TABLE, threadOf } from './testTables';

const UUID = '01234567-89ab-cdef-0123-456789abcdef';

describeWithMoto('approvals in DynamoDB and S3', () => {
  const place = {
    ...TABLE,
    accountId: MOTO_ACCOUNT,
    evidenceBucket: 'news-evidence',
  };
  let endpoint: string;
  let stop: () => void = () => undefined;
  beforeAll(async () => {
    ({ endpoint, stop } = await startMoto());
  }, 90_000);
  afterAll(() => stop());

  it('are read as the golden paths write them', async () => {
    const settings = {
      endpoint,
      region: TABLE.region,
      credentials: motoCredentials,
    };
    const dynamo = new DynamoDBClient(settings);
    const key = (AttributeName: string, KeyType: 'HASH' | 'RANGE') => ({
      AttributeName,
      KeyType,
    });
    await dynamo.send(
      new CreateTableCommand({
        TableName: TABLE.table,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: ['pk', 'sk', 'kind', 'open', 'requestedAt'].map(
          AttributeName => ({ AttributeName, AttributeType: 'S' }),
        ),
        KeySchema: [key('pk', 'HASH'), key('sk', 'RANGE')],
        GlobalSecondaryIndexes: ['kind', 'open'].map(name => ({
          IndexName: name === 'kind' ? 'byKind' : name,
          KeySchema: [key(name, 'HASH'), key('requestedAt', 'RANGE')],
          Projection: { ProjectionType: 'ALL' },
        })),
      }),
    );
    for (const Item of [
      ...itemsOf('done'),
      ...itemsOf('waits', {
        kind: 'session',
        status: 'requested',
        requestedAt: '2026-01-01T00:00:00.000Z',
      }),
      threadOf('waits'),
      reportOf('2026-02-11T00:00:00.000Z', 'older'),
      reportOf('2026-02-12T00:00:00.000Z', 'newest'),
    ]) {
      await dynamo.send(new PutItemCommand({ TableName: TABLE.table, Item }));
    }
    const source = new AwsApprovals(liveAt(endpoint), [place]);
    const since = new Date('2026-02-01T00:00:00Z');
    const range = { from: since, until: new Date('2027-01-01'), limit: 10 };
    const { requests } = await source.requests(place, range);
    expect(requests.map(({ id }) => id)).toEqual(['done', 'waits']);
    expect((await source.request(place, 'waits'))?.events).toHaveLength(2);
    expect([
      ...(await source.threads(place, ['waits', 'done'])).keys(),
    ]).toEqual(['waits']);
    expect(await source.reconciliation(place)).toEqual({ body: 'newest' });
  });

  it('say what to mend where the table is missing', async () => {
    const elsewhere = { ...place, table: 'no-such-table' };
    const source = new AwsApprovals(liveAt(endpoint), [elsewhere]);
    await expect(source.request(elsewhere, 'x')).rejects.toThrow(
      `dynamodb:Query failed for ${MOTO_ACCOUNT}/ap-northeast-1/table/no-such-table`,
    );
  });

  it('hand out the locked log of a run, whole', async () => {
    const client = new S3Client({
      endpoint,
      region: TABLE.region,
      credentials: motoCredentials,
      forcePathStyle: true,
    });
    await client.send(
      new CreateBucketCommand({
        Bucket: 'news-evidence',
        CreateBucketConfiguration: { LocationConstraint: 'ap-northeast-1' },
      }),
    );
    const lines = Array.from(
      { length: 20_000 },
      (_, n) => `行 ${n} of the log`,
    );
    await client.send(
      new PutObjectCommand({
        Bucket: 'news-evidence',
        Key: `runs/${UUID}/log.txt`,
        Body: `${lines.join('\n')}\n`,
      }),
    );
    const source = new AwsApprovals(liveAt(endpoint), [place]);
    const request = (by: string) =>
      ({ kind: 'patch', used: { by, at: '' } } as ApprovalRequest);
    const log = await source.log(place, request(`news:${UUID}`));
    const read: string[] = [];
    for await (const line of log!.lines) read.push(line);
    expect(read).toEqual(lines);
    expect(
      await source.log(place, request(`news:${UUID.replace('0', '9')}`)),
    ).toBeNull();
  });
});
