import {
  steadyDetail,
  type Instant,
  type Observation,
} from 'backstage-plugin-batch-migration-common';

export interface ForgettableOptions {
  /** Heartbeats that were seen before this instant are drawn together. */
  heartbeatsBefore: Instant;
  /** What lapsed before this instant is forgotten; `null` keeps all that changed. */
  observationsBefore: Instant | null;
  /** When instances were seen to be gone for good: what was seen after it lives elsewhere. */
  finalAbsences: readonly Instant[];
  /** Rows that something else points to. */
  pinned: ReadonlySet<number>;
}

export interface Forgettable {
  /** Rows that say nothing any more. */
  forget: number[];
  /** Rows that count for longer instead. */
  extend: Array<
    Pick<Observation, 'id' | 'freshUntil'> & { lastSeenAt: Instant }
  >;
}

/**
 * Which observations of one location can go without changing what `assess`
 * says of any instant within the retention.
 *
 * Of heartbeats that follow each other without a gap the first and the last
 * stay, and the first one counts up to the last. Of what lapsed long ago stays
 * what later answers rest on: what was seen first, when it was active last and
 * what followed, and the newest of each source.
 *
 * @param history - of one location, oldest first
 */
export function forgettable(
  history: readonly Observation[],
  options: ForgettableOptions,
): Forgettable {
  const lapsed = lapsedIds(history, options);
  const forget = new Set<number>(lapsed);
  const extend = new Map<number, Forgettable['extend'][number]>();
  const rest = history.filter(({ id }) => !forget.has(id));
  let first: Observation | undefined;
  rest.forEach((row, index) => {
    const next = rest[index + 1];
    if (first && next && isInner(first, row, next, options)) {
      first = {
        ...first,
        freshUntil: row.freshUntil,
        lastSeenAt: lookedAt(row),
      };
      forget.add(row.id);
      extend.set(first.id, {
        id: first.id,
        freshUntil: row.freshUntil,
        lastSeenAt: lookedAt(row),
      });
    } else {
      first = row;
    }
  });
  return { forget: [...forget], extend: [...extend.values()] };
}

/** Whether a row only says once more what the ones beside it say. */
function isInner(
  first: Observation,
  row: Observation,
  next: Observation,
  { heartbeatsBefore, finalAbsences, pinned }: ForgettableOptions,
): boolean {
  return (
    row.observedAt < heartbeatsBefore &&
    !pinned.has(row.id) &&
    !isBounded(row) &&
    follows(first, row) &&
    follows(row, next) &&
    !finalAbsences.some(at => at >= first.observedAt && at <= row.observedAt)
  );
}

/** Whether the same source said the same before the earlier row had lapsed. */
function follows(earlier: Observation, later: Observation): boolean {
  return (
    earlier.state === later.state &&
    earlier.source === later.source &&
    earlier.freshUntil !== null &&
    later.freshUntil !== null &&
    later.observedAt <= earlier.freshUntil &&
    JSON.stringify(steadyDetail(earlier.detail)) ===
      JSON.stringify(steadyDetail(later.detail))
  );
}

/** Its own dates change what it means as time goes by. */
function isBounded({ detail }: Observation): boolean {
  return detail.startDate !== undefined || detail.endDate !== undefined;
}

function lapsedIds(
  history: readonly Observation[],
  { observationsBefore, pinned }: ForgettableOptions,
): number[] {
  if (observationsBefore === null) return [];
  const said = history.filter(({ state }) => state !== 'unknown');
  const wasOn = (row: Observation) => row.state === 'active' || isBounded(row);
  const lastOn = said.map(wasOn).lastIndexOf(true);
  const newest = new Map(history.map(row => [row.source, row.id]));
  const newestSaid = new Map(said.map(row => [row.source, row.id]));
  const kept = new Set<number | undefined>([
    history[0]?.id,
    said[0]?.id,
    said.find(({ state }) => state !== 'absent')?.id,
    said[lastOn]?.id,
    said[lastOn + 1]?.id,
    ...newest.values(),
    ...newestSaid.values(),
    ...pinned,
  ]);
  return history
    .filter(
      ({ id, freshUntil, observedAt }) =>
        freshUntil !== null &&
        freshUntil < observationsBefore &&
        observedAt < observationsBefore &&
        !kept.has(id),
    )
    .map(({ id }) => id);
}

function lookedAt({ lastSeenAt, observedAt }: Observation): Instant {
  return lastSeenAt ?? observedAt;
}
