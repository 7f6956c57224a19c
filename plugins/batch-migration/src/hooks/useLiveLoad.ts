import { useEffect, useRef, useState } from 'react';
import { useLiveConnection } from './useLive';
import { useLoad, type Load } from './useLoad';

/**
 * As `useLoad`, and asks quietly anew when something changed: what is shown
 * stays until the answer is there. Where it stays because there is none, also
 * after a `reload`, the notice of the connection says so. Not for what a form
 * was filled from.
 *
 * @param round - counts what was done on the page: another one fetches anew as
 *   `reload` does. It does not belong into `key`: that would be another
 *   question, whose failure takes the value of before away
 */
export function useLiveLoad<T>(
  fetchValue: (signal: AbortSignal) => Promise<T>,
  key: string,
  round?: number,
): Load<T> {
  const connection = useLiveConnection();
  const [epoch, setEpoch] = useState(connection.state.epoch);
  useEffect(
    () => connection.listen(() => setEpoch(connection.state.epoch)),
    [connection],
  );
  const load = useLoad(fetchValue, key, epoch, round);

  const [self] = useState(() => ({}));
  const { outdated } = load;
  const reported = useRef(connection);
  reported.current = connection;
  useEffect(() => {
    connection.report(self, outdated ?? null);
  }, [connection, self, outdated]);
  useEffect(() => () => reported.current.report(self, null), [self]);
  return load;
}
