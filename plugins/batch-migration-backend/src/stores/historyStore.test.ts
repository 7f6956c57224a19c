import type { TestDatabaseId } from '@backstage/backend-test-utils';
import { testDatabases } from '../testDatabases';
import { createDatabase } from '../testEstate';
import type { NewHistoryEvent } from './HistoryStore';

jest.setTimeout(240_000);

const AT = '2026-02-12T01:24:00.000Z';

describe('HistoryStore', () => {
  const databases = testDatabases();

  async function setUp(id: TestDatabaseId) {
    const knex = await databases.init(id);
    const database = await createDatabase(knex);
    const append = (...events: Array<Partial<NewHistoryEvent>>) =>
      database.transaction(tx =>
        database.history.append(
          events.map(event => ({
            ...{ at: AT, actor: 'user:default/mori', type: 'plan-updated' },
            ...{ summary: 's', workloadId: null, changes: [], ...event },
          })),
          tx,
        ),
      );
    return { knex, database, append };
  }

  describe.each(databases.eachSupportedId())('on %s', id => {
    it.each([
      ['NUL', 'a\0b', 'a\uFFFDb'],
      ['the first half of a character', 'a\ud83d', 'a\uFFFD'],
      ['the second half of a character', '\ude9ab', '\uFFFDb'],
      ['a whole character', '🚚 日本語 é\u0301', '🚚 日本語 é\u0301'],
      ['what steers a terminal', '\u001b[2J\u0007\r\n', '\u001b[2J\u0007\r\n'],
      ['quotes', `"'\\/`, `"'\\/`],
      ['what ends a line in JavaScript', '\u2028\u2029', '\u2028\u2029'],
      ['nothing', '', ''],
    ])('stores what it hashes of %s', async (_what, text, stored) => {
      const { database, append } = await setUp(id);
      await append({
        ...{ actor: text, summary: text },
        changes: [{ field: text, before: text, after: null }],
      });
      const { items } = await database.history.list({ limit: 1 });
      expect(items[0]).toMatchObject({
        ...{ actor: stored, summary: stored },
        changes: [{ field: stored, before: stored, after: null }],
      });
      expect(await database.history.verify()).toMatchObject({ isWhole: true });
    });

    it('keeps no credential', async () => {
      const { knex, append, database } = await setUp(id);
      const secret = 'correct-horse-battery';
      const key = 'AKIAIOSFODNN7EXAMPLE';
      await append({
        summary: `dismissed: --db-password=${secret}`,
        changes: [
          {
            field: 'command',
            before: `curl -u mori:${secret} https://example.com`,
            after: `AWS_ACCESS_KEY_ID=${key} PGPASSWORD='${secret}' run`,
          },
        ],
      });
      const rows = JSON.stringify(await knex('history').select());
      expect(rows).toContain('***MASKED:');
      expect(rows).not.toContain(secret);
      expect(rows).not.toContain(key);
      expect(await database.history.verify()).toMatchObject({ isWhole: true });
    });

    it('says of a page whether each event stands as it was written', async () => {
      const { knex, append, database } = await setUp(id);
      await append({ workloadId: 'a' }, { workloadId: 'b' });
      await append({ workloadId: 'a', summary: 'third' });
      const list = () => database.history.list({ workloadId: 'a', limit: 9 });
      const { items, chain } = await list();
      expect(chain).toEqual({ isIntact: true, checked: 2, brokenId: null });
      expect(items[0].hash).toMatch(/^[0-9a-f]{64}$/);

      // One between them, which this page does not show, counts as well.
      const forged = 'f'.repeat(64);
      await knex('history').where({ position: 2 }).update({ hash: forged });
      expect((await list()).chain).toMatchObject({
        ...{ isIntact: false, brokenId: items[0].id },
      });
      await knex('history')
        .where({ position: 1 })
        .update({ summary: 'another' });
      await knex('history')
        .where({ position: 3 })
        .update({ prev_hash: forged, position: null });
      expect((await list()).chain).toEqual({
        ...{ isIntact: false, checked: 1, brokenId: items[1].id },
      });
    });

    it('stores no event of a change that failed', async () => {
      const { database, append } = await setUp(id);
      await append({ summary: 'one' });
      await expect(
        database.transaction(async tx => {
          await database.history.append(
            [
              {
                ...{ at: AT, actor: 'a', type: 't', summary: 'two' },
                ...{ workloadId: null, changes: [] },
              },
            ],
            tx,
          );
          throw new Error('later');
        }),
      ).rejects.toThrow('later');
      await append({ summary: 'three' }, { summary: 'four' });
      const { items } = await database.history.list({ limit: 9 });
      expect(items.map(({ summary }) => summary)).toEqual([
        ...['four', 'three', 'one'],
      ]);
      expect(await database.history.verify()).toMatchObject({
        ...{ isWhole: true, events: 3 },
      });
    });

    it('takes no event that belongs to no change', async () => {
      const { knex, database } = await setUp(id);
      await expect(
        knex.transaction(tx => database.history.append([], tx)),
      ).rejects.toThrow('within BatchMigrationDatabase.transaction');
    });

    it('appends nothing where its end is lost', async () => {
      const { knex, append, database } = await setUp(id);
      await append({});
      await knex('history_head').delete();
      await expect(append({})).rejects.toThrow('npm run history:verify');
      expect((await database.history.list({ limit: 9 })).totalItems).toBe(1);
    });
  });
});
