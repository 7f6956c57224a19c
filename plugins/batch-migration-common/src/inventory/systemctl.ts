/** What `systemctl` said of units, by their names. */
export interface ListedUnits<T> {
  units: Map<string, T>;
  /** 1-based numbers of lines that are no row of the list. */
  unread: number[];
}

const UNIT =
  /^[^\s/]{1,255}\.(?:timer|service|socket|path|target|mount|automount|swap|slice|scope|device)$/;

/** Marks before a unit that failed or is not there. */
const MARK = /^[●○×*↻]\s*/;

function rowsOf(text: string): Array<{ line: number; row: string }> {
  return text
    .split('\n')
    .map((row, index) => ({
      line: index + 1,
      row: row.trim().replace(MARK, ''),
    }))
    .filter(
      ({ row }) =>
        row !== '' &&
        // Heads and feet of the lists; a foot begins with a number or a hint.
        !/^(?:UNIT(?: FILE)?\s|NEXT\s|\d+ (?:unit|timer|loaded)|LOAD\s+=|ACTIVE\s+=|SUB\s+=|JOB\s+=|To show all|Pass --all|Legend:)/.test(
          row,
        ),
    );
}

function readRows<T>(
  text: string,
  read: (words: string[]) => [string, T] | null,
): ListedUnits<T> {
  const listed: ListedUnits<T> = { units: new Map(), unread: [] };
  for (const { line, row } of rowsOf(text)) {
    const found = read(row.split(/\s+/));
    if (found) listed.units.set(...found);
    else listed.unread.push(line);
  }
  return listed;
}

/** `systemctl list-unit-files`: `enabled`, `disabled`, `masked`, `static`, … */
export function readUnitFiles(text: string): ListedUnits<string> {
  return readRows(text, ([unit, state]) =>
    UNIT.test(unit) && /^[a-z-]+$/.test(state ?? '') ? [unit, state] : null,
  );
}

/** `systemctl list-units`: the column ACTIVE, such as `active` or `failed`, and SUB. */
export function readUnits(
  text: string,
): ListedUnits<{ active: string; sub: string }> {
  return readRows(text, ([unit, , active, sub]) =>
    UNIT.test(unit) && /^[a-z-]+$/.test(active ?? '')
      ? [unit, { active, sub: sub ?? '' }]
      : null,
  );
}

/** `systemctl list-timers --all`: whether a timer has a next time. */
export function readTimers(text: string): ListedUnits<{ hasNext: boolean }> {
  return readRows(text, words => {
    const unit = words.find(word => word.endsWith('.timer'));
    return unit && UNIT.test(unit)
      ? [unit, { hasNext: !/^(?:n\/a|-)$/.test(words[0]) }]
      : null;
  });
}
