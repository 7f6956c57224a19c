import type {
  PlacedOwnerHint,
  ServerInventory,
} from 'backstage-plugin-batch-migration-common';
import type { InventorySource } from 'backstage-plugin-batch-migration-node';
import { takeInventory } from '../discovery';
import { testDatabases } from '../testDatabases';
import {
  createDatabase,
  CRONTAB,
  cronItem,
  inventory,
  SERVER,
} from '../testEstate';
import type { HintOrigin } from './OwnerHintStore';

jest.setTimeout(240_000);

const NOW = new Date('2026-02-12T01:24:00Z');
const PLACE = 'declared:default/bat000/crontab';
const FROM: HintOrigin = { source: 'git', serverRef: SERVER, origin: 'beside' };

const hint = (
  name: string,
  location: PlacedOwnerHint['location'] = { ref: PLACE, key: null },
): PlacedOwnerHint => ({ name, because: 'codeowners', where: 'x', location });

describe.each(testDatabases().eachSupportedId())('Hints on %s', id => {
  const databases = testDatabases();
  const open = async () => createDatabase(await databases.init(id));
  const namesAt = async (
    database: Awaited<ReturnType<typeof open>>,
    ref = PLACE,
    key = 'a',
  ) => (await database.ownerHints.of([{ ref, key }])).map(({ name }) => name);

  it('are of a place, or of one line in it', async () => {
    const database = await open();
    await database.transaction(tx =>
      database.ownerHints.replace(
        FROM,
        [
          hint('all'),
          hint('one', { ref: PLACE, key: 'a' }),
          hint('other', { ref: PLACE, key: 'b' }),
          hint('elsewhere', { ref: `${PLACE}2`, key: null }),
        ],
        tx,
      ),
    );
    expect(await namesAt(database)).toEqual(['all', 'one']);
    expect(await namesAt(database, 'no:place')).toEqual([]);
    expect(await database.ownerHints.of([])).toEqual([]);
  });

  it('replace what the same said of the same server, and nothing else', async () => {
    const database = await open();
    const say = (from: HintOrigin, ...names: string[]) =>
      database.transaction(tx =>
        database.ownerHints.replace(
          from,
          names.map(name => hint(name)),
          tx,
        ),
      );
    await say(FROM, 'a', 'b');
    await say({ ...FROM, source: 'other' }, 'c');
    await say({ ...FROM, serverRef: 'resource:default/x' }, 'd');
    await say({ ...FROM, origin: 'line' }, 'e');
    await say({ ...FROM, member: 'i-1' }, 'f');
    await say(FROM, 'g');
    expect((await namesAt(database)).sort()).toEqual(['c', 'd', 'e', 'f', 'g']);
    await say(FROM);
    expect((await namesAt(database)).sort()).toEqual(['c', 'd', 'e', 'f']);
  });

  it('take hostile text as it is', async () => {
    const database = await open();
    const name = `'; drop table owner_hints; -- \u0000 ${'x'.repeat(2_000)}`;
    await database.transaction(tx =>
      database.ownerHints.replace(FROM, [hint(name)], tx),
    );
    expect((await namesAt(database))[0]).toContain('drop table');
  });

  describe('of an inventory', () => {
    const commented = (owner: string, over: Partial<ServerInventory> = {}) =>
      inventory(
        [
          cronItem('digest', {
            ownerHints: [
              { name: owner, because: 'comment', where: 'bat000, crontab' },
            ],
          }),
        ],
        over,
      );
    const setUp = async (role: InventorySource['role']) => {
      const database = await open();
      const source = { id: 'x', role, freshnessMs: 86_400_000 };
      const take = (one: ServerInventory) =>
        database.transaction(tx =>
          takeInventory({ database, source, inventory: one, now: NOW, tx }),
        );
      return { database, take };
    };

    it('change without an import where they lie beside it', async () => {
      const { database, take } = await setUp('declared');
      const said = inventory([cronItem('digest')]);
      await take({ ...said, ownerHints: [hint('sre')] });
      const before = await database.history.list({ limit: 50 });
      expect(await take({ ...said, ownerHints: [hint('news')] })).toBeNull();
      expect(await namesAt(database)).toEqual(['news']);
      // A source that knows nothing of them takes none away.
      await take(said);
      expect(await namesAt(database)).toEqual(['news']);
      expect(await database.history.list({ limit: 50 })).toEqual(before);
      expect(JSON.stringify(before)).not.toContain('sre"');
    });

    it('are those of the newest capture, whatever is read last', async () => {
      const { database, take } = await setUp('captured');
      await take(commented('new', { capturedAt: '2026-02-11T00:00:00.000Z' }));
      await take(commented('old', { capturedAt: '2026-02-01T00:00:00.000Z' }));
      expect(await namesAt(database, CRONTAB, 'digest')).toEqual(['new']);
      await take(
        inventory([cronItem('digest')], {
          capturedAt: '2026-02-12T00:00:00.000Z',
        }),
      );
      expect(await namesAt(database, CRONTAB, 'digest')).toEqual([]);
    });
  });
});
