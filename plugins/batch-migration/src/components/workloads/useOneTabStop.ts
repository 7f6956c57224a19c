import { useEffect, useRef, type RefObject } from 'react';

/** Material UI's sort labels are spans with a role. */
const CAN_FOCUS =
  ':is(a[href], button:not(:disabled), input:not(:disabled), [role=button])';

const focusable = (within: Element) => [
  ...within.querySelectorAll<HTMLElement>(CAN_FOCUS),
];

/** A narrow screen leaves out cells, and what is in them takes no focus. */
const isShown = (element: Element) => {
  for (let at: Element | null = element; at; at = at.parentElement) {
    if (getComputedStyle(at).display === 'none') return false;
    if (at.matches('td, th')) return true;
  }
  return true;
};

const reachable = (row: HTMLTableRowElement) => focusable(row).filter(isShown);

const columnOf = (element: Element) =>
  element.closest<HTMLTableCellElement>('td, th')?.cellIndex ?? 0;

/** Where a key leads from one thing to activate; `undefined` stays. */
function destinationOf(
  table: HTMLTableElement,
  from: HTMLElement,
  { key, ctrlKey }: KeyboardEvent,
): HTMLElement | undefined {
  const rows = [...table.rows].filter(row => focusable(row).length > 0);
  const row = from.closest('tr')!;
  const at = rows.indexOf(row);
  const within = reachable(row);
  const inRow = (other: HTMLTableRowElement | undefined) => {
    if (!other) return undefined;
    const column = columnOf(from);
    const all = reachable(other);
    return all.find(item => columnOf(item) >= column) ?? all[all.length - 1];
  };
  switch (key) {
    case 'ArrowDown':
      return inRow(rows[at + 1]);
    case 'ArrowUp':
      return inRow(rows[at - 1]);
    case 'ArrowRight':
      return within[within.indexOf(from) + 1];
    case 'ArrowLeft':
      return within[within.indexOf(from) - 1];
    case 'Home':
      return ctrlKey ? reachable(rows[0])[0] : within[0];
    case 'End':
      return ctrlKey
        ? reachable(rows[rows.length - 1])[0]
        : within[within.length - 1];
    default:
      return undefined;
  }
}

/** Space ticks the row, as Shift+Space does up to it; a button keeps its own Space. */
function tick(from: HTMLElement, event: KeyboardEvent): boolean {
  const box = from
    .closest('tr')
    ?.querySelector<HTMLInputElement>('input[type=checkbox]');
  if (event.key !== ' ' || !box || from.matches('button, [role=button]')) {
    return false;
  }
  box.dispatchEvent(
    new MouseEvent('click', {
      bubbles: true,
      cancelable: true,
      shiftKey: event.shiftKey,
    }),
  );
  return true;
}

/** Enter on a row's tick box, which has no use of it, opens what the row is about. */
function open(from: HTMLElement, { key }: KeyboardEvent): boolean {
  if (key !== 'Enter' || !from.matches('td input[type=checkbox]')) return false;
  const link = from.closest('tr')?.querySelector<HTMLElement>('th a[href]');
  link?.click();
  return Boolean(link);
}

/**
 * Makes a table one tab stop, whatever its rows hold: arrow keys move between
 * rows and along one, Enter opens, Space ticks the row. The first stop is in
 * the first row of the body; headers that sort are one row above it.
 */
export function useOneTabStop(): RefObject<HTMLTableElement> {
  const ref = useRef<HTMLTableElement>(null);
  useEffect(() => {
    const table = ref.current;
    if (!table) return undefined;
    let stop: HTMLElement | undefined;
    const settle = () => {
      const all = focusable(table);
      if (!stop || !all.includes(stop)) {
        // The name goes first: a row's tick box is reached from it.
        stop =
          table.querySelector<HTMLElement>('tbody th a[href]') ??
          all.find(item => item.closest('tbody')) ??
          all[0];
      }
      for (const item of all) {
        const tabIndex = item === stop ? 0 : -1;
        if (item.tabIndex !== tabIndex) item.tabIndex = tabIndex;
      }
    };
    const onFocus = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLElement) || !target.matches(CAN_FOCUS)) {
        return;
      }
      stop = target;
      settle();
    };
    const onKey = (event: KeyboardEvent) => {
      const { target, altKey, metaKey } = event;
      if (altKey || metaKey || !(target instanceof HTMLElement)) return;
      if (!target.matches(CAN_FOCUS)) return;
      const to = destinationOf(table, target, event);
      to?.focus();
      if (to || tick(target, event) || open(target, event)) {
        event.preventDefault();
      }
    };
    settle();
    // Rows come and go, and what they hold may load later.
    const observer = new MutationObserver(settle);
    observer.observe(table, { childList: true, subtree: true });
    table.addEventListener('focusin', onFocus);
    table.addEventListener('keydown', onKey);
    return () => {
      observer.disconnect();
      table.removeEventListener('focusin', onFocus);
      table.removeEventListener('keydown', onKey);
    };
  }, []);
  return ref;
}
