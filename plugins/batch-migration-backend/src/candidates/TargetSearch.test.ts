import { mockServices } from '@backstage/backend-test-utils';
import { Discovery } from '../discovery';
import type { BatchMigrationDatabase } from '../stores';
import { testDatabases } from '../testDatabases';
import {
  createDatabase,
  cronItem,
  inventory,
  MemorySource,
} from '../testEstate';
import { TargetSearch } from './TargetSearch';
import { found, MemoryFinder, PLACE } from './testFinder';

jest.setTimeout(240_000);

const HOUR = 3_600_000;
const databases = testDatabases();

describe.each(databases.eachSupportedId())('TargetSearch on %s', databaseId => {
  let database: BatchMigrationDatabase;
  let finder: MemoryFinder;
  let search: TargetSearch;
  let now: Date;

  beforeEach(async () => {
    database = await createDatabase(await databases.init(databaseId));
    finder = new MemoryFinder();
    now = new Date('2026-02-11T01:24:00.000Z');
    search = new TargetSearch({
      database,
      finders: [finder],
      clock: { now: () => now },
      logger: mockServices.logger.mock(),
      everyMs: HOUR,
    });
  });

  const later = (ms: number) => {
    now = new Date(now.getTime() + ms);
  };
  const all = async () =>
    (await database.foundTargets.page({ limit: 50 })).items;
  const names = async () => (await all()).map(({ target }) => target.name);
  const discover = async (...jobs: string[]) => {
    const source = new MemorySource();
    source.readings = [inventory(jobs.map(name => cronItem(name)))];
    await new Discovery({
      database,
      sources: [source],
      logger: mockServices.logger.mock(),
    }).run({ now });
  };

  it('asks once in an hour, and no more', async () => {
    finder.readings = [found('digest')];
    await search.searchWhereDue();
    later(HOUR - 1);
    await search.searchWhereDue();
    expect(finder.asked).toBe(1);
    later(1);
    await search.searchWhereDue();
    expect(finder.asked).toBe(2);
    expect(finder.known?.({ ref: PLACE, key: 'digest' })?.version).toBe('1');
    expect(finder.known?.({ ref: PLACE, key: 'x' })).toBeUndefined();
  });

  it('says that something is gone only where the place was read', async () => {
    finder.readings = [
      found('a'),
      found('b'),
      { status: 'read', place: PLACE },
    ];
    await search.searchWhereDue();
    later(HOUR);
    finder.readings = [
      found('a'),
      { status: 'failed', place: PLACE, reason: 'AWS throttled' },
    ];
    await search.searchWhereDue();
    expect(await names()).toEqual(['a', 'b']);
    expect(await database.foundTargets.unread(['memory'])).toEqual([
      {
        source: 'memory',
        place: PLACE,
        readAt: '2026-02-11T01:24:00.000Z',
        failedAt: '2026-02-11T02:24:00.000Z',
        reason: 'AWS throttled',
      },
    ]);

    later(HOUR);
    // The region is above the group, and beside it lies one of a similar name.
    const beside = found('c', {
      location: { ref: `${PLACE}-old`, key: 'c' },
    });
    finder.readings = [found('a'), beside, { status: 'read', place: PLACE }];
    await search.searchWhereDue();
    expect(await names()).toEqual(['a', 'c']);
    expect(await database.foundTargets.unread(['memory'])).toEqual([]);

    later(HOUR);
    finder.readings = [
      found('a'),
      { status: 'read', place: 'scheduler:111122223333/ap-northeast-1' },
    ];
    await search.searchWhereDue();
    expect(await names()).toEqual(['a']);

    later(HOUR);
    finder.readings = [
      found('a'),
      found('b'),
      { status: 'read', place: PLACE },
    ];
    await search.searchWhereDue();
    expect(
      (await all()).map(({ target, firstSeenAt }) => [
        target.name,
        firstSeenAt,
      ]),
    ).toEqual([
      ['a', '2026-02-11T01:24:00.000Z'],
      ['b', '2026-02-11T01:24:00.000Z'],
    ]);
  });

  it('keeps what it had where a finder fails altogether, and asks again', async () => {
    finder.readings = [found('a')];
    await search.searchWhereDue();
    later(HOUR);
    finder.readings = [new Error('No valid credentials')];
    await search.searchWhereDue();
    expect(await names()).toEqual(['a']);
    expect(await database.foundTargets.unread(['memory'])).toMatchObject([
      { place: '', reason: 'No valid credentials' },
    ]);
    later(HOUR);
    finder.readings = [found('b')];
    await search.searchWhereDue();
    expect(await names()).toEqual(['a', 'b']);
    expect(await database.foundTargets.unread(['memory'])).toEqual([]);
  });

  it('stores no credentials', async () => {
    finder.readings = [
      found('x', {
        detail: { command: 'bin/load --db-password hunter2' },
        starts: ['https://hooks.example.jp/?token=hunter2'],
        tags: { API_TOKEN: 'hunter2', team: 'sre' },
      }),
    ];
    await search.searchWhereDue();
    const [{ target }] = await all();
    expect(JSON.stringify(target)).not.toContain('hunter2');
    expect(target.tags.team).toBe('sre');
    expect(target.tags.API_TOKEN).toMatch(/MASKED/);
  });

  it('bears what no database takes as it is', async () => {
    finder.readings = [found('a\u0000b%_', { tags: { 'a\u0000': '\u0000' } })];
    await search.searchWhereDue();
    expect(
      (await database.foundTargets.page({ limit: 5, text: 'B%_' })).totalItems,
    ).toBe(1);
    expect(
      (await database.foundTargets.page({ limit: 5, text: 'xb%_' })).totalItems,
    ).toBe(0);
  });

  it('compares workloads that come later within a minute', async () => {
    finder.readings = [found('digest'), found('purge-cdn')];
    await search.searchWhereDue();
    await discover('digest', 'import');
    later(60_000);
    await search.searchWhereDue();
    expect(finder.asked).toBe(1);
    const items = await all();
    const proposals = await database.proposals.ofTargets(
      items.map(({ id }) => id),
    );
    expect([...proposals.values()].flat()).toMatchObject([
      {
        targetId: items[0].id,
        workloadName: 'digest',
        reasons: ['same-name', 'same-occurrences'],
        doubts: [],
      },
    ]);
  });

  it('turns pages by name, each target once', async () => {
    finder.readings = ['b', 'A', 'c', 'd', 'a'].map((name, n) =>
      found(name, { location: { ref: PLACE, key: `k${n}` } }),
    );
    await search.searchWhereDue();
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await database.foundTargets.page({ limit: 2, cursor });
      seen.push(...page.items.map(({ target }) => target.name));
      expect(page.totalItems).toBe(5);
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(['A', 'a', 'b', 'c', 'd']);
  });
});
