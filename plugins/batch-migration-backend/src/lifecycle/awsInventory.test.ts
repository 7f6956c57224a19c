import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { ServerView } from 'backstage-plugin-batch-migration-common';
import { resolve } from 'node:path';
import { startWorld } from './testWorld';

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
