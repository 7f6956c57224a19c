import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { FIRST_HASH, hashedText, hashedTextOfFormat1 } from './hashedText';
import type { ChainedEvent, HistoryHead } from './model';
import { verifyHistory, type StoredHead } from './verifyHistory';

const sha256 = (text: string) =>
  createHash('sha256').update(text).digest('hex');

interface History {
  events: ChainedEvent[];
  head: StoredHead | null;
  published: HistoryHead[];
}

/** Hashes events anew from a place on, as somebody would who knows how. */
function chained(events: ChainedEvent[], from = 0): ChainedEvent[] {
  const done = events.slice(0, from);
  for (const event of events.slice(from)) {
    const prevHash = done[done.length - 1]?.hash ?? FIRST_HASH;
    const linked = { ...event, prevHash };
    const text = (linked.position === null ? hashedTextOfFormat1 : hashedText)(
      linked,
    );
    done.push({ ...linked, hash: sha256(text) });
  }
  return done;
}

function eventAt(place: number, position: number | null): ChainedEvent {
  return {
    id: place,
    position,
    at: `2026-02-12T01:24:${String(place % 60).padStart(2, '0')}.000Z`,
    actor: 'user:default/mori',
    type: 'plan-updated',
    summary: `Change ${place} of 日本語 "and" \u0007`,
    workloadId: place % 2 === 0 ? 'w' : null,
    changes: '[{"field":"wave","before":null,"after":"one"}]',
    prevHash: '',
    hash: '',
  };
}

/** So many events, the first `old` of them stored before positions were. */
function history(count: number, old = 0): History {
  const events = chained(
    Array.from({ length: count }, (_, i) =>
      eventAt(i + 1, i < old ? null : i + 1),
    ),
  );
  return { events, head: headOf(events), published: [] };
}

function headOf(events: ChainedEvent[]): StoredHead {
  const last = events[events.length - 1];
  return last
    ? { hash: last.hash, position: last.position }
    : { hash: FIRST_HASH, position: 0 };
}

const publishedAt = (events: ChainedEvent[], sequence: number) => ({
  sequence,
  count: sequence,
  hash: sequence === 0 ? FIRST_HASH : events[sequence - 1].hash,
  at: '2026-02-12T02:00:00.000Z',
});

async function* pagesOf(events: ChainedEvent[], size = 3) {
  for (let at = 0; at < events.length; at += size) {
    yield events.slice(at, at + size);
  }
}

const verify = ({ events, head, published }: History) =>
  verifyHistory({ pages: () => pagesOf(events), head, published, sha256 });

/** What is found first: its type and the event that it names. */
async function found(tampered: History) {
  const { isWhole, problems } = await verify(tampered);
  expect(isWhole).toBe(problems.length === 0);
  return problems.map(({ type, eventId }) => [type, eventId]);
}

type Tamper = (events: ChainedEvent[]) => ChainedEvent[];

const without =
  (...ids: number[]): Tamper =>
  events =>
    events.filter(({ id }) => !ids.includes(id));

const changed =
  (id: number, change: Partial<ChainedEvent>): Tamper =>
  events =>
    events.map(event => (event.id === id ? { ...event, ...change } : event));

const swapped =
  (a: number, b: number): Tamper =>
  events => {
    const at = (id: number) => events.find(event => event.id === id)!;
    return events.map(event => {
      if (event.id === a) return { ...at(b), id: a };
      if (event.id === b) return { ...at(a), id: b };
      return event;
    });
  };

/** Puts a row behind the event `id`, whose later ones are numbered anew. */
const insertedBehind =
  (id: number, row: (before: ChainedEvent) => Partial<ChainedEvent>): Tamper =>
  events =>
    events.flatMap(event => {
      const moved = { ...event, id: event.id > id ? event.id + 1 : event.id };
      if (event.id !== id) return [moved];
      return [event, { ...eventAt(id + 1, id + 1), ...row(event) }];
    });

/** Hashes one event anew and leaves those behind it as they are. */
const hashedAnew =
  (id: number): Tamper =>
  events =>
    events.map(event =>
      event.id === id
        ? chained(
            events.slice(0, events.indexOf(event) + 1),
            events.indexOf(event),
          ).pop()!
        : event,
    );

const FOREIGN = sha256('foreign');

