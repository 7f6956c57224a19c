// A contract suite is exported to be called from test files.
/* eslint-disable jest/no-export */
import type { LocationRef } from 'backstage-plugin-batch-migration-common';
import type { Probe } from '../probe';

export interface ProbeContract {
  /** Makes a fresh probe; called once in each test. */
  create(): Probe | Promise<Probe>;
  now: Date;
  /** Places that the probe can look at, with what it must see there. */
  known: Array<{
    location: LocationRef;
    state: 'active' | 'idle' | 'absent';
  }>;
  /** Places of its own scheme at which it cannot look, for example in an unknown account. */
  unreadable: LocationRef[];
  /** Refs of its own scheme that are not well-formed. */
  malformed?: LocationRef[];
  /** Where it knows runs: a location that has some at or after `since`. */
  runs?: { location: LocationRef; since: Date };
}

const FOREIGN: LocationRef = {
  ref: 'no-such-scheme:somewhere',
  key: 'nothing',
};

const nameOf = ({ ref, key }: LocationRef) => `${ref} ${key}`;

/**
 * What the observation loop relies on in every probe. Call it at the top level
 * of a test file; it registers a `describe` block of Jest.
 */
export function describeProbe(name: string, contract: ProbeContract): void {
  const { now, known, unreadable, malformed = [], runs } = contract;
  const locations = known.map(({ location }) => location);
  const unseen = [...unreadable, ...malformed];

  describe(`${name} keeps the contract of a probe`, () => {
    it('has the same id each time it is made', async () => {
      const [one, other] = [await contract.create(), await contract.create()];
      expect(one.id).toMatch(/^[a-z][a-z0-9-]*$/);
      expect(other.id).toBe(one.id);
    });

    it('handles the locations of its scheme, and no other', async () => {
      const probe = await contract.create();
      expect(
        [...locations, ...unseen].filter(location => !probe.handles(location)),
      ).toEqual([]);
      expect(probe.handles(FOREIGN)).toBe(false);
    });

    it('answers nothing where it is asked nothing', async () => {
      const probe = await contract.create();
      expect(await probe.observe([], { now })).toEqual([]);
    });

    it('sees what is there', async () => {
      const probe = await contract.create();
      const answers = await probe.observe(locations, { now });
      const seen = new Map(answers.map(a => [nameOf(a.location), a.state]));
      expect(Object.fromEntries(seen)).toEqual(
        Object.fromEntries(known.map(k => [nameOf(k.location), k.state])),
      );
    });

    it('answers once for each location, whatever the others are', async () => {
      const probe = await contract.create();
      const asked = [...unseen, ...locations];
      const answers = await probe.observe(asked, { now });
      expect(answers.map(a => nameOf(a.location)).sort()).toEqual(
        asked.map(nameOf).sort(),
      );
    });

    it('says unknown, and why, where it cannot look', async () => {
      const probe = await contract.create();
      const answers = await probe.observe([...unseen, ...locations], { now });
      for (const location of unseen) {
        const answer = answers.find(
          a => nameOf(a.location) === nameOf(location),
        );
        expect(answer).toMatchObject({
          location,
          state: 'unknown',
          detail: { reason: expect.stringMatching(/\S+ \S+/) },
        });
        expect(answer?.final ?? false).toBe(false);
      }
    });

    it('answers with data that can be stored as JSON', async () => {
      const probe = await contract.create();
      for (const { detail } of await probe.observe(locations, { now })) {
        expect(JSON.parse(JSON.stringify(detail))).toEqual(detail);
      }
    });

    it('changes no argument', async () => {
      const probe = await contract.create();
      const asked = [...locations, ...unseen].map(location =>
        Object.freeze({ ...location }),
      );
      // In strict mode a change of what is frozen throws.
      await expect(
        probe.observe(Object.freeze(asked) as LocationRef[], { now }),
      ).resolves.toHaveLength(asked.length);
    });

    if (!runs) return;

    it('tells runs since an instant', async () => {
      const probe = await contract.create();
      const { location, since } = runs;
      const found = await probe.runs!([location], { now, since });
      expect(found.length).toBeGreaterThan(0);
      for (const run of found) {
        expect(run.location).toEqual(location);
        expect(run.startedAt.getTime()).toBeGreaterThanOrEqual(since.getTime());
        expect(run.endedAt === null).toBe(run.outcome === 'running');
      }
      const ids = found.map(({ externalId }) => externalId);
      expect(new Set(ids).size).toBe(ids.length);
    });

    it('tells of no run twice after a later one', async () => {
      const probe = await contract.create();
      const { location, since } = runs;
      const all = await probe.runs!([location], { now, since });
      const last = all.reduce((a, b) => (a.startedAt > b.startedAt ? a : b));
      const later = await probe.runs!([location], {
        now,
        since: last.startedAt,
      });
      expect(later.map(({ externalId }) => externalId)).toContain(
        last.externalId,
      );
      expect(later.length).toBeLessThanOrEqual(all.length);
    });
  });
}
