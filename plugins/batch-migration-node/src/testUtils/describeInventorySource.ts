// A contract suite is exported to be called from test files.
/* eslint-disable jest/no-export */
import type { InventoryReading, InventorySource } from '../inventorySource';

export interface InventorySourceContract {
  /** Makes a fresh source; called once in each test. */
  create(): InventorySource | Promise<InventorySource>;
  now: Date;
  /** Servers that it must be able to read. */
  readable: string[];
  /** Servers that it must report as failed. */
  failing?: string[];
}

async function readAll(
  source: InventorySource,
  now: Date,
): Promise<InventoryReading[]> {
  const readings: InventoryReading[] = [];
  for await (const reading of source.read({ now })) readings.push(reading);
  return readings;
}

/**
 * What discovery relies on in every inventory source. Call it at the top level
 * of a test file; it registers a `describe` block of Jest.
 */
export function describeInventorySource(
  name: string,
  { create, now, readable, failing = [] }: InventorySourceContract,
): void {
  describe(`${name} keeps the contract of an inventory source`, () => {
    it('has a stable id and a freshness', async () => {
      const [one, other] = [await create(), await create()];
      expect(one.id).not.toBe('');
      expect(other.id).toBe(one.id);
      expect(one.freshnessMs).toBeGreaterThan(0);
    });

    it('reads every server that can be read, and goes on after a failure', async () => {
      const readings = await readAll(await create(), now);
      const read = readings.flatMap(reading =>
        reading.status === 'read' ? reading.inventory.server.ref : [],
      );
      expect([...new Set(read)].sort()).toEqual([...readable].sort());
    });

    it('says of a server that cannot be read what to mend', async () => {
      const readings = await readAll(await create(), now);
      const failed = readings.filter(({ status }) => status === 'failed');
      for (const serverRef of failing) {
        expect(failed).toContainEqual({
          status: 'failed',
          serverRef,
          reason: expect.stringMatching(/\S+ \S+/),
        });
      }
    });

    it('says that nothing changed only of what was stored', async () => {
      const source = await create();
      await readAll(source, now);
      const again = await readAll(source, now);
      expect(again.filter(({ status }) => status === 'unchanged')).toEqual([]);
    });

    it('tells the oldest capture of a server first', async () => {
      const latest = new Map<string, number>();
      for (const reading of await readAll(await create(), now)) {
        if (reading.status !== 'read') continue;
        const { server, capturedAt } = reading.inventory;
        const at = Date.parse(capturedAt);
        expect(at).toBeGreaterThanOrEqual(latest.get(server.ref) ?? -Infinity);
        latest.set(server.ref, at);
      }
    });

    it('names each location once, in a place that it lists', async () => {
      for (const reading of await readAll(await create(), now)) {
        if (reading.status !== 'read') continue;
        const { items, places } = reading.inventory;
        const names = items.map(({ location: l }) => `${l.ref} ${l.key}`);
        expect(new Set(names).size).toBe(names.length);
        const listed = new Set(places.map(({ ref }) => ref));
        expect(
          items.filter(({ location }) => !listed.has(location.ref)),
        ).toEqual([]);
      }
    });

    it('names roles that it lists, and its own server in them', async () => {
      for (const reading of await readAll(await create(), now)) {
        if (reading.status !== 'read') continue;
        const { items, roles, server } = reading.inventory;
        const listed = new Set(roles.map(({ ref }) => ref));
        expect(items.filter(({ roleRef }) => !listed.has(roleRef))).toEqual([]);
        for (const { serverRefs } of roles) {
          expect(serverRefs).toContain(server.ref);
        }
      }
    });

    it('says why a place was not read completely', async () => {
      for (const reading of await readAll(await create(), now)) {
        if (reading.status !== 'read') continue;
        for (const { complete, reason } of reading.inventory.places) {
          expect(complete || reason !== null).toBe(true);
        }
      }
    });
  });
}
