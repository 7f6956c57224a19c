import type {
  EntityRef,
  Instant,
  ScopeChange,
} from 'backstage-plugin-batch-migration-common';

/** So many are kept of one day. */
const MAX_CHANGES = 20;

/** Scope by key, on the day before and now. */
export interface ScopeStep {
  /** Keys that were never counted before are not in it. */
  before: ReadonlyMap<string, number>;
  now: ReadonlyMap<string, number>;
}

/** Which inventory told of a server last. */
export type Teller = (
  serverRef: EntityRef,
) => { source: string; takenAt: Instant } | undefined;

/** Why there is more or less on servers than on the day before, largest first. */
export function serverChanges(
  { before, now }: ScopeStep,
  tellerOf: Teller,
): ScopeChange[] {
  return steps({ before, now }).map(({ key, from, to }) => {
    const teller = tellerOf(key);
    const grown = to > (from ?? 0) ? 'workloads-appeared' : 'workloads-gone';
    return {
      type: from === undefined ? 'server-found' : grown,
      count: Math.abs(to - (from ?? 0)),
      serverRef: key,
      source: teller?.source ?? null,
      takenAt: teller?.takenAt ?? null,
    };
  });
}

/** People put workloads into waves and take them out. */
export function waveChanges(step: ScopeStep): ScopeChange[] {
  return steps(step).map(({ from = 0, to }) => ({
    type: to > from ? 'planned-in' : 'planned-out',
    count: Math.abs(to - from),
    serverRef: null,
    source: null,
    takenAt: null,
  }));
}

/** What is kept of a day. */
export function kept(changes: readonly ScopeChange[]) {
  return {
    changes: changes.slice(0, MAX_CHANGES),
    moreChanges: Math.max(0, changes.length - MAX_CHANGES),
  };
}

function steps({ before, now }: ScopeStep) {
  const keys = [...new Set([...before.keys(), ...now.keys()])];
  return keys
    .map(key => ({ key, from: before.get(key), to: now.get(key) ?? 0 }))
    .filter(({ from = 0, to }) => from !== to)
    .sort(
      (a, b) =>
        Math.abs(b.to - (b.from ?? 0)) - Math.abs(a.to - (a.from ?? 0)) ||
        (a.key < b.key ? -1 : 1),
    );
}
