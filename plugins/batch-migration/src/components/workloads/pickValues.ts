export interface FilterOption {
  value: string;
  label: string;
  count?: number;
}

/** With more values than this one searches instead of reading. */
export const SEARCHED_FROM = 21;

/** Values shown at once. */
export const MOST_SHOWN = 50;

/** Of them chosen ones, so that an address full of values leaves room to choose others. */
const MOST_CHOSEN = 40;

const plain = (text: string) => text.normalize('NFKC').toLowerCase().trim();

export interface PickedValues {
  shown: FilterOption[];
  /** Values that match too and are not shown. */
  more: number;
}

/**
 * What of a filter's values is shown. A short list keeps its own order, which
 * may mean something; of a long one the chosen values come first, and below
 * them what matches the text.
 */
export function pickValues(
  options: readonly FilterOption[],
  chosen: readonly string[],
  text: string,
): PickedValues {
  const known = new Map(options.map(option => [option.value, option]));
  const isChosen = new Set(chosen);
  // What the address asks for stays visible, even when no workload has it.
  const unknown = [...isChosen]
    .filter(value => !known.has(value))
    .map(value => ({ value, label: value }));
  if (options.length + unknown.length < SEARCHED_FROM) {
    return { shown: [...options, ...unknown], more: 0 };
  }
  const wanted = plain(text);
  const onTop = [
    ...options.filter(({ value }) => isChosen.has(value)),
    ...unknown,
  ];
  const others = options.filter(
    ({ value, label }) =>
      !isChosen.has(value) && (wanted === '' || plain(label).includes(wanted)),
  );
  const first = onTop.slice(0, MOST_CHOSEN);
  const rest = others.slice(0, MOST_SHOWN - first.length);
  return {
    shown: [...first, ...rest],
    more: onTop.length - first.length + others.length - rest.length,
  };
}
