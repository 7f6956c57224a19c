import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { ApprovalRequest } from 'backstage-plugin-batch-migration-common';
import type { ApprovalRange } from 'backstage-plugin-batch-migration-node';
import { testRecordings } from '../testRecordings';
import { startFakeAws } from '../testFake';
import { AwsApprovals } from './AwsApprovals';
import { itemsOf, reportOf, TABLE, threadOf } from './testTables';

const UUID = '01234567-89ab-cdef-0123-456789abcdef';
const since = new Date('2026-02-01T00:00:00Z');
const run = (used: string | null, kind = 'patch') =>
  ({
    kind,
    used: used === null ? null : { by: used, at: '2026-02-11T01:00:00Z' },
  } as ApprovalRequest);

async function allOf(lines: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const line of lines) all.push(line);
  return all;
}

let aws: Awaited<ReturnType<typeof startFakeAws>>;
let source: AwsApprovals;
let items: Array<Record<string, AttributeValue>>;
const tokyo = () => aws.region(TABLE.accountId, TABLE.region);

beforeEach(async () => {
  aws = await startFakeAws();
  source = new AwsApprovals(aws.clients, [TABLE]);
  items = [];
  tokyo().tables.set(TABLE.table, items);
});
afterEach(() => aws.stop());

describe('requests', () => {
  const asked = (days: Partial<ApprovalRange> = {}) =>
    source.requests(TABLE, { from: since, until: null, limit: 10, ...days });
  const idsOf = async (days?: Partial<ApprovalRange>) =>
    (await asked(days)).requests.map(({ id }) => id);

  it('are what waits and what lately had something happen to it, over all pages', async () => {
    items.push(
      ...itemsOf('waits-long', {
        status: 'requested',
        requestedAt: '2026-01-02T00:00:00.000Z',
      }),
      ...itemsOf('too-old', {
        requestedAt: '2026-01-31T23:59:59.999Z',
        changedAt: '2026-01-31T23:59:59.999Z',
      }),
      ...itemsOf('answered-late', {
        requestedAt: '2024-01-01T00:00:00.000Z',
        changedAt: '2026-02-01T00:00:00.000Z',
      }),
      ...itemsOf('of-nobody-knows-when', {
        requestedAt: '2023-12-31T00:00:00.000Z',
      }),
      ...itemsOf('first', { requestedAt: '2026-02-01T00:00:00.000Z' }),
      ...itemsOf('session', {
        kind: 'session',
        requestedAt: '2026-02-03T00:00:00.000Z',
      }),
      ...['4', '5', '6', '7'].flatMap(day =>
        itemsOf(`of-${day}`, {
          requestedAt: `2026-02-0${day}T00:00:00.000Z`,
          changedAt: `2026-02-0${day}T01:00:00.000Z`,
        }),
      ),
    );
    const { requests, ...cuts } = await asked();
    expect(requests.map(({ id }) => id)).toEqual([
      ...['of-7', 'of-6', 'of-5', 'of-4', 'session', 'first', 'waits-long'],
      ...['answered-late', 'of-nobody-knows-when'],
    ]);
    expect(cuts).toEqual({ cutAt: null, isWaitingCut: false });
    expect(requests[0]).toEqual({
      id: 'of-7',
      record: { id: 'of-7', status: 'approved' },
      head: { sequence: 2, hash: 'head-2' },
      changedAt: '2026-02-07T01:00:00.000Z',
    });
    const until = new Date('2024-01-01T00:00:00Z');
    expect(await idsOf({ until })).toEqual([
      ...['waits-long', 'answered-late', 'of-nobody-knows-when'],
    ]);
  });

  it('say where they are cut, and keep what waits', async () => {
    items.push(
      ...itemsOf('waits', { status: 'requested' }),
      ...[1, 2, 3, 4].flatMap(n =>
        itemsOf(`new-${n}`, { requestedAt: `2026-02-12T00:00:0${n}.000Z` }),
      ),
    );
    const { requests, ...cuts } = await asked({ limit: 3 });
    expect(requests.map(({ id }) => id)).toEqual([
      'new-4',
      'new-3',
      'new-2',
      'waits',
    ]);
    expect(cuts).toEqual({
      ...{ cutAt: '2026-02-12T00:00:01.000Z', isWaitingCut: false },
    });
  });

  it('say where more waits than people can answer', async () => {
    for (let n = 0; n < 1_001; n += 1) {
      const [item] = itemsOf(`waits-${n}`, { status: 'requested' });
      delete item.kind;
      items.push(item);
    }
    const { requests, isWaitingCut } = await asked();
    expect(requests).toHaveLength(1_000);
    expect(isWaitingCut).toBe(true);
  });

  it('count once, as they were changed last, where an index lags behind', async () => {
    const [now] = itemsOf('one', { version: 3 });
    const [before] = itemsOf('one', { status: 'requested', version: 2 });
    delete before.kind;
    delete now.open;
    items.push(before, now);
    const { requests } = await asked();
    expect(requests).toMatchObject([{ head: { sequence: 3 } }]);
  });

  it('say what to allow where IAM refuses', async () => {
    aws.refuse('dynamodb:Query', 'AccessDeniedException', 'not authorized');
    await expect(asked()).rejects.toThrow(
      /AWS refused dynamodb:Query for 111122223333\/ap-northeast-1\/table\/news-requests\/index\/\w+: allow it for the role/,
    );
  });

  it('are told as unreadable where they are no JSON', async () => {
    const [item] = itemsOf('broken');
    items.push({ ...item, body: { S: '{' } });
    const { requests } = await asked();
    expect(requests).toMatchObject([{ id: 'broken', record: null }]);
  });
});

