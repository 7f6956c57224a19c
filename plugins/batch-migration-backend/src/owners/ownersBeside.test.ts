import { mockServices } from '@backstage/backend-test-utils';
import { NotFoundError, NotModifiedError } from '@backstage/errors';
import type { InventoryReading } from 'backstage-plugin-batch-migration-node';
import {
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createFilesInventorySource } from '../inventory/FilesInventorySource';
import { createReadingMemory } from '../inventory/readingMemory';
import { ownersBesideFolder, ownersBesideUrl } from './ownersBeside';
import { checkoutIn } from './testCheckout';

const NOW = new Date('2026-02-12T01:24:00Z');
/** So long after the files were written that their times tell of changes. */
const LATER = () => Date.now() + 60_000;
const CRONTAB = 'declared/bat000/crontabs/batch';
const SERVER = 'declared/bat000/server.yaml';
const ROLE =
  'roles:\n  - name: work\n    type: scheduled-jobs\n    kind: scheduled\n';

const write = (root: string, files: Record<string, string>) => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
};

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

/** Each hint as `who because where`, or the status where nothing was read. */
const told = (readings: InventoryReading[]) =>
  readings.flatMap(reading =>
    reading.status === 'read'
      ? (reading.inventory.ownerHints ?? []).map(
          ({ name, because, where }) => `${name} ${because} ${where}`,
        )
      : [reading.status],
  );

describe('owners beside a folder', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'owners-'));
    write(dir, { [SERVER]: ROLE, [CRONTAB]: '0 3 * * * bin/a\n' });
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  const sourceOf = (readsHistory = true) => {
    const directory = join(dir, 'declared');
    return createFilesInventorySource({
      ...{ id: 'git', role: 'declared', directory, freshnessMs: 1 },
      timezone: 'Asia/Tokyo',
      clock: LATER,
      memory: createReadingMemory(),
      owners: ownersBesideFolder(directory, { readsHistory }),
    });
  };

  it.each([
    'CODEOWNERS',
    '.github/CODEOWNERS',
    'docs/CODEOWNERS',
    '.gitlab/CODEOWNERS',
  ])('come from %s of the repository in which it lies', async path => {
    mkdirSync(join(dir, '.git'));
    write(dir, { [path]: `# x\n/declared/bat000/ @acme/sre\n` });
    expect(told(await readAll(sourceOf()))).toEqual([
      `@acme/sre codeowners ${path}, line 2`,
    ]);
  });

  it('are of the place and say which', async () => {
    mkdirSync(join(dir, '.git'));
    write(dir, { CODEOWNERS: '* @sre\n' });
    const [reading] = await readAll(sourceOf());
    expect(reading.status === 'read' && reading.inventory.ownerHints).toEqual([
      {
        ...{ name: '@sre', because: 'codeowners', where: 'CODEOWNERS, line 1' },
        location: { ref: 'declared:default/bat000/crontabs/batch', key: null },
      },
    ]);
  });

  it('are none without a repository, and none from beyond it', async () => {
    write(dir, { CODEOWNERS: '* @sre\n' });
    expect(told(await readAll(sourceOf()))).toEqual([]);
    mkdirSync(join(dir, 'declared/.git'));
    expect(told(await readAll(sourceOf()))).toEqual([]);
  });

  it('are not read through a link that leads out of the repository', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'owners-'));
    write(outside, { secret: '* @stolen\n' });
    mkdirSync(join(dir, '.git'));
    symlinkSync(join(outside, 'secret'), join(dir, 'CODEOWNERS'));
    expect(told(await readAll(sourceOf()))).toEqual([]);
    rmSync(outside, { recursive: true });
  });

  it('are read anew when only CODEOWNERS changes', async () => {
    mkdirSync(join(dir, '.git'));
    write(dir, { CODEOWNERS: '* @sre\n' });
    const source = sourceOf();
    expect(told(await readAll(source))).toEqual([
      '@sre codeowners CODEOWNERS, line 1',
    ]);
    expect(told(await readAll(source))).toEqual(['unchanged']);

    write(dir, { CODEOWNERS: '* @new\n' });
    // Of the same size and time: its content counts.
    utimesSync(join(dir, 'CODEOWNERS'), 1, 1);
    expect(told(await readAll(source))).toEqual([
      '@new codeowners CODEOWNERS, line 1',
    ]);
    expect(told(await readAll(source))).toEqual(['unchanged']);

    unlinkSync(join(dir, 'CODEOWNERS'));
    const [gone] = await readAll(source);
    expect(gone.status === 'read' && gone.inventory.ownerHints).toEqual([]);
  });

  it('are read anew after a commit, of what it changed', async () => {
    const { commit } = await checkoutIn(dir);
    const other = 'declared/bat001/server.yaml';
    const files = { [SERVER]: ROLE, [CRONTAB]: '0 4 * * * a\n', [other]: ROLE };
    await commit(files, { name: 'Mori Hanako', email: 'mori@example.com' });
    const source = sourceOf();
    expect(told(await readAll(source))).toEqual([
      `Mori Hanako git-history ${CRONTAB}`,
    ]);
    // Written, read, and only then committed.
    write(dir, { [CRONTAB]: '0 5 * * * a\n' });
    expect(told(await readAll(source))).toEqual([
      `Mori Hanako git-history ${CRONTAB}`,
      'unchanged',
    ]);
    await commit({ [CRONTAB]: '0 5 * * * a\n' }, { name: 'Sato', day: 9 });
    expect(told(await readAll(source))).toEqual([
      `Sato git-history ${CRONTAB}`,
      `Mori Hanako git-history ${CRONTAB}`,
      'unchanged',
    ]);
    await commit({ 'README.md': 'x' }, { name: 'Kato', day: 10 });
    expect(told(await readAll(source))).toEqual(['unchanged', 'unchanged']);
  });

  it('hold no address of an author', async () => {
    const { commit } = await checkoutIn(dir);
    await commit(
      { [CRONTAB]: '0 4 * * * a\n' },
      { name: 'mori@example.com', email: 'mori@example.com' },
    );
    const readings = await readAll(sourceOf());
    expect(told(readings)).toEqual([`mori git-history ${CRONTAB}`]);
    expect(JSON.stringify(readings)).not.toContain('example.com');
  });

  it('have no authors where the installation wants none', async () => {
    const { commit } = await checkoutIn(dir);
    await commit({ [CRONTAB]: '0 4 * * * a\n' }, { name: 'Mori' });
    expect(told(await readAll(sourceOf(false)))).toEqual([]);
  });
});

