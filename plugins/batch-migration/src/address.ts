/**
 * The only file that knows react-router, beside the page's `Router`: filters,
 * sorting and page live in the address, so that a link shows a colleague the
 * same view.
 */
import { useCallback, useMemo } from 'react';
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
  const change = useCallback(
    (
      edit: (search: URLSearchParams) => void,
      options?: { replace?: boolean },
    ) =>
      setSearch(current => {
        const next = new URLSearchParams(current);
        edit(next);
        return next;
      }, options),
    [setSearch],
  );
  return useMemo(
    () => ({ search, hash: hash.slice(1), change }),
    [search, hash, change],
  );
}