it('tells one request with its events in their order', async () => {
  items.push(...itemsOf('other'), ...itemsOf('one'));
  expect(await source.request(TABLE, 'one')).toEqual({
    id: 'one',
    record: { id: 'one', status: 'approved' },
    head: { sequence: 2, hash: 'head-2' },
    changedAt: null,
    events: [{ sequence: 1 }, { sequence: 2 }],
  });
  expect(await source.request(TABLE, 'none')).toBeNull();
});

it('tells threads, with an address where the workspace is known', async () => {
  const odd = { ...threadOf('odd'), ts: { S: '1"onclick' } };
  items.push(threadOf('one'), odd);
  const threads = await source.threads(TABLE, ['one', 'odd', 'none']);
  expect([...threads]).toEqual([
    [
      'one',
      {
        channel: 'C0PATCHES',
        url: 'https://example.slack.com/archives/C0PATCHES/p1770768000000100',
      },
    ],
    ['odd', { channel: 'C0PATCHES', url: null }],
  ]);
});

it('tells the newest reconciliation as it is stored', async () => {
  expect(await source.reconciliation(TABLE)).toBeNull();
  items.push(
    reportOf('2026-02-11T00:00:00.000Z', 'older'),
    reportOf('2026-02-12T00:00:00.000Z', '{'),
  );
  expect(await source.reconciliation(TABLE)).toEqual({ body: '{' });
});

describe('the log of a run', () => {
  const build = `news:${UUID}`;
  const group = '/news/patches';

  beforeEach(() => {
    tokyo().projects.set('news', {
      project: {},
      builds: [{ id: build, logs: { groupName: group, streamName: UUID } }],
    });
  });

  it('is that of CodeBuild, line by line', async () => {
    tokyo().logGroups.set(group, [
      { logStreamName: UUID, timestamp: 1, message: 'first\nsecond\n' },
      { logStreamName: 'of-another', timestamp: 1, message: 'no' },
      { logStreamName: UUID, timestamp: 2, message: '3 rows\n' },
    ]);
    const log = await source.log(TABLE, run(build));
    expect(log?.name).toBe(`news-${UUID}.log`);
    expect(await allOf(log!.lines)).toEqual(['first', 'second', '3 rows']);
  });

  it.each<[string, ApprovalRequest]>([
    ['did not begin', run(null)],
    ['is a session', run(build, 'session')],
    ['is no build', run('by hand')],
    ['CodeBuild has forgotten', run(`news:${UUID.replace('0', '9')}`)],
  ])('is none where the run %s', async (_, request) => {
    expect(await source.log(TABLE, request)).toBeNull();
  });

  it('says what to mend before a file begins', async () => {
    await expect(source.log(TABLE, run(build))).rejects.toThrow(
      'logs:FilterLogEvents failed for 111122223333/ap-northeast-1//news/patches',
    );
  });
});

it('reads recordings as it reads AWS', async () => {
  const recordings = testRecordings();
  try {
    const given = [
      ...itemsOf('a', { requestedAt: '2026-02-02T00:00:00.000Z' }),
      ...itemsOf('b', { requestedAt: '2026-02-03T00:00:00.000Z' }),
      ...itemsOf('c', {
        status: 'requested',
        requestedAt: '2026-02-04T00:00:00.000Z',
      }),
    ];
    items.push(...given, threadOf('a'));
    const query = `dynamodb/query/${TABLE.table}`;
    const heads = given.filter(({ sk }) => sk.S === 'request');
    await recordings.record(`${query}/byKind/patch`, {
      Items: heads,
      Count: 3,
    });
    await recordings.record(`${query}/open/yes`, { Items: heads.slice(2) });
    await recordings.record(`${query}/items/request#a`, {
      Items: itemsOf('a').reverse().reverse(),
    });
    await recordings.record(
      `dynamodb/get-item/${TABLE.table}/thread#a/thread`,
      { Item: threadOf('a') },
    );
    const replayed = new AwsApprovals(recordings.clients, [TABLE]);
    for (const limit of [1, 2, 10]) {
      for (const until of [null, new Date('2026-02-03T00:00:00Z')]) {
        const range = { from: since, until, limit };
        expect(await replayed.requests(TABLE, range)).toEqual(
          await source.requests(TABLE, range),
        );
      }
    }
    expect((await replayed.request(TABLE, 'a'))?.events).toHaveLength(2);
    expect(await replayed.request(TABLE, 'z')).toBeNull();
    expect(await replayed.threads(TABLE, ['a', 'b'])).toEqual(
      await source.threads(TABLE, ['a', 'b']),
    );
    expect(await replayed.reconciliation(TABLE)).toBeNull();
  } finally {
    await recordings.remove();
  }
});
