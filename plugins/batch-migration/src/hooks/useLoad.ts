import { useCallback, useEffect, useRef, useState } from 'react';

/** One answer of the API on its way. The last value stays while a newer one loads. */
export interface Load<T> {
  value: T | undefined;
  error: Error | undefined;
  loading: boolean;
  /** Nothing has come for five seconds. */
  slow: boolean;
  reload: () => void;
}

const SLOW_AFTER_MS = 5000;

/**
 * Fetches when `key` changes and on `reload`. An answer that was overtaken is
 * thrown away, and its request is cancelled.
 */
export function useLoad<T>(
  fetchValue: (signal: AbortSignal) => Promise<T>,
  key: string,
): Load<T> {
  const [state, setState] = useState<{
    value?: T;
    error?: Error;
    loading: boolean;
    slow: boolean;
  }>({ loading: true, slow: false });
  const [attempt, setAttempt] = useState(0);
  const latest = useRef(fetchValue);
  latest.current = fetchValue;

  useEffect(() => {
    const controller = new AbortController();
    setState(({ value }) => ({ value, loading: true, slow: false }));
    const timer = setTimeout(
      () => setState(state_ => ({ ...state_, slow: true })),
      SLOW_AFTER_MS,
    );
    latest
      .current(controller.signal)
      .then(
        value => ({ value, error: undefined }),
        error => ({
          error: error instanceof Error ? error : new Error(String(error)),
        }),
      )
      .then(outcome => {
        clearTimeout(timer);
        if (!controller.signal.aborted) {
          setState(previous => ({
            value: previous.value,
            ...outcome,
            loading: false,
            slow: false,
          }));
        }
      });
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [key, attempt]);

  const reload = useCallback(() => setAttempt(count => count + 1), []);
  return {
    value: state.value,
    error: state.error,
    loading: state.loading,
    slow: state.slow,
    reload,
  };
}
