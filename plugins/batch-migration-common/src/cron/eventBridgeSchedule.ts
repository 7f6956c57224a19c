/** EventBridge's `cron()`, `rate()` and `at()` into the same model as crontabs. */
import {
  EventBridgeExpressionError,
  parseEventBridge,
  type EventBridgeExpression,
} from './eventBridge';
import type { CrontabIssue, IssueSeverity, ScheduleSpec } from './types';
import { instantsOf, isTimezone } from './zone';

export interface EventBridgeScheduleOptions {
  /** `ScheduleExpressionTimezone`, an IANA name; `UTC` by default, as on AWS. */
  timezone?: string;
  /** `StartDate` in ISO 8601, from which a `rate()` counts. */
  startDate?: string;
}

export interface ParsedEventBridgeSchedule {
  /** As written, even where it cannot be read. */
  scheduleSpec: ScheduleSpec;
  type: EventBridgeExpression['type'] | null;
  issues: CrontabIssue[];
}

/** `2026-03-01T04:00:00Z` or with an offset; a local time would be read in the machine's zone. */
const INSTANT =
  /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)$/;

/**
 * Reads one expression of EventBridge Scheduler. Never throws; what AWS would
 * refuse, or what a person should know, is an issue.
 */
export function parseEventBridgeSchedule(
  text: string,
  { timezone = 'UTC', startDate }: EventBridgeScheduleOptions = {},
): ParsedEventBridgeSchedule {
  const issues: CrontabIssue[] = [];
  const report = (severity: IssueSeverity, code: string, message: string) =>
    issues.push({ line: 1, column: 1, severity, code, message });
  const expression = text.trim();
  const scheduleSpec: ScheduleSpec = {
    dialect: 'eventbridge',
    expression,
    timezone,
  };
  if (!isTimezone(timezone)) {
    report(
      'error',
      'unknown-timezone',
      `\`${timezone.slice(
        0,
        60,
      )}\` is not a time zone. Write an IANA name such as Asia/Tokyo.`,
    );
  }
  if (startDate !== undefined) {
    const start = INSTANT.test(startDate) ? Date.parse(startDate) : NaN;
    if (Number.isNaN(start)) {
      report(
        'error',
        'bad-start-date',
        `The start date \`${startDate.slice(
          0,
          60,
        )}\` is not an instant such as 2026-03-01T04:00:00Z.`,
      );
    } else {
      scheduleSpec.startDate = new Date(start).toISOString();
    }
  }
  let parsed: EventBridgeExpression;
  try {
    parsed = parseEventBridge(expression);
  } catch (error) {
    if (!(error instanceof EventBridgeExpressionError)) throw error;
    report('error', 'bad-expression', `${error.message} Correct it.`);
    return { scheduleSpec, type: null, issues };
  }
  if (parsed.type === 'rate') {
    reportRate(expression, scheduleSpec, report);
  } else if (
    parsed.type === 'at' &&
    isTimezone(timezone) &&
    instantsOf(timezone, parsed.local).length === 0
  ) {
    report(
      'warning',
      'time-does-not-exist',
      `Clocks of ${timezone} skip that time, so the schedule never starts. Choose another.`,
    );
  }
  return { scheduleSpec, type: parsed.type, issues };
}

/** `rate(1 hour)`, `rate(5 hours)`: the unit agrees with the number (EventBridge user guide). */
function reportRate(
  expression: string,
  { startDate }: ScheduleSpec,
  report: (severity: IssueSeverity, code: string, message: string) => void,
): void {
  const [, count, unit] = /\((\d+) +(\w+)\)$/.exec(
    expression.replace(/\(\s+|\s+(?=\))/g, each => each.trim()),
  ) ?? ['', '', ''];
  const singular = unit.replace(/s$/, '');
  const expected = Number(count) === 1 ? singular : `${singular}s`;
  if (unit !== expected) {
    report(
      'warning',
      'rate-unit',
      `AWS writes rate(${count} ${expected}); its rules refuse \`${unit}\` with ${count}. Write it so.`,
    );
  }
  if (startDate === undefined) {
    report(
      'warning',
      'rate-without-start',
      'A rate() counts from its StartDate, or from the moment of its creation. Neither is given, so its interval is known and its times are not.',
    );
  }
}
