import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { describeInventorySource } from 'backstage-plugin-batch-migration-node/testUtils';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFilesInventorySource } from './FilesInventorySource';

const capture = (capturedAt: string, changes: object = {}) =>
  JSON.stringify({
    host: 'h',
    capturedAt,
    read: ['etc', 'lib/systemd/system', 'ps.txt', 'modes.txt'],
    ...changes,
  });

const directory = createMockDirectory({
  content: {
    'captured/bat000/old/capture.json': capture('2026-02-05T10:00:00+09:00'),
    'captured/bat000/old/etc/crontab': '0 3 * * * root bin/a\n',
    'captured/bat000/new/capture.json': capture('2026-02-12T10:00:00+09:00'),
    'captured/bat000/new/etc/crontab':
      '0 3 * * * root bin/a\n0 3 * * * root bin/a\n25 6 * * * root run-parts /etc/cron.daily\n',
    'captured/bat000/new/etc/cron.daily/backup': '',
    'captured/bat000/new/etc/anacrontab':
      '7 5 weekly bin/w\n7 5 weekly bin/v\n',
    'captured/bat000/new/etc/systemd/system/a.timer':
      '[Timer]\nOnCalendar=daily\n',
    'captured/bat000/new/etc/systemd/system/w.service':
      '[Service]\nExecStart=/srv/w\n',
    'captured/bat000/new/etc/supervisord.conf': '[program:x]\ncommand=/srv/x\n',
    'captured/group/1/capture.json': capture('2026-02-12T10:00:00+09:00', {
      member: 'i-1',
    }),
    'captured/group/2/capture.json': capture('2026-02-12T10:01:00+09:00', {
      member: 'i-2',
    }),
    'captured/broken/1/capture.json': '{',
  },
});

const OPTIONS = {
  id: 'files:captured',
  role: 'captured',
  freshnessMs: 60_000,
  timezone: 'Asia/Tokyo',
} as const;

const CONTRACT = {
  now: new Date('2026-02-12T01:24:00Z'),
  readable: ['resource:default/bat000', 'resource:default/group'],
  failing: ['resource:default/broken'],
};

describeInventorySource('files in a folder', {
  ...CONTRACT,
  create: () =>
    createFilesInventorySource({
      ...OPTIONS,
      directory: directory.resolve('captured'),
    }),
});

const copies: string[] = [];
afterAll(() => {
  for (const copy of copies) rmSync(copy, { recursive: true, force: true });
});

describeInventorySource('files behind a URL', {
  ...CONTRACT,
  create: () =>
    createFilesInventorySource({
      ...OPTIONS,
      url: 'https://git.example/estate/tree/main/captured',
      urlReader: mockServices.urlReader.mock({
        readTree: async () => ({
          etag: 'a',
          files: async () => [],
          archive: async () => {
            throw new Error('Not asked for');
          },
          dir: async () => {
            const copy = mkdtempSync(join(tmpdir(), 'files-contract-'));
            copies.push(copy);
            cpSync(directory.resolve('captured'), copy, { recursive: true });
            return copy;
          },
        }),
      }),
    }),
});
