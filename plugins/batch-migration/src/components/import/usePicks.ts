import { useCallback, useMemo, useState } from 'react';
import type { Row } from './rows';

export interface Picks {
  /** Lines that become workloads. */
  picked: ReadonlySet<number>;
  pick: (lines: number[], picked: boolean) => void;
}

/** Names a line by what it says, so that a choice follows it when others move. */
function keysOf(rows: Row[], lines: readonly string[]): Map<number, string> {
  const seen = new Map<string, number>();
  return new Map(
    rows.map(({ line }) => {
      const text = lines[line - 1] ?? '';
      const count = (seen.get(text) ?? 0) + 1;
      seen.set(text, count);
      return [line, `${count} ${text}`];
    }),
  );
}

/**
 * Jobs are ticked until a person says otherwise; what is switched off is not,
 * and a line that cannot be read never is.
 *
 * @param lines - of the text that the rows are of
 */
export function usePicks(rows: Row[], lines: readonly string[]): Picks {
  const [choices, setChoices] = useState<ReadonlyMap<string, boolean>>(
    new Map(),
  );
  const keys = useMemo(() => keysOf(rows, lines), [rows, lines]);
  const picked = useMemo(
    () =>
      new Set(
        rows
          .filter(
            ({ line, job }) =>
              job && (choices.get(keys.get(line)!) ?? job.enabled),
          )
          .map(({ line }) => line),
      ),
    [rows, choices, keys],
  );
  const pick = useCallback(
    (changed: number[], isPicked: boolean) =>
      setChoices(
        before =>
          new Map([
            ...before,
            ...changed.map(line => [keys.get(line)!, isPicked] as const),
          ]),
      ),
    [keys],
  );
  return { picked, pick };
}
