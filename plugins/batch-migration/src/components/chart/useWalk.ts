import { useState, type KeyboardEvent } from 'react';

/**
 * Walks the points of a chart, oldest first, which is one tab stop: arrow
 * keys, Home and End go from one to another, Escape and Tab leave them.
 */
export function useWalk(count: number) {
  const [index, setIndex] = useState<number | null>(null);
  const last = count - 1;

  const onKeyDown = (event: KeyboardEvent) => {
    const at = index ?? count;
    const next: Record<string, number | null> = {
      ArrowLeft: Math.max(0, at - 1),
      ArrowRight: Math.min(last, at + 1),
      Home: 0,
      End: last,
      Escape: null,
    };
    if (!(event.key in next)) return;
    event.preventDefault();
    setIndex(next[event.key]);
  };

  return {
    // A newer answer may have fewer points than the one that was left.
    index: index === null ? null : Math.min(index, last),
    setIndex,
    keys: { onKeyDown, onBlur: () => setIndex(null) },
  };
}
