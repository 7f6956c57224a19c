import { explainBreak, type Break } from './explainBreak';
import { FIRST_HASH, fitsItsHash, type Sha256 } from './hashedText';
import type {
  ChainedEvent,
  HistoryHead,
  HistoryProblem,
  HistoryVerdict,
} from './model';
import { compareHeads, type Passed } from './publishedHeads';

/** The end of the chain as the database itself has it. */
export interface StoredHead {
  hash: string;
  /** `null` where the newest event was stored before positions were. */
  position: number | null;
}

export interface VerifyOptions {
  /**
   * All events by id, page by page. It is called again where a break needs a
   * second look, and must then answer the same.
   */
  pages(): AsyncIterable<readonly ChainedEvent[]>;
  /** `null` where the database has none any more. */
  head: StoredHead | null;
  /** Heads that were published outside the database, in any order. */
  published?: readonly HistoryHead[];
  sha256: Sha256;
}

/**
 * Walks the whole history and says what was done to it, naming the first
 * event. Without published heads it cannot tell a history that was rewritten
 * from some event to its end, or cut off with its own head set back.
 * Memory does not grow with the history.
 */
export async function verifyHistory(
  options: VerifyOptions,
): Promise<HistoryVerdict> {
  const { published = [] } = options;
  const passed = new Map<number, Passed>();
  for (const { sequence } of published) {
    passed.set(sequence, { hash: null, nextId: null });
  }
  note(passed, 0, { id: null, hash: FIRST_HASH });

  const { broken, last, events } = await walk(options, passed);
  const problem = broken
    ? await explainBreak(broken, options)
    : await endProblem(last, events, options);
  const { matched, problems } = compareHeads(published, passed, {
    events,
    lastId: last?.id ?? null,
    // Behind a break nothing is at its place.
    isWhole: broken === null,
  });
  const all = [...(problem ? [problem] : []), ...problems];
  return {
    isWhole: all.length === 0,
    events,
    headsMatched: matched,
    problems: all,
  };
}

async function walk(
  options: VerifyOptions,
  passed: Map<number, Passed>,
): Promise<{
  broken: Break | null;
  last: ChainedEvent | null;
  events: number;
}> {
  let last: ChainedEvent | null = null;
  let events = 0;
  for await (const page of options.pages()) {
    for (const event of page) {
      const place = events + 1;
      const isLinked = event.prevHash === (last?.hash ?? FIRST_HASH);
      const isSound = await fitsItsHash(event, place, options.sha256);
      const stands = event.position === null || event.position === place;
      if (!isLinked || !isSound || !stands) {
        const broken = { event, before: last, place, isLinked, isSound };
        return { broken, last, events };
      }
      note(passed, place, event);
      last = event;
      events = place;
    }
  }
  return { broken: null, last, events };
}

/** Keeps what published heads are compared with, and nothing else. */
function note(
  passed: Map<number, Passed>,
  place: number,
  { id, hash }: { id: number | null; hash: string },
): void {
  const here = passed.get(place);
  if (here) here.hash = hash;
  const before = passed.get(place - 1);
  if (before) before.nextId = id;
}

/** The chain is whole: does it end where the database says that it ends? */
async function endProblem(
  last: ChainedEvent | null,
  events: number,
  options: VerifyOptions,
): Promise<HistoryProblem | null> {
  const { head } = options;
  const eventId = last?.id ?? null;
  const end = last ? `event ${last.id}` : 'an empty history';
  if (!head) {
    const message = `The row of history_head is missing; the chain ends with ${end}`;
    return { type: 'changed', eventId, message };
  }
  const { position } = head;
  if (head.hash === (last?.hash ?? FIRST_HASH)) {
    if (position === null || position === events) return null;
    const message = `history_head counts ${position} events, and there are ${events}`;
    return { type: 'changed', eventId, message };
  }
  const behind = await idBehind(head.hash, options);
  if (behind !== null) {
    const message = `Event ${behind} and what follows it were inserted: history_head ends before it`;
    return { type: 'inserted', eventId: behind, message };
  }
  if (position === events) {
    const message = `Event ${eventId} was changed and hashed anew: history_head ends with another hash`;
    return { type: 'changed', eventId, message };
  }
  const missing =
    position !== null && position > events
      ? `${position - events} events were`
      : 'The end was';
  const message = `${missing} cut off: ${end} is what is left, and history_head names a later one`;
  return { type: 'truncated', eventId, message };
}

/** Id of the event that follows the one with the hash; `null` where there is none. */
async function idBehind(
  hash: string,
  { pages }: VerifyOptions,
): Promise<number | null> {
  let before = FIRST_HASH;
  for await (const page of pages()) {
    for (const event of page) {
      if (before === hash) return event.id;
      before = event.hash;
    }
  }
  return null;
}