describe('verifyHistory', () => {
  it.each([
    [0, 0],
    [1, 0],
    [7, 0],
    [7, 7],
    [7, 4],
  ])('finds nothing in %d events, %d of them old', async (count, old) => {
    const whole = history(count, old);
    expect(await verify(whole)).toEqual({
      isWhole: true,
      events: count,
      headsMatched: 0,
      problems: [],
    });
  });

  it('names what it hashes, so that others can verify too', () => {
    const [event] = history(1).events;
    expect(hashedText(event)).toBe(
      `[2,1,"${FIRST_HASH}","2026-02-12T01:24:01.000Z","user:default/mori","plan-updated","Change 1 of 日本語 \\"and\\" \\u0007",null,"[{\\"field\\":\\"wave\\",\\"before\\":null,\\"after\\":\\"one\\"}]"]`,
    );
    // Made with another language from docs/history.md.
    expect(event.hash).toBe(
      '2c67d57491a96add46df30a7f3dbbe5e07c08fd246edc3a5a524aebea99f1d1a',
    );
  });

  describe.each([
    ['of today', 0],
    ['from before positions', 9],
    ['of both kinds', 4],
  ])('in events %s', (_what, old) => {
    it.each<[string, Tamper, string, number]>([
      ['an actor', changed(5, { actor: 'nobody' }), 'changed', 5],
      ['a time', changed(1, { at: '2026-02-13T00:00:00.000Z' }), 'changed', 1],
      ['a type', changed(9, { type: 'x' }), 'changed', 9],
      ['a summary', changed(5, { summary: '' }), 'changed', 5],
      ['a workload', changed(5, { workloadId: 'x' }), 'changed', 5],
      ['no workload', changed(4, { workloadId: null }), 'changed', 4],
      ['changes', changed(5, { changes: '[]' }), 'changed', 5],
      ['a hash', changed(5, { hash: FOREIGN }), 'changed', 5],
      ['the hash before', changed(5, { prevHash: FOREIGN }), 'changed', 5],
      [
        'a summary with its hash',
        events => hashedAnew(5)(changed(5, { summary: '' })(events)),
        'changed',
        5,
      ],
      ['a row', without(5), 'removed', 6],
      ['three rows', without(5, 6, 7), 'removed', 8],
      ['the first row', without(1), 'removed', 2],
      ['two neighbours', swapped(5, 6), 'reordered', 6],
      ['the first two', swapped(1, 2), 'reordered', 2],
      ['the last two', swapped(8, 9), 'reordered', 9],
      [
        'a foreign row',
        insertedBehind(5, () => ({ prevHash: FOREIGN, hash: FOREIGN })),
        'inserted',
        6,
      ],
      [
        'a row that names the right one',
        insertedBehind(5, ({ hash }) => ({ prevHash: hash, hash: FOREIGN })),
        'inserted',
        6,
      ],
      [
        'a row that is hashed well',
        events =>
          hashedAnew(6)(
            insertedBehind(5, ({ position }) => ({
              summary: 'forged',
              position: position === null ? null : 6,
            }))(events),
          ),
        'inserted',
        6,
      ],
      [
        'a row before all',
        events => [chained([{ ...eventAt(0, old ? null : 1) }])[0], ...events],
        'inserted',
        0,
      ],
      [
        'a row behind all',
        insertedBehind(9, () => ({ prevHash: FOREIGN, hash: FOREIGN })),
        'inserted',
        10,
      ],
      [
        'a row behind all, hashed well',
        events =>
          chained([...events, { ...eventAt(10, old === 9 ? null : 10) }], 9),
        'inserted',
        10,
      ],
      ['the last row', without(9), 'truncated', 8],
      ['the last rows', without(6, 7, 8, 9), 'truncated', 5],
      [
        'the last row with its hash',
        events => hashedAnew(9)(changed(9, { summary: '' })(events)),
        old === 9 ? 'truncated' : 'changed',
        9,
      ],
    ])('finds %s', async (_tampering, tamper, type, eventId) => {
      const { events, head, published } = history(9, old);
      const tampered = tamper(events);
      expect(await found({ events: tampered, head, published })).toEqual([
        [type, eventId],
      ]);
    });
  });

  it('finds that events were moved over a distance', async () => {
    const { events, head, published } = history(9);
    const move = (from: number, to: number) => {
      const rest = events.filter(({ id }) => id !== from);
      rest.splice(to - 1, 0, events[from - 1]);
      return rest.map((event, i) => ({ ...event, id: i + 1 }));
    };
    // Number 3 stands behind number 7 now, as the row 7.
    expect(await found({ events: move(3, 7), head, published })).toEqual([
      ['reordered', 7],
    ]);
    expect(await found({ events: move(7, 3), head, published })).toEqual([
      ['reordered', 3],
    ]);
  });

  it('says so where the end itself is gone', async () => {
    const { events, published } = history(3);
    expect(await found({ events, head: null, published })).toEqual([
      ['changed', 3],
    ]);
    const head = { hash: events[2].hash, position: 4 };
    expect(await found({ events, head, published })).toEqual([['changed', 3]]);
    expect(await found({ ...history(3), events: [] })).toEqual([
      ['truncated', null],
    ]);
  });

  describe('with published heads', () => {
    const { events } = history(9);
    const published = [0, 3, 6, 9].map(n => publishedAt(events, n));

    it('matches what is whole, and what was written since', async () => {
      const verdict = await verify({ ...history(12), published });
      expect(verdict).toMatchObject({ isWhole: true, headsMatched: 4 });
    });

    it('finds a tail that was cut off with its head', async () => {
      const rest = events.slice(0, 7);
      const cut = { events: rest, head: headOf(rest), published: [] };
      expect(await found(cut)).toEqual([]);
      expect(await found({ ...cut, published })).toEqual([['truncated', 7]]);
      const nothing = { events: [], head: headOf([]), published };
      expect(await found(nothing)).toEqual([['truncated', null]]);
    });

    it.each([
      ['all', 1, 1, 1],
      ['an event between two heads', 5, 4, 2],
      ['the newest', 9, 7, 3],
    ])('finds that %s was rewritten', async (_what, id, since, matched) => {
      const other = chained(changed(id, { summary: '' })(events), id - 1);
      const rewritten = { events: other, head: headOf(other), published: [] };
      expect(await found(rewritten)).toEqual([]);
      const verdict = await verify({ ...rewritten, published });
      expect(verdict.problems).toMatchObject([
        { type: 'rewritten', eventId: since },
      ]);
      expect(verdict.headsMatched).toBe(matched);
    });

    it('finds a history that was rewritten and made shorter', async () => {
      const other = chained(changed(2, { summary: '' })(events).slice(0, 7), 1);
      expect(
        await found({ events: other, head: headOf(other), published }),
      ).toEqual([
        ['rewritten', 1],
        ['truncated', 7],
      ]);
    });

    it('does not compare what stands behind a break', async () => {
      const tampered = without(5)(events);
      const verdict = await verify({
        events: tampered,
        head: headOf(events),
        published,
      });
      expect(verdict.problems).toMatchObject([{ type: 'removed', eventId: 6 }]);
      expect(verdict.headsMatched).toBe(2);
    });
  });

  it('finds any change of any column of any event', async () => {
    const columns = ['at', 'actor', 'type', 'summary', 'changes'] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 8 }),
        fc.nat(),
        fc.nat(),
        fc.constantFrom(...columns),
        fc.string({ unit: 'binary' }),
        async (count, old, which, column, value) => {
          const { events, head } = history(count, old % (count + 1));
          const id = 1 + (which % count);
          fc.pre(events[id - 1][column] !== value);
          expect(
            await found({
              events: changed(id, { [column]: value })(events),
              head,
              published: [],
            }),
          ).toEqual([['changed', id]]);
        },
      ),
    );
  });

  it('finds any reordering of any events', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 8 }),
        fc.nat(),
        fc.infiniteStream(fc.nat()),
        async (count, old, keys) => {
          const { events, head } = history(count, old % (count + 1));
          const order = events
            .map(event => ({ event, key: keys.next().value as number }))
            .sort((a, b) => a.key - b.key)
            .map(({ event }) => event);
          fc.pre(order.some((event, i) => event.id !== i + 1));
          const moved = order.map((event, i) => ({ ...event, id: i + 1 }));
          const [first] = await found({ events: moved, head, published: [] });
          expect(first[0]).toBe('reordered');
        },
      ),
    );
  });
});
