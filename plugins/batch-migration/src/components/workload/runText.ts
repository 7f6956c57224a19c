import type { RunView } from 'backstage-plugin-batch-migration-common';

/** Minutes that a run took, as text; `undefined` where its end was not seen. */
export function minutesOf({ startedAt, endedAt }: RunView): string | undefined {
  if (!endedAt) return undefined;
  const length = Date.parse(endedAt) - Date.parse(startedAt);
  const minutes = Math.round(length / 60_000);
  return minutes === 0 ? '<1' : String(minutes);
}

/** Two runs of one side may start in the same second: logs know no less. */
export const runKey = ({ location, side, startedAt }: RunView) =>
  `${side} ${location.ref} ${location.key} ${startedAt}`;
