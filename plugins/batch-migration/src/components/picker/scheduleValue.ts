import type { ChosenTime } from './scheduleModes';

/** Another way to write the schedule of one workload that moves. */
export interface Override extends ChosenTime {
  workloadId: string;
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)
    : {};
}

/** What a form or its address holds, whatever it is. */
export function asChosenTime(value: unknown, timezone: string): ChosenTime {
  const fields = fieldsOf(value);
  return {
    expression: text(fields.expression) ?? '',
    timezone: text(fields.timezone) ?? timezone,
  };
}

/** One for each workload; what is none is left out. */
export function asOverrides(value: unknown): Override[] {
  const read = new Map<string, Override>();
  for (const one of Array.isArray(value) ? value : []) {
    const { workloadId } = fieldsOf(one);
    if (typeof workloadId === 'string') {
      read.set(workloadId, { workloadId, ...asChosenTime(one, '') });
    }
  }
  return [...read.values()];
}
