import { mockServices } from '@backstage/backend-test-utils';
import { startFakeAws } from '../testFake';
import { testRecordings } from '../testRecordings';
import { FoundTables } from './FoundTables';
import { TABLE } from './testTables';

const PLACE = { accountId: '111122223333', region: 'ap-northeast-1' };
const logger = mockServices.logger.mock();

let aws: Awaited<ReturnType<typeof startFakeAws>>;
beforeEach(async () => {
  aws = await startFakeAws();
});
afterEach(() => aws.stop());

const tagged = (
  arn: string,
  value: string,
  key = 'batch-migration:approvals',
) => ({
  ResourceARN: arn,
  Tags: [
    { Key: 'owner', Value: 'web' },
    { Key: key, Value: value },
  ],
});
const table = (name: string, value: string, key?: string) =>
  tagged(
    `arn:aws:dynamodb:ap-northeast-1:111122223333:table/${name}`,
    value,
    key,
  );
const bucket = (name: string, value: string) =>
  tagged(`arn:aws:s3:::${name}`, value);

const put = (...resources: ReturnType<typeof tagged>[]) =>
  aws.region(PLACE.accountId, PLACE.region).tagged.push(...resources);
const tables = (configured = [] as (typeof TABLE)[]) =>
  new FoundTables(aws.clients, configured, [PLACE], logger);

it('finds tables by their tag, with their bucket, over all pages', async () => {
  put(
    table('web-bastion-Requests1A2B', 'web-bastion'),
    bucket('web-bastion-evidence', 'web-bastion'),
    table('orders', 'orders', 'other-tag'),
    table('patches-Requests3C4D', 'patches'),
    bucket('patches-evidence-1', 'patches'),
    bucket('patches-evidence-2', 'patches'),
  );
  const found = tables();
  expect(found.unsearched).toMatchObject([
    { title: '111122223333/ap-northeast-1' },
  ]);
  await found.search();
  expect([...found]).toMatchObject([
    {
      id: '111122223333.ap-northeast-1.web-bastion',
      table: 'web-bastion-Requests1A2B',
      evidenceBucket: 'web-bastion-evidence',
      // Where questions for sessions go, only the configuration says.
      ...{ sessionsUrl: null, asksSessions: false },
      targets: [
        { ref: 'ecs-exec:111122223333/ap-northeast-1/web-bastion', key: null },
        { ref: 'codebuild:111122223333/ap-northeast-1', key: 'web-bastion' },
      ],
    },
    { table: 'patches-Requests3C4D', evidenceBucket: null },
  ]);
  expect(found.unsearched).toEqual([]);
  const [before] = found;
  await found.search();
  expect([...found][0]).toBe(before);
});

it.each([
  ['its name', table('forged', TABLE.name)],
  ['its table', table(TABLE.table, 'forged')],
])('leaves what is configured by %s as it is', async (_, resource) => {
  put(resource);
  const found = tables([TABLE]);
  await found.search();
  expect([...found]).toEqual([TABLE]);
});

it('takes none of two with one name, and no name that is none', async () => {
  put(table('a', 'news'), table('b', 'news'), table('c', 'No name'));
  const found = tables();
  await found.search();
  expect([...found]).toEqual([]);
  expect(found.unsearched.map(({ reason }) => reason)).toEqual([
    expect.stringContaining('Several tables'),
    expect.stringContaining('is no name of a repository'),
  ]);
});

it('keeps what it has found where a look fails, and says why', async () => {
  put(table('a', 'news'));
  const found = tables();
  await found.search();
  aws.refuse('tagging:GetResources', 'AccessDeniedException', 'no');
  await found.search();
  expect([...found]).toHaveLength(1);
  expect(found.unsearched).toEqual([
    {
      id: '111122223333.ap-northeast-1',
      title: '111122223333/ap-northeast-1',
      reason: expect.stringContaining(
        'AWS refused tag:GetResources for 111122223333/ap-northeast-1',
      ),
    },
  ]);
});

it('reads recordings as it reads AWS', async () => {
  const recordings = testRecordings();
  try {
    await recordings.record('resourcegroupstaggingapi/get-resources', {
      ResourceTagMappingList: [table('a', 'news'), table('b', 'x', 'y')],
    });
    const found = new FoundTables(recordings.clients, [], [PLACE], logger);
    await found.search();
    expect([...found]).toMatchObject([{ name: 'news', table: 'a' }]);
  } finally {
    await recordings.remove();
  }
});
