import { useEffect, useState } from 'react';

const REST_MS = 400;

/**
 * The instant moves at once on the screen; the address, and with it the
 * preview, follow when it rests. UTC milliseconds.
 */
export function useInstant(
  settled: number | undefined,
  settle: (at: number) => void,
): { at: number | undefined; move: (at: number) => void } {
  const [moving, setMoving] = useState<number>();

  useEffect(() => {
    setMoving(current => (current === settled ? undefined : current));
  }, [settled]);

  useEffect(() => {
    if (moving === undefined || moving === settled) return undefined;
    const timer = setTimeout(() => settle(moving), REST_MS);
    return () => clearTimeout(timer);
    // Only a move starts the wait anew.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [moving]);

  return { at: moving ?? settled, move: setMoving };
}
