import { useRef } from 'react';

/**
 * Ticking rows of a table: one, or with Shift all from the one that was ticked
 * last.
 *
 * @param ids - of the rows, in their order
 */
export function useTicks(
  ids: readonly string[],
  selected: readonly string[],
  onSelect: (ids: string[]) => void,
) {
  const lastTicked = useRef<string>();
  const isAll = ids.length > 0 && ids.every(id => selected.includes(id));
  return {
    isAll,
    isSome: !isAll && selected.length > 0,
    tickAll: () => onSelect(isAll ? [] : [...ids]),
    tick: (id: string, isRange: boolean) => {
      const [from, to] = [
        isRange && lastTicked.current ? lastTicked.current : id,
        id,
      ]
        .map(one => ids.indexOf(one))
        .sort((a, b) => a - b);
      const meant = ids.slice(Math.max(from, 0), to + 1);
      const others = selected.filter(one => !meant.includes(one));
      lastTicked.current = id;
      onSelect(selected.includes(id) ? others : [...others, ...meant]);
    },
  };
}
