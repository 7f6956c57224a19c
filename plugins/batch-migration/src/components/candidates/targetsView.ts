/** What the address of the page says. Anything unknown in it is ignored. */
export interface TargetsView {
  text: string;
  /** Those that replace nothing in scope, instead of those that wait. */
  dismissed: boolean;
  cursor: string | undefined;
  /** 1-based position of the first one; only for the words below the list. */
  first: number;
}

export function readTargetsView(search: URLSearchParams): TargetsView {
  const first = Number(search.get('first'));
  return {
    text: search.get('text') ?? '',
    dismissed: search.get('dismissed') === 'true',
    cursor: search.get('cursor') ?? undefined,
    first: Number.isInteger(first) && first > 0 ? first : 1,
  };
}

export function toFirstPage(search: URLSearchParams) {
  search.delete('cursor');
  search.delete('first');
}

/** Another question begins at its first page: a cursor belongs to one question. */
export function askTargets(
  search: URLSearchParams,
  { text, dismissed }: Partial<Pick<TargetsView, 'text' | 'dismissed'>>,
) {
  const write = (name: string, value: string) =>
    value === '' ? search.delete(name) : search.set(name, value);
  if (text !== undefined) write('text', text.trim());
  if (dismissed !== undefined) write('dismissed', dismissed ? 'true' : '');
  toFirstPage(search);
}

export function toNextPage(
  search: URLSearchParams,
  cursor: string,
  first: number,
) {
  search.set('cursor', cursor);
  search.set('first', String(first));
}
