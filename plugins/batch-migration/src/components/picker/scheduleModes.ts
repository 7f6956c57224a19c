/** How a person says when a job starts. */
export const SCHEDULE_MODES = ['cron', 'every', 'once'] as const;
export type ScheduleMode = (typeof SCHEDULE_MODES)[number];

/** The fields of `cron(…)` of EventBridge, in its order. */
export const CRON_PARTS = [
  'minute',
  'hour',
  'dayOfMonth',
  'month',
  'dayOfWeek',
  'year',
] as const;
export type CronPart = (typeof CRON_PARTS)[number];

export const RATE_UNITS = ['minute', 'hour', 'day'] as const;
export type RateUnit = (typeof RATE_UNITS)[number];

/** What the field answers: plain, and as EventBridge Scheduler takes it. */
export interface ChosenTime {
  expression: string;
  /** IANA name. */
  timezone: string;
}

const inside = (expression: string, name: string) =>
  new RegExp(`^${name}\\((.*)\\)$`).exec(expression.trim())?.[1];

/** `cron` for what is none of the others, so that it can be mended. */
export function modeOf(expression: string): ScheduleMode {
  if (inside(expression, 'rate') !== undefined) return 'every';
  return inside(expression, 'at') === undefined ? 'cron' : 'once';
}

/** Six texts, whatever the expression is. */
export function partsOf(expression: string): Record<CronPart, string> {
  const texts = (inside(expression, 'cron') ?? '').split(/ +/);
  return Object.fromEntries(
    CRON_PARTS.map((part, index) => [part, texts[index] ?? '']),
  ) as Record<CronPart, string>;
}

/** A field without a text would move the others to its place. */
export function cronOf(parts: Record<CronPart, string>): string {
  const texts = CRON_PARTS.map(part => parts[part].replace(/\s+/g, ''));
  return `cron(${texts.map(text => text || '-').join(' ')})`;
}

export function rateOf(expression: string): { every: string; unit: RateUnit } {
  const [every = '', unit = ''] = (inside(expression, 'rate') ?? '').split(
    / +/,
  );
  const singular = unit.replace(/s$/, '');
  return {
    every,
    unit: RATE_UNITS.find(known => known === singular) ?? 'minute',
  };
}

/** EventBridge says `1 hour` and `2 hours`, and refuses the others. */
export function toRate(every: string, unit: RateUnit): string {
  return `rate(${every} ${every === '1' ? unit : `${unit}s`})`;
}

/** As an input of type `datetime-local` has it. */
export function instantOf(expression: string): string {
  return (inside(expression, 'at') ?? '').slice(0, 16);
}

export function toAt(local: string): string {
  return `at(${local.length === 16 ? `${local}:00` : local})`;
}

/** Where a mode begins; `year` is that of the estate's clock. */
export function beginningOf(mode: ScheduleMode, year: number): string {
  if (mode === 'every') return toRate('1', 'hour');
  return mode === 'once'
    ? toAt(`${year + 1}-01-01T00:00`)
    : 'cron(0 5 * * ? *)';
}
