import { testDatabases } from '../testDatabases';
import { createDatabase } from '../testEstate';
import { RememberedCounts } from './RememberedCounts';

jest.setTimeout(240_000);

const databases = testDatabases();

describe.each(databases.eachSupportedId())('remembered counts on %s', id => {
  async function setUp() {
    const knex = await databases.init(id);
    await createDatabase(knex);
    let counted = 0;
    const count = async () => (counted += 1);
    return { knex, counts: new RememberedCounts(knex), count };
  }

  it('are counted once until a change, which another replica may make', async () => {
    const { knex, counts, count } = await setUp();
    const other = new RememberedCounts(knex);
    expect(await counts.get('all', count)).toBe(1);
    expect(await counts.get('all', count)).toBe(1);
    expect(await counts.get('of one server', count)).toBe(2);
    await other.outdate(knex);
    expect(await counts.get('all', count)).toBe(3);
  });

  it('hold where the change is taken back', async () => {
    const { knex, counts, count } = await setUp();
    expect(await counts.get('all', count)).toBe(1);
    await knex
      .transaction(async tx => {
        await counts.outdate(tx);
        throw new Error('taken back');
      })
      .catch(() => {});
    expect(await counts.get('all', count)).toBe(1);
  });

  it('are counted again after a failure', async () => {
    const { counts, count } = await setUp();
    const failing = counts.get('all', async () => {
      throw new Error('no connection');
    });
    await expect(failing).rejects.toThrow('no connection');
    expect(await counts.get('all', count)).toBe(1);
  });

  it('notice a change that comes in below a newer one', async () => {
    const { knex, counts, count } = await setUp();
    await knex('projection_changes').insert({ id: 7 });
    expect(await counts.get('all', count)).toBe(1);
    await knex('projection_changes').insert({ id: 3 });
    expect(await counts.get('all', count)).toBe(2);
  });

  it('keep few rows', async () => {
    const { knex, counts, count } = await setUp();
    for (let i = 0; i < 210; i += 1) await counts.outdate(knex);
    await counts.trim();
    const [{ n }] = await knex('projection_changes').count({ n: '*' });
    expect(Number(n)).toBe(200);
    expect(await counts.get('all', count)).toBe(1);
  });
});
