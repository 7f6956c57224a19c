import type { ScheduleDifference, TranslationView } from '../api/contract';
import { compareSchedules } from './compare';
import { toEventBridge, type Translation } from './toEventBridge';
import type { ScheduleSpec } from './types';
import { zoneChanges } from './zone';

const HOUR = 3_600_000;
const MAX_DIFFERENCES = 100;

function targetSpecs({ schedules }: Translation): ScheduleSpec[] {
  return schedules.map(schedule => ({ dialect: 'eventbridge', ...schedule }));
}

/**
 * An exact translation has the same wall-clock times, so it can differ only
 * where a clock jumps: only those hours are compared.
 */
function differencesAtJumps(
  spec: ScheduleSpec,
  targets: ScheduleSpec[],
  from: number,
  to: number,
): ScheduleDifference[] {
  const timezones = new Set([spec, ...targets].map(({ timezone }) => timezone));
  const jumps = [...timezones]
    .flatMap(timezone => zoneChanges(timezone, from - 3 * HOUR, to + 3 * HOUR))
    .sort((a, b) => a - b);
  const differences: ScheduleDifference[] = [];
  let compared = from;
  for (const jump of jumps) {
    const start = Math.max(jump - 4 * HOUR, compared);
    const end = Math.min(jump + 4 * HOUR, to);
    if (start < end && differences.length < MAX_DIFFERENCES) {
      differences.push(
        ...compareSchedules(
          [spec],
          targets,
          new Date(start),
          new Date(end),
          MAX_DIFFERENCES - differences.length,
        ),
      );
      compared = end;
    }
  }
  return differences;
}

/** The translation of a schedule with its comparison over the two years from `now`. */
export function translate(spec: ScheduleSpec, now: Date): TranslationView {
  const translation = toEventBridge(spec);
  if (translation.status !== 'exact') {
    return { ...translation, differences: [] };
  }
  const to = new Date(now);
  to.setUTCFullYear(to.getUTCFullYear() + 2);
  const differences = differencesAtJumps(
    spec,
    targetSpecs(translation),
    now.getTime(),
    to.getTime(),
  );
  return {
    ...translation,
    status: differences.length > 0 ? 'differs' : 'exact',
    differences,
  };
}
