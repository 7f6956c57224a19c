import { FIRST_HASH, fitsItsHash, type Sha256 } from './hashedText';
import type { ChainedEvent, HistoryProblem, Tampering } from './model';

/** The first event that is not where or what it was when it was stored. */
export interface Break {
  event: ChainedEvent;
  /** The event that stands before it; `null` where it stands first. */
  before: ChainedEvent | null;
  /** Its place, counted from 1. */
  place: number;
  /** Whether it names the hash of the event that stands before it. */
  isLinked: boolean;
  /** Whether its content fits its own hash. */
  isSound: boolean;
}

/** What the whole history tells of a break. */
interface Surroundings {
  /** Another event that follows the one before the break: the rightful one. */
  successor: ChainedEvent | null;
  /** What the broken one names as the event before it; the beginning has no id. */
  predecessor: { id: number | null; stands: 'before' | 'behind' } | null;
  /** Id of the event that follows the predecessor now. */
  afterPredecessor: number | null;
}

interface Options {
  pages(): AsyncIterable<readonly ChainedEvent[]>;
  head: { hash: string } | null;
  sha256: Sha256;
}

/** Says what was done where the chain breaks. */
export async function explainBreak(
  broken: Break,
  options: Options,
): Promise<HistoryProblem> {
  const { event, before, isLinked, isSound } = broken;
  const around = await lookAround(broken, options);
  if (isLinked) return linkedProblem(broken, around);

  const expected = before?.hash ?? FIRST_HASH;
  const place = `behind ${nameOf(before)}`;
  const relinked = { ...event, prevHash: expected };
  if (await fitsItsHash(relinked, broken.place, options.sha256)) {
    return problem(
      'changed',
      event.id,
      `Event ${event.id} was changed: it names another event than the one before it`,
    );
  }
  const { successor, predecessor } = around;
  if (successor) {
    if (predecessor?.id === successor.id) {
      return problem(
        'reordered',
        successor.id,
        `Event ${successor.id} was moved: it belongs ${place}, before event ${event.id}`,
      );
    }
    if (predecessor?.stands === 'behind') {
      return problem(
        'reordered',
        event.id,
        `Event ${
          event.id
        } was moved: it stands ${place} and belongs behind ${nameOf(
          predecessor,
        )}`,
      );
    }
    return inserted(event.id, place);
  }
  if (options.head?.hash === expected) return inserted(event.id, place);
  if (predecessor) {
    const first = around.afterPredecessor ?? event.id;
    return predecessor.stands === 'before'
      ? inserted(first, `behind ${nameOf(predecessor)}`)
      : problem(
          'reordered',
          event.id,
          `Event ${
            event.id
          } was moved: it stands ${place} and belongs behind ${nameOf(
            predecessor,
          )}`,
        );
  }
  return missingOrChanged(broken, isSound, place);
}

function linkedProblem(
  { event, before, place, isSound }: Break,
  { successor }: Surroundings,
): HistoryProblem {
  if (successor) return inserted(event.id, `behind ${nameOf(before)}`);
  if (!isSound) {
    return problem(
      'changed',
      event.id,
      `Event ${event.id} was changed: its content does not fit its hash`,
    );
  }
  return problem(
    event.position! > place ? 'removed' : 'inserted',
    event.id,
    `Event ${event.id} was stored as number ${event.position} and stands at ${place}`,
  );
}

/** Nothing else in the history names the event before the break. */
function missingOrChanged(
  { event, before, place }: Break,
  isSound: boolean,
  where: string,
): HistoryProblem {
  if (!isSound) {
    const isNext = event.position === null || event.position === place;
    const message = isNext
      ? `Event ${event.id} was changed: it fits neither its hash nor the event before it`
      : `Event ${event.id} does not belong ${where}, and its content does not fit its hash`;
    return problem('changed', event.id, message);
  }
  const missing =
    event.position === null
      ? event.id - (before?.id ?? 0) - 1
      : event.position - place;
  if (missing > 0) {
    return problem(
      'removed',
      event.id,
      `${removedOnes(event, place)} removed ${where}: event ${
        event.id
      } names another one before it`,
    );
  }
  return before
    ? problem(
        'changed',
        before.id,
        `Event ${before.id} was changed and hashed anew: event ${event.id} names another hash`,
      )
    : problem(
        'removed',
        event.id,
        `The history begins with event ${event.id}, which was not the first`,
      );
}

function removedOnes({ position }: ChainedEvent, place: number): string {
  if (position === null) return 'One or more events were';
  return position - place === 1
    ? `Event number ${place} was`
    : `Events number ${place} to ${position - 1} were`;
}

async function lookAround(
  { event, before }: Break,
  { pages }: Options,
): Promise<Surroundings> {
  const expected = before?.hash ?? FIRST_HASH;
  const isOfBeginning = event.prevHash === FIRST_HASH;
  const around: Surroundings = {
    successor: null,
    predecessor: isOfBeginning ? { id: null, stands: 'before' } : null,
    afterPredecessor: null,
  };
  let previous: { id: number | null } = { id: null };
  let isBehind = false;
  for await (const page of pages()) {
    for (const one of page) {
      const { predecessor } = around;
      if (predecessor && predecessor.id === previous.id) {
        around.afterPredecessor = one.id;
      }
      previous = one;
      if (one.id === event.id) {
        isBehind = true;
        continue;
      }
      if (one.prevHash === expected) around.successor ??= one;
      if (one.hash === event.prevHash) {
        const stands = isBehind ? 'behind' : 'before';
        around.predecessor ??= { id: one.id, stands };
      }
    }
  }
  return around;
}

function inserted(eventId: number, where: string): HistoryProblem {
  return problem(
    'inserted',
    eventId,
    `Event ${eventId} was inserted ${where}: the chain goes on without it`,
  );
}

function problem(
  type: Tampering,
  eventId: number | null,
  message: string,
): HistoryProblem {
  return { type, eventId, message };
}

function nameOf(event: { id: number | null } | null): string {
  return event === null || event.id === null
    ? 'the beginning'
    : `event ${event.id}`;
}
