import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { ServerView } from 'backstage-plugin-batch-migration-common';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ACCOUNT, REGION, startWorld } from './testWorld';

jest.setTimeout(300_000);

const ESTATE = resolve(
  resolvePackagePath('backstage-plugin-batch-migration-backend'),
  '../../examples/estate',
);
const FILES = [
  { type: 'files', target: `${ESTATE}/captured`, role: 'captured' },
  { type: 'files', target: `${ESTATE}/declared`, role: 'declared' },
];
const AWS = {
  type: 'aws',
  accountId: '111122223333',
  region: 'ap-northeast-1',
};

/** What a portal on the recorded estate shows, and how its second look ends. */
async function show(inventories: object[]) {
  const world = await startWorld({
    now: '2026-02-12T10:24:00+09:00',
    config: {
      batchMigration: {
        inventories,
        aws: { mode: 'replay', recordings: `${ESTATE}/aws` },
      },
    },
  });
  try {
    await world.call('post', '/refresh');
    const again = await world.call('post', '/refresh');
    const { items } = await world.call('get', '/servers?limit=200');
    const workloads = await world.call('get', '/workloads?limit=200');
    return {
      again,
      servers: items as ServerView[],
      ids: workloads.items.map(({ id }: { id: string }) => id).sort(),
    };
  } finally {
    await world.stop();
  }
}

it('adds what AWS says to the servers that files describe, and nothing else', async () => {
  const before = await show(FILES);
  const after = await show([...FILES, AWS]);
  const bare = ({ servers }: typeof before) =>
    servers.map(({ ref, title, ownerRef, workloads, hardDates, dangers }) => ({
      ...{ ref, title, ownerRef, workloads, hardDates },
      dangers: dangers.map(({ type }) => type),
    }));
  expect(bare(after)).toEqual(bare(before));
  expect(after.ids).toEqual(before.ids);
  expect(after.again.failures).toEqual(before.again.failures);
  // The same again is no news.
  expect(after.again.servers).toBe(0);
  const { facts } = after.servers.find(({ ref }) => ref.endsWith('/bat000'))!;
  expect(
    facts
      .filter(({ name }) => name === 'virtualization')
      .map(({ source }) => source),
  ).toEqual(['server list', 'EC2']);
});

const ID = 'i-0a71c3f2d4e5b6a70';
const DOCUMENT = 'read-crontabs';
const LOG_GROUP = '/crontabs';

describe('an AWS that tells of legacy servers', () => {
  let world: Awaited<ReturnType<typeof startWorld>>;

  beforeEach(async () => {
    const entry = { type: 'aws', accountId: ACCOUNT, region: REGION };
    const runCommand = { document: DOCUMENT, logGroup: LOG_GROUP };
    world = await startWorld({
      now: '2026-02-12T10:24:00+09:00',
      inventories: [
        { ...entry, runCommand },
        { ...entry, region: 'us-east-1' },
      ],
    });
    for (const [name, region] of [
      ['bat000', world.region],
      ['us000', world.aws.region(ACCOUNT, 'us-east-1')],
    ] as const) {
      region.instances.set(ID, {
        instance: {
          State: { Name: 'running' },
          InstanceType: 'c3.xlarge',
          Tags: [
            { Key: 'batch-migration', Value: 'legacy' },
            { Key: 'Name', Value: name },
          ],
        },
      });
    }
    world.region.documents.set(DOCUMENT, [
      readFileSync(
        resolve(
          resolvePackagePath(
            'backstage-plugin-batch-migration-backend-module-aws',
          ),
          'documents/read-crontabs.json',
        ),
        'utf8',
      ),
    ]);
    world.region.logGroups.set(LOG_GROUP, []);
  });
  afterEach(() => world.stop());

  const servers = async (): Promise<string[]> =>
    (await world.call('get', '/servers')).items.map(
      ({ title }: ServerView) => title,
    );
  const silent = async (): Promise<Array<{ id: string; reason: string }>> =>
    (await world.call('get', '/summary')).silentSources;

  it('goes on where a part fails, says what to mend, and forgets no server', async () => {
    world.aws.region(ACCOUNT, 'us-east-1').instances.get(ID)!.instance.Tags =
      [];
    await world.observe();
    expect(await servers()).toEqual(['bat000']);

    world.aws.refuse('ssm:*', 'AccessDeniedException');
    const { failures } = await world.call('post', '/refresh');
    expect(failures).toContainEqual({
      source: `aws:${ACCOUNT}/${REGION}`,
      reason: expect.stringContaining('ssm:DescribeInstanceInformation'),
    });
    expect(await silent()).toContainEqual(
      expect.objectContaining({
        id: `aws:${ACCOUNT}/${REGION}`,
        reason: expect.stringContaining('allow it for the role'),
      }),
    );
    world.aws.allow('ssm:*');
    await world.observe();
    expect(await silent()).toEqual([]);

    // It vanished, and AWS says all that it has.
    world.region.instances.clear();
    world.wait({ hours: 25 });
    const { failures: withheld } = await world.call('post', '/refresh');
    const guard = 'Nothing is removed: the source answers without them';
    expect(withheld).toEqual([
      {
        source: `aws:${ACCOUNT}/${REGION}`,
        reason: expect.stringContaining(guard),
      },
    ]);
    expect(await servers()).toEqual(['bat000']);
    expect(await silent()).toEqual([
      expect.objectContaining({
        id: `aws:${ACCOUNT}/${REGION}`,
        reason: expect.stringContaining(guard),
      }),
      expect.objectContaining({
        id: `aws:${ACCOUNT}/${REGION} resource:default/bat000`,
        reason: expect.stringContaining('whether it is still there'),
      }),
    ]);
  });

  it('brings crontabs from hosts as captures do', async () => {
    world.region.managedHosts.set(ID, {
      PingStatus: 'Online',
      PlatformType: 'Linux',
    });
    await world.observe();
    expect(world.region.sentCommands).toHaveLength(1);
    const answer = (command: number, jobs: string[]) => {
      const CommandId = `00000000-0000-4000-8000-00000000000${command}`;
      world.region.invocations.unshift({
        CommandId,
        InstanceId: ID,
        DocumentName: DOCUMENT,
        DocumentVersion: '1',
        RequestedDateTime: world.now(),
        Status: 'Success',
      });
      const lines = [
        'capture 1 bat000',
        'begin etc/cron.d/news',
        ...jobs.map(job => `=${job}`),
        'end etc/cron.d/news',
        'read etc/cron.d',
        'complete',
      ];
      lines.forEach((line, index) =>
        world.region.logGroups.get(LOG_GROUP)!.push({
          eventId: `${command}-${index}`,
          logStreamName: `${CommandId}/${ID}/readCrontabs/stdout`,
          timestamp: world.now().getTime(),
          message: `${index + 1}|${line}`,
        }),
      );
    };
    answer(1, ['15 4 * * * batch /srv/news/bin/digest --all']);
    world.wait({ minutes: 5 });
    await world.observe();
    const before = await world.workload('digest');
    expect(before.assessment).toMatchObject({ legacy: 'active' });
    expect(before.serverRefs).toEqual(['resource:default/bat000']);

    world.wait({ days: 1 });
    answer(2, ['# 15 4 * * * batch /srv/news/bin/digest --all']);
    world.wait({ minutes: 5 });
    await world.observe();
    expect(await world.workload('digest')).toMatchObject({
      id: before.id,
      assessment: { legacy: 'idle' },
    });
  });
});
