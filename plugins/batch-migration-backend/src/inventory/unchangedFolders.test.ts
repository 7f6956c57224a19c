import { createMockDirectory } from '@backstage/backend-test-utils';
import type { InventoryReading } from 'backstage-plugin-batch-migration-node';
import { chmodSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import * as common from 'backstage-plugin-batch-migration-common';
import { createFilesInventorySource } from './FilesInventorySource';
import { createReadingMemory } from './readingMemory';

jest.mock('backstage-plugin-batch-migration-common', () => {
  const actual = jest.requireActual('backstage-plugin-batch-migration-common');
  return { ...actual, capturedInventory: jest.fn(actual.capturedInventory) };
});

const NOW = new Date('2026-02-12T01:24:00Z');
const CRONTAB = 'captured/bat000/1/etc/crontab';
const MINUTE = 60_000;

const capture = (capturedAt = '2026-02-12T10:00:00+09:00') =>
  JSON.stringify({ host: 'bat000', capturedAt, read: ['etc'] });

describe('what did not change in a folder', () => {
  const directory = createMockDirectory();
  const parsed = jest.mocked(common.capturedInventory);
  let memory: ReturnType<typeof createReadingMemory>;

  const makeSource = (options: object = {}) =>
    createFilesInventorySource({
      id: 'files:captured',
      role: 'captured',
      directory: directory.resolve('captured'),
      freshnessMs: MINUTE,
      timezone: 'Asia/Tokyo',
      // Files of a test are new; later they have settled.
      clock: () => Date.now() + MINUTE,
      memory,
      ...options,
    });

  /** Reads as discovery does, which stores what it can. */
  const read = async (
    source: ReturnType<typeof makeSource>,
    { stores = true, now = NOW } = {},
  ) => {
    parsed.mockClear();
    const readings: InventoryReading[] = [];
    for await (const reading of source.read({ now })) {
      readings.push(reading);
      if (reading.status === 'read' && stores) await reading.onStored?.();
    }
    return readings.map(reading =>
      reading.status === 'failed' ? reading.reason : reading.status,
    );
  };

  beforeEach(() => {
    memory = createReadingMemory();
    directory.setContent({
      'captured/bat000/1/capture.json': capture(),
      [CRONTAB]: '0 3 * * * root bin/a\n',
    });
  });

  it('is not parsed again, and counts as answered', async () => {
    const source = makeSource();
    expect(await read(source)).toEqual(['read']);
    expect(parsed).toHaveBeenCalledTimes(1);
    expect(await read(source)).toEqual(['unchanged']);
    expect(parsed).not.toHaveBeenCalled();
  });

  it('is told again until it was stored', async () => {
    const source = makeSource();
    expect(await read(source, { stores: false })).toEqual(['read']);
    expect(await read(source)).toEqual(['read']);
    expect(await read(source)).toEqual(['unchanged']);
  });

  it('is known to another backend, by its content', async () => {
    await read(makeSource());
    expect(await read(makeSource())).toEqual(['unchanged']);
    expect(parsed).not.toHaveBeenCalled();
    expect(await read(makeSource({ timezone: 'UTC' }))).toEqual(['read']);
  });

  it.each<[string, () => void]>([
    [
      'another text',
      () => directory.addContent({ [CRONTAB]: '0 4 * * * root bin/another\n' }),
    ],
    [
      'another text of the same size and time',
      () => {
        const path = directory.resolve(CRONTAB);
        const { atime, mtime } = statSync(path);
        writeFileSync(path, '0 4 * * * root bin/a\n');
        utimesSync(path, atime, mtime);
      },
    ],
    [
      'a new capture',
      () =>
        directory.addContent({
          'captured/bat000/2/capture.json': capture(
            '2026-02-12T10:10:00+09:00',
          ),
        }),
    ],
    [
      'a description beside',
      () =>
        directory.addContent({
          'declared/bat000/server.yaml': 'title: The old one\n',
        }),
    ],
  ])('is read again with %s', async (_, change) => {
    const source = makeSource();
    await read(source);
    expect(await read(source)).toEqual(['unchanged']);
    change();
    expect(await read(source)).toContain('read');
    expect(await read(source)).toEqual(['unchanged']);
  });

  it('is compared by its content while a file is so new that it may be written again', async () => {
    const source = makeSource({ clock: Date.now });
    await read(source);
    writeFileSync(directory.resolve(CRONTAB), '0 4 * * * root bin/a\n');
    expect(await read(source)).toEqual(['read']);
  });

  it('is not stored anew where only the times of files changed', async () => {
    const source = makeSource();
    await read(source);
    chmodSync(directory.resolve(CRONTAB), 0o600);
    expect(await read(source)).toEqual(['unchanged']);
    expect(parsed).not.toHaveBeenCalled();
  });

  it('keeps failing where it cannot be read', async () => {
    directory.addContent({ 'captured/bat000/2/capture.json': '{' });
    const source = makeSource();
    const first = await read(source);
    expect(first).toEqual(['read', expect.stringContaining('is not JSON')]);
    expect(await read(source)).toEqual([first[1]]);
    expect(parsed).not.toHaveBeenCalled();
    directory.addContent({ 'captured/bat000/2/capture.json': capture() });
    expect(await read(source)).toEqual(['read', 'read']);
    expect(await read(source)).toEqual(['unchanged']);
  });

  it('is looked at anew where a capture is of later', async () => {
    directory.addContent({
      'captured/bat000/2/capture.json': capture('2026-02-12T11:00:00+09:00'),
    });
    const source = makeSource();
    expect(await read(source)).toEqual([
      'read',
      expect.stringContaining('later than now'),
    ]);
    const later = new Date('2026-02-12T02:24:00Z');
    expect(await read(source, { now: later })).toEqual(['read', 'read']);
  });

  it('is forgotten with its folder', async () => {
    directory.addContent({ 'captured/bat001/1/capture.json': capture() });
    const source = makeSource();
    await read(source);
    expect([...(await memory.folders(source.id)).keys()]).toHaveLength(2);
    directory.setContent({ 'captured/bat001/1/capture.json': capture() });
    await read(source);
    expect([...(await memory.folders(source.id)).keys()]).toEqual(['bat001']);
  });
});
