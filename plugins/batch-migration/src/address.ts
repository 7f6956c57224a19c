/**
 * The only file that knows react-router, beside the page's `Router`: filters,
 * sorting and page live in the address, so that a link shows a colleague the
 * same view.
 */
import { useCallback, useMemo, useRef } from 'react';
import { useLocation, useSearchParams } from 'react-router-dom';

export interface Address {
  search: URLSearchParams;
  /** Without `#`. */
  hash: string;
  /** Adds an entry to the browser's history, so that *back* undoes it. */
  change: (
    edit: (search: URLSearchParams) => void,
    options?: {
      /** Takes the place of the newest entry: for what moves in small steps. */
      replace?: boolean;
    },
  ) => void;
}

export function useAddress(): Address {
  const [search, setSearch] = useSearchParams();
  const { hash } = useLocation();
  // Two changes may come before the first is rendered: the second builds on it.
  const shown = useRef(search);
  const newest = useRef(search);
  if (shown.current !== search) {
    shown.current = search;
    newest.current = search;
  }
  const change = useCallback(
    (
      edit: (search: URLSearchParams) => void,
      options?: { replace?: boolean },
    ) => {
      const next = new URLSearchParams(newest.current);
      edit(next);
      newest.current = next;
      setSearch(next, options);
    },
    [setSearch],
  );
  return useMemo(
    () => ({ search, hash: hash.slice(1), change }),
    [search, hash, change],
  );
}
