import { useCallback, useEffect, useMemo, useRef, useState } from 'react';

/** One answer of the API on its way. The last value stays while a newer one loads. */
export interface Load<T> {
  value: T | undefined;
  error: Error | undefined;
  loading: boolean;
  /** Nothing has come for five seconds. */
  slow: boolean;
  /** Why the value, which was right once, could not be brought up to date. */
  outdated?: Error;
  reload: () => void;
}

const SLOW_AFTER_MS = 5000;

/** As at the start: no other state says so. */
const isWaiting = (one: { loading: boolean; slow: boolean; error?: Error }) =>
  one.loading && !one.slow && !one.error;

/**
 * Fetches when `key` changes and on `reload`. An answer that was overtaken is
 * thrown away, and its request is cancelled.
 *
 * @param epoch - another one fetches anew without a sign of it: what is shown
 *   stays until the answer is there
 */
export function useLoad<T>(
  fetchValue: (signal: AbortSignal) => Promise<T>,
  key: string,
  epoch = 0,
): Load<T> {
  const [state, setState] = useState<{
    value?: T;
    error?: Error;
    outdated?: Error;
    loading: boolean;
    slow: boolean;
  }>({ loading: true, slow: false });
  const [attempt, setAttempt] = useState(0);
  const latest = useRef(fetchValue);
  latest.current = fetchValue;
  const asked = useRef<string>();

  useEffect(() => {
    const controller = new AbortController();
    const question = `${attempt} ${key}`;
    const isQuiet = asked.current === question;
    asked.current = question;
    if (!isQuiet) {
      setState(one =>
        isWaiting(one) ? one : { value: one.value, loading: true, slow: false },
      );
    }
    const timer = setTimeout(
      () => setState(one => (one.loading ? { ...one, slow: true } : one)),
      SLOW_AFTER_MS,
    );
    latest
      .current(controller.signal)
      .then(
        value => () => ({ value }),
        reason => (previous: { value?: T }) => {
          const error =
            reason instanceof Error ? reason : new Error(String(reason));
          const keeps = isQuiet && previous.value !== undefined;
          return {
            value: previous.value,
            ...(keeps ? { outdated: error } : { error }),
          };
        },
      )
      .then(outcome => {
        clearTimeout(timer);
        if (controller.signal.aborted) return;
        setState(previous => ({
          ...outcome(previous),
          loading: false,
          slow: false,
        }));
      });
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [key, attempt, epoch]);

  const reload = useCallback(() => setAttempt(count => count + 1), []);
  const { value, error, outdated, loading, slow } = state;
  // The same until something comes, so that nothing else is drawn anew.
  return useMemo(
    () => ({ value, error, outdated, loading, slow, reload }),
    [value, error, outdated, loading, slow, reload],
  );
}
