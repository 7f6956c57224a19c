export const CRON_FIELDS = [
  'minute',
  'hour',
  'day',
  'month',
  'weekday',
  'year',
] as const;

export interface FieldPair {
  name: (typeof CRON_FIELDS)[number];
  from: string;
  to: string;
}

/**
 * A five-field crontab expression against `cron(…)`, field by field. Undefined
 * where one of them has no fields: `@daily`, `rate(…)`.
 */
export function cronFields(
  legacy: string,
  eventBridge: string,
): FieldPair[] | undefined {
  const from = legacy.trim().split(/\s+/);
  const to = /^cron\((.*)\)$/.exec(eventBridge)?.[1].trim().split(/\s+/);
  if (from.length !== 5 || to?.length !== 6) return undefined;
  return CRON_FIELDS.map((name, index) => ({
    name,
    // A crontab has no year.
    from: from[index] ?? '*',
    to: to[index],
  }));
}
