import { InputError } from '@backstage/errors';
import type { InventoryRun } from '../workload/inventory';
import type { Instant, LocationRef } from '../workload/model';
import { instantAt, listAt, mappingAt, textAt } from './fields';

/** Somebody started a tool, as the host's logins and sudo logs tell. */
export interface ToolUse {
  at: Instant;
  /** Account on the host. */
  by: string;
  /** `null` where nobody knows how long it took. */
  seconds: number | null;
}

/** A tool of which more is told is no tool that people start by hand. */
export const MAX_USES = 10_000;

const MAX_SECONDS = 31 * 24 * 60 * 60;

/**
 * The `uses` of one tool in `capture.json`.
 *
 * @throws InputError naming the field that is wrong and what it should be
 */
export function toolUsesAt(
  value: unknown,
  field: string,
  capturedAt: Instant,
): ToolUse[] {
  const uses = listAt(value, field);
  if (uses.length > MAX_USES) {
    throw new InputError(
      `${field} must have at most ${MAX_USES} entries; got: ${uses.length}`,
    );
  }
  return uses.map((entry, index) => {
    const name = `${field}[${index}]`;
    const use = mappingAt(entry, name);
    const at = instantAt(use.at, `${name}.at`);
    if (at > capturedAt) {
      throw new InputError(
        `${name}.at must not be later than capturedAt; got: ${at}`,
      );
    }
    return {
      at,
      by: textAt(use.by, `${name}.by`),
      seconds: secondsAt(use.seconds, `${name}.seconds`),
    };
  });
}

function secondsAt(value: unknown, field: string): number | null {
  if (value === undefined || value === null) return null;
  const isLength =
    typeof value === 'number' && value >= 0 && value <= MAX_SECONDS;
  if (!isLength) {
    throw new InputError(
      `${field} must be a number from 0 to ${MAX_SECONDS}, or null; got: ${JSON.stringify(
        value,
      )}`,
    );
  }
  return value;
}

/** A use is a run that no schedule asked for; whether it did its work is not known. */
export function useRuns(
  uses: readonly ToolUse[],
  location: LocationRef,
  host: string,
): InventoryRun[] {
  return uses.map(({ at, by, seconds }) => ({
    location,
    scheduledFor: null,
    startedAt: at,
    endedAt:
      seconds === null
        ? null
        : new Date(Date.parse(at) + seconds * 1000).toISOString(),
    outcome: 'unknown',
    externalId: `${host}:${location.key}:${by}:${at}`,
  }));
}

/** When a tool was last used, of what is told in either way. */
export function lastUseOf(
  lastUsedAt: Instant | null,
  uses: readonly ToolUse[],
): Instant | null {
  return uses.reduce(
    (last, { at }) => (last === null || at > last ? at : last),
    lastUsedAt,
  );
}
