import { mockServices } from '@backstage/backend-test-utils';
import { UrlReaders } from '@backstage/backend-defaults/urlReader';
import {
  AuthenticationError,
  NotFoundError,
  NotModifiedError,
} from '@backstage/errors';
import type { InventoryReading } from 'backstage-plugin-batch-migration-node';
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createFilesInventorySource } from './FilesInventorySource';
import { createReadingMemory } from './readingMemory';

const NOW = new Date('2026-02-12T01:24:00Z');
const SERVER = 'bat000/server.yaml';
const CRONTAB = 'bat000/crontabs/batch';

const readAll = async (
  source: ReturnType<typeof createFilesInventorySource>,
) => {
  const readings: InventoryReading[] = [];
  for await (const reading of source.read({ now: NOW })) {
    readings.push(reading);
    if (reading.status === 'read') await reading.onStored?.();
  }
  return readings;
};

const statusOf = (readings: InventoryReading[]) =>
  readings.map(reading =>
    reading.status === 'failed' ? reading.reason : reading.status,
  );

function write(root: string, files: Record<string, string>) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

describe('an inventory behind a URL', () => {
  const folders: string[] = [];
  const newFolder = () => {
    const folder = mkdtempSync(join(tmpdir(), 'url-inventory-'));
    folders.push(folder);
    return folder;
  };
  afterEach(() => {
    for (const folder of folders.splice(0)) {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  const URL_ = 'https://git.example/estate/tree/main/declared';
  const FILES = { [SERVER]: 'title: bat000\n', [CRONTAB]: '0 3 * * * bin/a\n' };

  /** A reader that answers a version of the files, unless it is known. */
  const readerOf = (
    answer: () => { etag: string; files: Record<string, string> },
  ) =>
    mockServices.urlReader.mock({
      readTree: async (_url, options) => {
        const { etag, files } = answer();
        if (options?.etag === etag) throw new NotModifiedError();
        for (const [path, text] of Object.entries(files)) {
          options?.filter?.(path, { size: text.length });
        }
        return {
          etag,
          files: async () => [],
          archive: async () => {
            throw new Error('Not asked for');
          },
          dir: async () => {
            const folder = newFolder();
            write(folder, files);
            return folder;
          },
        };
      },
    });

  const makeSource = (
    urlReader: ReturnType<typeof readerOf>,
    memory = createReadingMemory(),
    role: 'declared' | 'captured' = 'declared',
  ) =>
    createFilesInventorySource({
      ...{ id: `files:${role}`, role, url: URL_, urlReader, memory },
      freshnessMs: 60_000,
      timezone: 'UTC',
    });

  it('is read once for each version, also by another backend', async () => {
    let etag = 'a';
    const reader = readerOf(() => ({ etag, files: FILES }));
    const memory = createReadingMemory();
    const source = makeSource(reader, memory);
    expect(statusOf(await readAll(source))).toEqual(['read']);
    expect(await readAll(source)).toEqual([
      { status: 'unchanged', serverRef: 'resource:default/bat000' },
    ]);
    expect(statusOf(await readAll(makeSource(reader, memory)))).toEqual([
      'unchanged',
    ]);
    expect(reader.readTree).toHaveBeenLastCalledWith(
      URL_,
      expect.objectContaining({ etag: 'a' }),
    );
    // A commit that touches something else.
    etag = 'b';
    expect(statusOf(await readAll(source))).toEqual(['unchanged']);
  });

  it('is read again in full while a server of it was not stored', async () => {
    const reader = readerOf(() => ({ etag: 'a', files: FILES }));
    const source = makeSource(reader);
    for await (const _ of source.read({ now: NOW })) {
      // Discovery could not store it.
    }
    expect(statusOf(await readAll(source))).toEqual(['read']);
    expect(reader.readTree).toHaveBeenLastCalledWith(
      URL_,
      expect.not.objectContaining({ etag: 'a' }),
    );
  });

  it('leaves no copy behind, also where reading stops', async () => {
    const source = makeSource(readerOf(() => ({ etag: 'a', files: FILES })));
    await readAll(source);
    for await (const _ of makeSource(
      readerOf(() => ({ etag: 'a', files: FILES })),
    ).read({ now: NOW })) {
      break;
    }
    expect(folders.filter(folder => existsSync(folder))).toEqual([]);
    expect(folders).toHaveLength(2);
  });

  it('is described by its own server.yaml and by nothing beside the copy', async () => {
    const reader = readerOf(() => ({
      etag: 'a',
      files: {
        'bat000/1/capture.json': JSON.stringify({
          host: 'bat000',
          capturedAt: '2026-02-12T10:00:00+09:00',
        }),
      },
    }));
    const beside = join(tmpdir(), 'declared', 'bat000');
    expect(existsSync(beside)).toBe(false);
    const [reading] = await readAll(
      makeSource(reader, createReadingMemory(), 'captured'),
    );
    expect(reading).toMatchObject({
      inventory: { server: { title: 'bat000' } },
    });
  });

  it.each<[Error, RegExp]>([
    [new NotFoundError('no such tree'), /Correct the target/],
    [new AuthenticationError('bad token'), /Give the integration .* a token/],
    [new Error('could not read, 403 Forbidden'), /Give the integration/],
    [new Error('API rate limit exceeded for 1.2.3.4'), /too many requests/],
    [
      new Error("Reading from 'https://git.example/x' is not allowed."),
      /backend\.reading\.allow/,
    ],
    [new Error('socket hang up'), /tried again/],
  ])(
    'that fails with %s is one failure that says what to mend',
    async (error, words) => {
      const source = makeSource(
        mockServices.urlReader.mock({
          readTree: async () => {
            throw error;
          },
        }),
      );
      const readings = await readAll(source);
      expect(readings).toEqual([
        {
          status: 'failed',
          serverRef: null,
          reason: expect.stringMatching(words),
        },
      ]);
      expect(statusOf(readings)[0]).toContain(URL_);
    },
  );

  it('that is too large is refused', async () => {
    const source = makeSource(
      mockServices.urlReader.mock({
        readTree: async (_, options) => {
          options!.filter!('a', { size: 600 * 1024 * 1024 });
          throw new Error('Not reached');
        },
      }),
    );
    expect(statusOf(await readAll(source))).toEqual([
      expect.stringContaining('it holds more than'),
    ]);
  });

  describe('that a real reader of Backstage reads', () => {
    let server: Server;
    let base: string;
    let commit = 'c1';
    let archives = 0;
    let files: Record<string, string> = {};

    beforeEach(async () => {
      server = createServer((request, response) => {
        if (request.url?.includes('/archive/')) {
          archives += 1;
          const folder = newFolder();
          write(
            folder,
            Object.fromEntries(
              Object.entries(files).map(([path, text]) => [
                `estate/declared/${path}`,
                text,
              ]),
            ),
          );
          const tar = spawnSync('tar', ['-czf', '-', '-C', folder, 'estate']);
          response.end(tar.stdout);
        } else if (request.url?.includes('/git/commits/')) {
          response.setHeader('content-type', 'application/json');
          response.end(JSON.stringify({ sha: commit }));
        } else {
          response.statusCode = 404;
          response.end();
        }
      });
      await new Promise<void>(resolve =>
        server.listen(0, '127.0.0.1', resolve),
      );
      base = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    afterEach(() => new Promise(resolve => server.close(resolve)));

    it('is fetched when its commit changed', async () => {
      const urlReader = UrlReaders.default({
        logger: mockServices.logger.mock(),
        config: mockServices.rootConfig({
          data: {
            integrations: {
              gitea: [{ host: base, baseUrl: `http://${base}` }],
            },
          },
        }),
      });
      files = FILES;
      const source = createFilesInventorySource({
        ...{ id: 'files:declared', role: 'declared', urlReader },
        url: `http://${base}/ops/estate/src/branch/main/declared`,
        freshnessMs: 60_000,
        timezone: 'UTC',
      });
      expect(statusOf(await readAll(source))).toEqual(['read']);
      expect(statusOf(await readAll(source))).toEqual(['unchanged']);
      expect(archives).toBe(1);
      commit = 'c2';
      files = { ...FILES, [CRONTAB]: '0 4 * * * bin/a\n' };
      const [reading] = await readAll(source);
      expect(reading).toMatchObject({
        inventory: { items: [{ schedule: { expression: '0 4 * * *' } }] },
      });
      expect(archives).toBe(2);
    });
  });
});