describe('owners beside a URL', () => {
  const folder = () => mkdtempSync(join(tmpdir(), 'owners-'));
  const notFound = () => new NotFoundError('no such file');

  it.each([
    [
      'https://git.example/acme/estate/tree/main/git/declared',
      'https://git.example/acme/estate/blob/main/CODEOWNERS',
      '/git/declared/bat000/ @sre',
    ],
    [
      'https://git.example/acme/sub/estate/-/tree/main/declared/',
      'https://git.example/acme/sub/estate/-/blob/main/.gitlab/CODEOWNERS',
      '/declared/bat000/ @sre',
    ],
    [
      'https://git.example/acme/estate/tree/main',
      'https://git.example/acme/estate/blob/main/docs/CODEOWNERS',
      '/bat000/ @sre',
    ],
  ])('of %s come from %s', async (url, file, text) => {
    const urlReader = mockServices.urlReader.mock({
      readTree: async () => {
        const dir = folder();
        write(dir, {
          'bat000/server.yaml': ROLE,
          'bat000/crontab': '0 3 * * * root bin/a\n',
        });
        return { dir: async () => dir, etag: '1' } as never;
      },
      readUrl: async asked => {
        if (asked !== file) throw notFound();
        return { buffer: async () => Buffer.from(text) } as never;
      },
    });
    const source = createFilesInventorySource({
      ...{ id: 'git', role: 'declared', url, urlReader, freshnessMs: 1 },
      timezone: 'Asia/Tokyo',
      owners: ownersBesideUrl(url, { urlReader }),
    });
    expect(told(await readAll(source))).toEqual([
      expect.stringContaining('@sre codeowners'),
    ]);
  });

  it('are read anew though the tree itself did not change', async () => {
    const url = 'https://git.example/acme/estate/tree/main/declared';
    let answer: () => string = () => '* @sre';
    const urlReader = mockServices.urlReader.mock({
      readTree: async (_, options) => {
        if (options?.etag === '1') throw new NotModifiedError();
        const dir = folder();
        write(dir, {
          'bat000/server.yaml': ROLE,
          'bat000/crontab': '0 3 * * * root bin/a\n',
        });
        return { dir: async () => dir, etag: '1' } as never;
      },
      readUrl: async () => {
        const text = answer();
        return { buffer: async () => Buffer.from(text) } as never;
      },
    });
    const source = createFilesInventorySource({
      ...{ id: 'git', role: 'declared', url, urlReader, freshnessMs: 1 },
      timezone: 'Asia/Tokyo',
      owners: ownersBesideUrl(url, { urlReader }),
    });
    const where = '.github/CODEOWNERS, line 1';
    expect(told(await readAll(source))).toEqual([`@sre codeowners ${where}`]);
    expect(told(await readAll(source))).toEqual(['unchanged']);
    answer = () => '* @new';
    expect(told(await readAll(source))).toEqual([`@new codeowners ${where}`]);
    // The platform is down for a while: what was said last counts.
    answer = () => {
      throw new Error('503');
    };
    expect(told(await readAll(source))).toEqual(['unchanged']);
    answer = () => {
      throw notFound();
    };
    expect(told(await readAll(source))).toEqual([]);
  });

  it.each([
    'https://git.example/archive.zip',
    'https://git.example/acme/estate',
    'not a url',
    'https://git.example/a/b/tree/main/%E0%A4%A',
  ])('of %s are not looked for', async url => {
    const urlReader = mockServices.urlReader.mock();
    const beside = await ownersBesideUrl(url, { urlReader }).look();
    expect(urlReader.readUrl).not.toHaveBeenCalled();
    expect(beside.version).toBe(
      (await ownersBesideUrl('x', { urlReader }).look()).version,
    );
  });
});
