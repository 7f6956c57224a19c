import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import { parseHistoryHeads } from 'backstage-plugin-batch-migration-common';
import {
  describeWithMoto,
  liveAt,
  MOTO_ACCOUNT,
  motoCredentials,
  startMoto,
} from '../testMoto';
import { S3Heads } from './S3Heads';

const region = 'ap-northeast-1';

describeWithMoto('heads of the history in S3', () => {
  let endpoint: string;
  let stop: () => void = () => undefined;
  beforeAll(async () => {
    ({ endpoint, stop } = await startMoto());
  }, 90_000);
  afterAll(() => stop());

  const head = (sequence: number, digit = 'a') => ({
    sequence,
    count: sequence,
    hash: digit.repeat(64),
    at: '2026-02-12T01:24:00.000Z',
  });

  it('are objects that are written once', async () => {
    const client = new S3Client({
      ...{ endpoint, region, credentials: motoCredentials },
    });
    const Bucket = 'audit-heads';
    await client.send(
      new CreateBucketCommand({
        Bucket,
        CreateBucketConfiguration: { LocationConstraint: region },
      }),
    );
    const heads = new S3Heads(liveAt(endpoint), {
      ...{ accountId: MOTO_ACCOUNT, region },
      ...{ bucket: Bucket, prefix: 'history/', everyMs: 1 },
    });
    await heads.publish(head(9));
    await heads.publish(head(10));
    // Again, with another time: the object that is there stays as it is.
    await heads.publish({ ...head(10), at: '2026-02-13T00:00:00.000Z' });
    // Of a history that was rewritten.
    await heads.publish(head(10, 'b'));

    const { Contents = [] } = await client.send(
      new ListObjectsV2Command({ Bucket, Prefix: 'history/' }),
    );
    const texts = await Promise.all(
      Contents.map(async ({ Key }) =>
        (
          await client.send(new GetObjectCommand({ Bucket, Key }))
        ).Body!.transformToString(),
      ),
    );
    expect(Contents.map(({ Key }) => Key)).toEqual([
      'history/000000000009-aaaaaaaaaaaaaaaa.json',
      'history/000000000010-aaaaaaaaaaaaaaaa.json',
      'history/000000000010-bbbbbbbbbbbbbbbb.json',
    ]);
    expect(parseHistoryHeads(texts.join('')).heads).toEqual([
      head(9),
      head(10),
      head(10, 'b'),
    ]);
  });

  it('say what to mend where the bucket is missing', async () => {
    const heads = new S3Heads(liveAt(endpoint), {
      ...{ accountId: MOTO_ACCOUNT, region },
      ...{ bucket: 'no-such-bucket', prefix: '', everyMs: 1 },
    });
    await expect(heads.publish(head(1))).rejects.toThrow(
      's3:PutObject failed for no-such-bucket/',
    );
  });
});
