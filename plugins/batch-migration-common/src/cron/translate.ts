import type { TranslationView } from '../api/contract';
import { compareSchedules } from './compare';
import { toEventBridge, type Translation } from './toEventBridge';
import type { ScheduleSpec } from './types';

function targetSpecs({ schedules }: Translation): ScheduleSpec[] {
  return schedules.map(schedule => ({ dialect: 'eventbridge', ...schedule }));
}

/** The translation of a schedule with its comparison over the two years from `now`. */
export function translate(spec: ScheduleSpec, now: Date): TranslationView {
  const translation = toEventBridge(spec);
  if (translation.status !== 'exact') {
    return { ...translation, differences: [] };
  }
  const to = new Date(now);
  to.setUTCFullYear(to.getUTCFullYear() + 2);
  const differences = compareSchedules(
    [spec],
    targetSpecs(translation),
    now,
    to,
  );
  return {
    ...translation,
    status: differences.length > 0 ? 'differs' : 'exact',
    differences,
  };
}
