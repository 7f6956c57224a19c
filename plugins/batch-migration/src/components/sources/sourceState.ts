import type { SourceView } from 'backstage-plugin-batch-migration-common';

export const SOURCE_STATES = [
  'fails',
  'partly',
  'withheld',
  'waits',
  'answers',
] as const;
export type SourceState = (typeof SOURCE_STATES)[number];

/** What a person needs to know of a source first. */
export function sourceState(source: SourceView): SourceState {
  if (source.failure) return source.missing ? 'withheld' : 'fails';
  if (source.troubles.count > 0) return 'partly';
  if (source.missing) return 'withheld';
  return source.answeredAt === null ? 'waits' : 'answers';
}

export function needsMending(source: SourceView): boolean {
  return ['fails', 'partly', 'withheld'].includes(sourceState(source));
}

/** What is to be mended comes first; else by id. */
export function inOrder(sources: readonly SourceView[]): SourceView[] {
  const rank = (source: SourceView) =>
    SOURCE_STATES.indexOf(sourceState(source));
  return [...sources].sort(
    (a, b) => rank(a) - rank(b) || a.id.localeCompare(b.id),
  );
}
