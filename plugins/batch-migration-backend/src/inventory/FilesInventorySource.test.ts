import { createMockDirectory } from '@backstage/backend-test-utils';
import type { InventoryReading } from 'backstage-plugin-batch-migration-node';
import { rmSync, symlinkSync } from 'node:fs';
import { createFilesInventorySource } from './FilesInventorySource';

const NOW = new Date('2026-02-12T01:24:00Z');
const CRONTAB = 'var/spool/cron/crontabs/batch';

const capture = (capturedAt: string, changes: object = {}) =>
  JSON.stringify({
    host: 'bat000',
    capturedAt,
    read: ['var/spool/cron', 'etc'],
    ...changes,
  });

describe('createFilesInventorySource', () => {
  const directory = createMockDirectory();

  const read = async (role: 'captured' | 'declared' = 'captured') => {
    const source = createFilesInventorySource({
      id: `files:${role}`,
      role,
      directory: directory.resolve(role),
      freshnessMs: 60_000,
      timezone: 'Asia/Tokyo',
    });
    const readings: InventoryReading[] = [];
    for await (const reading of source.read({ now: NOW }))
      readings.push(reading);
    return readings;
  };

  const summaryOf = (readings: InventoryReading[]) =>
    readings.map(reading =>
      reading.status === 'read'
        ? `${reading.inventory.server.ref} ${reading.inventory.items.length}`
        : `${reading.serverRef} ${
            reading.status === 'failed' ? reading.reason : reading.status
          }`,
    );

  it.each([
    ['scheduled-jobs', [], []],
    ['metrics', ['metrics'], []],
    ['metrics', [], ['unknown-role-type']],
    ['schedueld-jobs', ['metrics'], ['unknown-role-type']],
  ])(
    'knows the role type %s where %j is configured: %j',
    async (type, roleTypes, codes) => {
      directory.setContent({
        'declared/bat000/server.yaml': `roles:\n  - name: work\n    type: ${type}\n    kind: scheduled\n`,
      });
      const source = createFilesInventorySource({
        id: 'files:declared',
        role: 'declared',
        directory: directory.resolve('declared'),
        freshnessMs: 60_000,
        timezone: 'Asia/Tokyo',
        roleTypes,
      });
      for await (const reading of source.read({ now: NOW })) {
        expect(reading).toMatchObject({
          status: 'read',
          inventory: { roles: [{ type }] },
        });
        expect(
          reading.status === 'read' &&
            reading.inventory.issues.map(({ code }) => code),
        ).toEqual(codes);
      }
      expect.assertions(2);
    },
  );

  it('reads the oldest capture first, whatever its folder is called', async () => {
    directory.setContent({
      'captured/bat000/a/capture.json': capture('2026-02-12T10:00:00+09:00'),
      'captured/bat000/b/capture.json': capture('2026-02-05T10:00:00+09:00'),
    });
    const readings = await read();
    expect(
      readings.map(one => one.status === 'read' && one.inventory.capturedAt),
    ).toEqual(['2026-02-05T01:00:00.000Z', '2026-02-12T01:00:00.000Z']);
  });

  it('tells a crontab that is gone from one that was never read', async () => {
    directory.setContent({
      [`captured/bat000/1/${CRONTAB}`]: '0 3 * * * bin/a\n',
      'captured/bat000/1/capture.json': capture('2026-02-05T10:00:00+09:00'),
      'captured/bat000/2/capture.json': capture('2026-02-12T10:00:00+09:00'),
    });
    const [, second] = await read();
    expect(second.status === 'read' && second.inventory.places).toEqual([
      expect.objectContaining({
        ref: `crontab:default/bat000/${CRONTAB}`,
        complete: true,
      }),
    ]);
  });

  it('goes on after what cannot be read', async () => {
    directory.setContent({
      'captured/a/1/capture.json': '{',
      'captured/b/1/ps.txt': 'no capture.json here',
      'captured/c/server.yaml': 'roles: [',
      'captured/d/1/capture.json': capture('2026-02-13T10:00:00+09:00'),
      'captured/e/1/capture.json': capture('2026-02-12T10:00:00+09:00'),
    });
    expect(summaryOf(await read())).toEqual([
      expect.stringMatching(
        /^resource:default\/a a\/1: capture.json is not JSON/,
      ),
      expect.stringMatching(
        /^resource:default\/b b\/1: capture.json is missing/,
      ),
      expect.stringMatching(/^resource:default\/c c: server.yaml is not YAML/),
      expect.stringMatching(/^resource:default\/d d\/1: .*later than now/),
      'resource:default/e 0',
    ]);
  });

  it('takes the description beside where the capture has none', async () => {
    directory.setContent({
      'captured/bat000/1/capture.json': capture('2026-02-12T10:00:00+09:00'),
      'declared/bat000/server.yaml':
        'title: The old one\nref: resource:ops/bat000',
    });
    const [reading] = await read();
    expect(reading.status === 'read' && reading.inventory.server).toMatchObject(
      {
        ref: 'resource:ops/bat000',
        title: 'The old one',
      },
    );
  });

  it('does not follow a link out of its folder', async () => {
    directory.setContent({
      'captured/bat000/1/capture.json': capture('2026-02-12T10:00:00+09:00'),
      'captured/bat000/1/etc/cron.d/ok': '0 3 * * * root bin/a\n',
      'outside/secret': '0 3 * * * root bin/outside\n',
    });
    symlinkSync(
      directory.resolve('outside/secret'),
      directory.resolve('captured/bat000/1/etc/cron.d/link'),
    );
    symlinkSync(
      directory.resolve('outside'),
      directory.resolve('captured/other'),
    );
    const readings = await read();
    expect(summaryOf(readings)).toEqual(['resource:default/bat000 1']);
    expect(
      readings[0].status === 'read' && readings[0].inventory.issues,
    ).toEqual([
      expect.objectContaining({
        path: 'etc/cron.d/link',
        message: expect.stringContaining('leads out'),
      }),
    ]);
  });

  it.each([
    ['is not UTF-8', Buffer.from([0x30, 0xa5, 0xd0, 0x0a]), 'not UTF-8'],
    ['is too large', '#'.repeat(1024 * 1024 + 1), 'larger than'],
  ])(
    'keeps the place open where a crontab %s',
    async (_name, content, words) => {
      directory.setContent({
        'captured/bat000/1/capture.json': capture('2026-02-12T10:00:00+09:00'),
        [`captured/bat000/1/${CRONTAB}`]: content,
      });
      const [reading] = await read();
      expect(reading.status === 'read' && reading.inventory.places).toEqual([
        expect.objectContaining({
          complete: false,
          reason: expect.stringContaining(words),
        }),
      ]);
    },
  );

  it('keeps the place open where a link leads to nothing', async () => {
    directory.setContent({
      'captured/bat000/1/capture.json': capture('2026-02-12T10:00:00+09:00'),
      'captured/bat000/1/etc/cron.d/x': '0 3 * * * root bin/a\n',
    });
    const path = directory.resolve('captured/bat000/1/etc/cron.d/x');
    rmSync(path);
    symlinkSync('nowhere', path);
    const [reading] = await read();
    expect(reading.status === 'read' && reading.inventory.places).toEqual([
      expect.objectContaining({ complete: false }),
    ]);
  });

  it('says so when its folder is not there', async () => {
    directory.setContent({});
    expect(await read()).toEqual([
      {
        status: 'failed',
        serverRef: null,
        reason: expect.stringContaining('cannot be read'),
      },
    ]);
  });

  it('needs a server.yaml where Git declares a server', async () => {
    directory.setContent({ 'declared/bat000/crontabs/batch': '' });
    expect(summaryOf(await read('declared'))).toEqual([
      'resource:default/bat000 bat000: bat000/server.yaml is missing: it says which server this is',
    ]);
  });
});
