import type { TestDatabaseId } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { HistoryHead } from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import { appendFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { testDatabases } from '../testDatabases';
import { createDatabase } from '../testEstate';
import { openReadOnly } from './openReadOnly';
import { reportHistory } from './reportHistory';
import {
  appendEvents,
  AT,
  event,
  isPostgres,
  placeOf,
  temporaryFolder,
  urlOf,
} from './testHistory';

jest.setTimeout(240_000);

describe('history:verify', () => {
  const databases = testDatabases();
  const folder = temporaryFolder();

  async function setUp(id: TestDatabaseId, events = 6) {
    const knex = await databases.init(id);
    const database = await createDatabase(knex);
    await appendEvents(database, events);
    const heads = join(folder.path(), `${id}-${Math.random()}.jsonl`);
    const publish = async (): Promise<HistoryHead> => {
      const head = await database.history.head(AT);
      await appendFile(heads, `${JSON.stringify(head)}\n`);
      return head;
    };
    /** Runs the command on what is stored. */
    const verify = async (...headFiles: string[]) => {
      const lines: string[] = [];
      const place = await placeOf(knex, folder.path());
      const code = await reportHistory({
        open: () => openReadOnly(place),
        headFiles,
        say: line => lines.push(line),
      });
      return { code, lines };
    };
    return { knex, database, heads, publish, verify };
  }

  /** Gives two rows each other's id. */
  async function swap(knex: Knex, a: number, b: number) {
    await knex('history').where({ id: a }).update({ id: -1 });
    await knex('history').where({ id: b }).update({ id: a });
    await knex('history').where({ id: -1 }).update({ id: b });
  }

  /** Makes room behind a row, and puts a forged one there. */
  async function insertBehind(knex: Knex, id: number) {
    for (const later of [6, 5, 4, 3, 2, 1].filter(one => one > id)) {
      await knex('history')
        .where({ id: later })
        .update({ id: later + 1 });
    }
    const row = await knex('history').where({ id }).first();
    await knex('history').insert({
      ...row,
      id: id + 1,
      position: null,
      summary: 'forged',
      prev_hash: 'f'.repeat(64),
      hash: 'e'.repeat(64),
    });
  }

  describe.each(databases.eachSupportedId())('on %s', id => {
    it('finds a whole history whole', async () => {
      const { verify, publish, heads, database } = await setUp(id);
      await publish();
      await appendEvents(database, 2);
      expect(await verify(heads)).toEqual({
        code: 0,
        lines: [
          'The history is whole: 8 events, 1 published heads match.',
          '2 events are newer than the newest published head.',
        ],
      });
      const { code, lines } = await verify();
      expect(code).toBe(0);
      expect(lines[1]).toMatch(/^Without published heads/);
    });

    it.each<[string, (knex: Knex) => Promise<unknown>, RegExp]>([
      [
        'a changed event',
        knex => knex('history').where({ id: 3 }).update({ actor: 'nobody' }),
        /^CHANGED: Event 3 was changed/,
      ],
      [
        'a changed position',
        knex => knex('history').where({ id: 3 }).update({ position: 33 }),
        /^CHANGED: Event 3 was changed/,
      ],
      [
        'a removed event',
        knex => knex('history').where({ id: 3 }).delete(),
        /^REMOVED: Event number 3 was removed behind event 2/,
      ],
      [
        'removed events',
        knex => knex('history').whereIn('id', [2, 3, 4]).delete(),
        /^REMOVED: Events number 2 to 4 were removed behind event 1/,
      ],
      [
        'an inserted event',
        knex => insertBehind(knex, 3),
        /^INSERTED: Event 4 was inserted behind event 3/,
      ],
      [
        'an event inserted at the end',
        knex => insertBehind(knex, 6),
        /^INSERTED: Event 7 was inserted behind event 6/,
      ],
      [
        'reordered events',
        knex => swap(knex, 3, 4),
        /^REORDERED: Event 4 was moved: it belongs behind event 2/,
      ],
      [
        'a truncated history',
        knex => knex('history').where('id', '>', 4).delete(),
        /^TRUNCATED: 2 events were cut off: event 4 is what is left/,
      ],
    ])('finds and names %s', async (_tampering, tamper, found) => {
      const { knex, verify } = await setUp(id);
      await tamper(knex);
      const { code, lines } = await verify();
      expect(code).toBe(1);
      expect(lines[0]).toMatch(found);
      // One problem, the event that it names, and the sum.
      expect(lines).toHaveLength(3);
      expect(lines[2]).toMatch(/^The history was tampered with/);
    });

    it('tells from published heads that the end was cut off with its own head', async () => {
      const { knex, verify, publish, heads } = await setUp(id);
      await publish();
      await knex('history').where('id', '>', 4).delete();
      const last = await knex('history').where({ id: 4 }).first();
      await knex('history_head').update({
        hash: last.hash,
        position: 4,
        position_hash: last.hash,
      });
      expect((await verify()).code).toBe(0);
      const { code, lines } = await verify(heads);
      expect(code).toBe(1);
      expect(lines[0]).toMatch(
        /^TRUNCATED: The head published at .* counts 6 events, and there are 4: event 4 is the last/,
      );
    });

    it('tells from published heads that all was written anew', async () => {
      const { knex, database, verify, publish, heads } = await setUp(id);
      await publish();
      await knex('history').delete();
      await knex('history_head').update({
        hash: '0'.repeat(64),
        position: 0,
        position_hash: '0'.repeat(64),
      });
      for (const n of [1, 2, 3, 4, 5, 6, 7]) {
        await database.transaction(tx =>
          database.history.append([event(`another ${n}`)], tx),
        );
      }
      expect((await verify()).code).toBe(0);
      const { code, lines } = await verify(heads);
      expect(code).toBe(1);
      expect(lines[0]).toMatch(/^REWRITTEN: The head published at /);
    });

    it('says that it cannot verify', async () => {
      const { knex, verify } = await setUp(id, 1);
      const missing = await verify(join(folder.path(), 'no-such-file'));
      expect(missing.code).toBe(2);
      expect(missing.lines[0]).toContain('could not be verified');
      const empty = join(folder.path(), 'broken.jsonl');
      await writeFile(empty, '{"sequence":\n');
      const broken = await verify(empty);
      expect(broken.code).toBe(2);
      expect(broken.lines[0]).toContain('Line 1 is no published head');
      await knex.schema.dropTable('history');
      const gone = await verify();
      expect(gone.code).toBe(2);
    });

    it('writes nothing', async () => {
      const { knex } = await setUp(id, 1);
      const place = await placeOf(knex, folder.path());
      const { db, close } = await openReadOnly(place);
      try {
        await expect(
          (async () => db('history').delete())(),
        ).rejects.toMatchObject({
          code: isPostgres(knex) ? '25006' : 'SQLITE_READONLY',
        });
      } finally {
        await close();
      }
    });

    it('quotes what an event says', async () => {
      const { knex, verify } = await setUp(id, 2);
      await knex('history').where({ id: 2 }).update({ summary: '\u001b[2J' });
      const { lines } = await verify();
      expect(lines.join('')).not.toContain('\u001b');
      expect(lines[1]).toContain('\\u001b[2J');
    });
  });

  it.each(databases.eachSupportedId())(
    'finds the database of a backend by its configuration on %s',
    async id => {
      const { knex } = await setUp(id, 2);
      const place = await placeOf(knex, folder.path());
      const database =
        'sqlite' in place
          ? {
              client: 'better-sqlite3',
              connection: { directory: dirname(place.sqlite) },
              plugin: {
                'batch-migration': {
                  connection: { filename: basename(place.sqlite) },
                },
              },
            }
          : {
              client: 'pg',
              connection: 'postgresql://nobody@127.0.0.1:1/none',
              plugin: { 'batch-migration': { connection: urlOf(knex) } },
            };
      const config = new ConfigReader({ backend: { database } });
      const { db, close } = await openReadOnly({ config });
      expect(await db('history').pluck('id')).toEqual([1, 2]);
      await close();
    },
  );

  it.each([
    [{}, 'has no backend.database'],
    [
      {
        backend: {
          database: { client: 'better-sqlite3', connection: ':memory:' },
        },
      },
      'in the memory of the backend',
    ],
    [
      {
        backend: {
          database: {
            client: 'better-sqlite3',
            connection: { directory: '/nowhere' },
          },
        },
      },
      'There is no file /nowhere/batch-migration.sqlite',
    ],
  ])('says what is wrong with the configuration %j', async (data, message) => {
    await expect(
      openReadOnly({ config: new ConfigReader(data) }),
    ).rejects.toThrow(message);
  });

  it('makes no database where there is none', async () => {
    const lines: string[] = [];
    const code = await reportHistory({
      open: () => openReadOnly({ sqlite: join(folder.path(), 'none.sqlite') }),
      headFiles: [],
      say: line => lines.push(line),
    });
    expect(code).toBe(2);
    expect(lines).toEqual([
      expect.stringMatching(/could not be verified: .*There is no file/),
    ]);
  });
});
