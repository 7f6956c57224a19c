import type { InventoryReading } from 'backstage-plugin-batch-migration-node';
import { contentHash, takeInventory } from '../discovery';
import type { BatchMigrationDatabase } from '../stores';
import { testDatabases } from '../testDatabases';
import { createDatabase, cronItem, inventory, SERVER } from '../testEstate';
import { createCapturesInventorySource } from './CapturesInventorySource';

jest.setTimeout(240_000);

const DAY_MS = 24 * 60 * 60 * 1000;
const NOW = new Date('2026-02-11T01:24:00.000Z');

const databases = testDatabases();

describe.each(databases.eachSupportedId())('captures on %s', id => {
  let database: BatchMigrationDatabase;

  const captureOf = (capturedAt: string) =>
    inventory([cronItem('digest')], { capturedAt });

  const store = (capturedAt: string) =>
    database.transaction(tx =>
      database.captures.add(
        {
          ...{ actor: 'user:default/mori', takenAt: NOW.toISOString() },
          ...{ files: [], inventory: captureOf(capturedAt) },
          contentHash: contentHash(captureOf(capturedAt)),
        },
        tx,
      ),
    );

  const source = () =>
    createCapturesInventorySource({
      captures: database.captures,
      freshnessMs: 7 * DAY_MS,
    });

  const read = async () => {
    const readings: InventoryReading[] = [];
    for await (const reading of source().read({ now: NOW })) {
      readings.push(reading);
    }
    return readings.map(reading =>
      reading.status === 'read'
        ? reading.inventory.capturedAt
        : `${reading.status} ${reading.serverRef}`,
    );
  };

  beforeEach(async () => {
    database = await createDatabase(await databases.init(id));
    const { server } = inventory([]);
    await database.transaction(tx => database.servers.upsert(server, tx));
  });

  it('reads what still counts, oldest first, and what was not taken yet', async () => {
    await store('2026-02-11T01:00:00.000Z');
    await store('2026-02-01T01:00:00.000Z');
    await store('2026-02-10T01:00:00.000Z');
    expect(await read()).toEqual([
      '2026-02-10T01:00:00.000Z',
      '2026-02-11T01:00:00.000Z',
    ]);
    await database.transaction(tx =>
      takeInventory({
        ...{ database, source: source(), now: NOW, tx },
        inventory: captureOf('2026-02-10T01:00:00.000Z'),
      }),
    );
    expect(await read()).toEqual([
      `unchanged ${SERVER}`,
      '2026-02-11T01:00:00.000Z',
    ]);
  });

  it('forgets what lapsed, but for the ten newest', async () => {
    const day = (n: number) =>
      `2026-01-${String(n).padStart(2, '0')}T00:00:00.000Z`;
    for (let n = 1; n <= 14; n += 1) await store(day(n));
    const forget = (before: string) =>
      database.transaction(tx => database.captures.forget(SERVER, before, tx));
    await forget(day(3));
    expect(await database.captures.list(SERVER)).toHaveLength(12);
    await forget(NOW.toISOString());
    const kept = await database.captures.list(SERVER);
    expect(kept.map(({ inventory: { capturedAt } }) => capturedAt)).toEqual(
      [5, 6, 7, 8, 9, 10, 11, 12, 13, 14].map(day),
    );
  });
});
