import { mockServices } from '@backstage/backend-test-utils';
import { readAwsInventories } from './readAwsInventories';

const PLACE = { accountId: '111122223333', region: 'ap-northeast-1' };

const read = (...entries: object[]) =>
  readAwsInventories(
    mockServices.rootConfig({
      data: {
        batchMigration: { timezone: 'Asia/Tokyo', inventories: entries },
      },
    }),
  );

it('takes an account and a region, and executes nothing on hosts', () => {
  expect(read({ type: 'aws', ...PLACE })).toEqual([
    {
      ...PLACE,
      freshnessMs: 24 * 60 * 60 * 1000,
      timezone: 'Asia/Tokyo',
      tags: {
        key: 'batch-migration',
        values: [],
        server: 'batch-migration-server',
        role: 'batch-migration-role',
        owner: 'batch-migration-owner',
      },
      runCommand: null,
    },
  ]);
});

it('takes several accounts and regions, and leaves other sources alone', () => {
  const found = read(
    { type: 'files', target: 'here', role: 'declared' },
    { type: 'aws', ...PLACE },
    { type: 'aws', ...PLACE, region: 'us-east-1' },
    {
      type: 'aws',
      ...PLACE,
      accountId: '444455556666',
      freshness: { hours: 2 },
      tags: { key: 'legacy', values: ['yes'], server: 'Name' },
      runCommand: { document: 'read-crontabs', logGroup: '/crontabs' },
    },
  );
  expect(found).toHaveLength(3);
  expect(found[2]).toMatchObject({
    freshnessMs: 7_200_000,
    tags: { key: 'legacy', values: ['yes'], server: 'Name' },
    runCommand: {
      document: 'read-crontabs',
      logGroup: '/crontabs',
      everyMs: 86_400_000,
      hostsPerRound: 25,
    },
  });
});

it.each([
  [{ accountId: '1234' }, /inventories\[0\]\.accountId: expected 12 digits/],
  [{ region: 'tokyo' }, /inventories\[0\]\.region: expected a region/],
  [{ freshness: 'soon' }, /inventories\[0\]\.freshness must be a duration/],
  [{ freshness: { hours: 0 } }, /freshness must be longer than nothing/],
  [{ tags: { key: 'a*' } }, /tags\.key: expected the key of a tag/],
  [{ tags: { values: ['*'] } }, /tags\.values: expected values/],
  [
    { runCommand: { document: 'AWS-RunShellScript; rm', logGroup: 'g' } },
    /runCommand\.document: expected the name of a document/,
  ],
  [
    { runCommand: { document: 'read', logGroup: 'g', hostsPerRound: 51 } },
    /hostsPerRound: expected a number from 1 to 50/,
  ],
])('refuses %j', (over, message) => {
  expect(() => read({ type: 'aws', ...PLACE, ...over })).toThrow(message);
});

it('refuses the same account and region twice', () => {
  expect(() =>
    read({ type: 'aws', ...PLACE }, { type: 'aws', ...PLACE }),
  ).toThrow(/listed twice/);
});
