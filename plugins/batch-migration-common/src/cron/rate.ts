import type { Translation } from './toEventBridge';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

function cronFor(seconds: number): string | null {
  const minutes = seconds / MINUTE;
  const hours = seconds / HOUR;
  if (minutes === 1) return 'cron(* * * * ? *)';
  if (minutes < 60 && 60 % minutes === 0) return `cron(0/${minutes} * * * ? *)`;
  if (hours === 1) return 'cron(0 * * * ? *)';
  if (Number.isInteger(hours) && 24 % hours === 0 && hours < 24)
    return `cron(0 0/${hours} * * ? *)`;
  return seconds === DAY ? 'cron(0 0 * * ? *)' : null;
}

/**
 * `every` and `interval` of sidekiq-scheduler push once per host, counted from
 * the start of each process; a cron of the same frequency pushes once.
 */
export function durationToRate(
  type: 'every' | 'interval',
  seconds: number,
  timezone: string,
): Translation {
  if (seconds < MINUTE || seconds % MINUTE !== 0) {
    return {
      status: 'unsupported',
      schedules: [],
      deduplicate: false,
      reason: `EventBridge Scheduler starts at most once a minute, on whole minutes; this is every ${seconds} seconds. Keep it in a resident process, or loop inside a job that starts every minute.`,
    };
  }
  const minutes = seconds / MINUTE;
  const rate = minutes === 1 ? 'rate(1 minute)' : `rate(${minutes} minutes)`;
  return {
    status: 'differs',
    schedules: [{ expression: cronFor(seconds) ?? rate, timezone }],
    deduplicate: false,
    reason: `\`${type}\` counts from the start of each Sidekiq process and pushes once per host; the translation has the same frequency, fixed times, and starts once.`,
  };
}
