import { useCallback, useEffect, useMemo, useRef, useState } from 'react';

/**
 * One answer of the API on its way. While the first one to another question
 * loads, the last value stays; once that failed it is gone.
 */
export interface Load<T> {
  value: T | undefined;
  /** Why there is no answer to be shown. */
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

interface State<T> {
  /** The last answer, and the key that it answers. */
  answer?: { key: string; value: T };
  error?: Error;
  outdated?: Error;
  loading: boolean;
  slow: boolean;
}

/** What stays of the last answer while somebody waits for the one to `key`. */
const stays = <T>({ answer, error }: State<T>, key: string) =>
  // An error stood in its place: what was there before it comes back no more.
  error && answer?.key !== key ? undefined : answer;

/**
 * Fetches when `key` changes and on `reload`. An answer that was overtaken is
 * thrown away, and its request is cancelled.
 *
 * Nothing is ever shown as the answer to a question that it does not answer:
 * where the answer to another `key` fails, the value of before is gone. Where
 * only the same question could not be answered anew, what is told depends on
 * who listens. With an `epoch` the value stays, and `outdated` says why it is
 * old; whoever gives one tells people so, as `useLiveLoad` does. Without,
 * nobody would, so that a `reload` that fails is an `error`.
 *
 * @param epoch - another one fetches anew without a sign of it: what is shown
 *   stays until the answer is there
 * @param round - another one fetches anew as `reload` does
 */
export function useLoad<T>(
  fetchValue: (signal: AbortSignal) => Promise<T>,
  key: string,
  epoch?: number,
  round = 0,
): Load<T> {
  const [state, setState] = useState<State<T>>({ loading: true, slow: false });
  const [attempt, setAttempt] = useState(0);
  const latest = useRef(fetchValue);
  latest.current = fetchValue;
  const asked = useRef<string>();
  const isTold = epoch !== undefined;

  useEffect(() => {
    const controller = new AbortController();
    const question = `${attempt} ${round} ${key}`;
    const isQuiet = asked.current === question;
    asked.current = question;
    if (!isQuiet) {
      setState(one =>
        isWaiting(one)
          ? one
          : { answer: stays(one, key), loading: true, slow: false },
      );
    }
    const timer = setTimeout(
      () => setState(one => (one.loading ? { ...one, slow: true } : one)),
      SLOW_AFTER_MS,
    );
    latest
      .current(controller.signal)
      .then(
        value => () => ({ answer: { key, value } }),
        reason => (previous: State<T>) => {
          const error =
            reason instanceof Error ? reason : new Error(String(reason));
          const { answer } = previous;
          if (answer?.key !== key) return { error };
          return isTold ? { answer, outdated: error } : { answer, error };
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
  }, [key, attempt, round, epoch, isTold]);

  const reload = useCallback(() => setAttempt(count => count + 1), []);
  const { answer, error, outdated, loading, slow } = state;
  const value = answer?.value;
  // The same until something comes, so that nothing else is drawn anew.
  return useMemo(
    () => ({ value, error, outdated, loading, slow, reload }),
    [value, error, outdated, loading, slow, reload],
  );
}
