import { excerpt } from './excerpt';
import type { Cron, CrontabIssue } from './types';
import { isTimezone } from './zone';

/** What a person should know about a setting that moves schedules, or seems to. */
export function settingIssue(
  name: string,
  value: string,
  cron: Cron,
  hostZone: string,
): Pick<CrontabIssue, 'severity' | 'code' | 'message'> | null {
  if (name === 'CRON_TZ' && cron === 'debian') {
    return {
      severity: 'warning',
      code: 'cron-tz-ignored',
      message: `Debian's cron ignores CRON_TZ: the jobs below run by the host's zone (${hostZone}), not by ${excerpt(
        value,
      )}.`,
    };
  }
  if (name === 'CRON_TZ' && value !== '' && !isTimezone(value)) {
    return {
      severity: 'error',
      code: 'unknown-timezone',
      message: `\`${excerpt(
        value,
      )}\` is not a time zone, so the C library falls back to UTC. Write an IANA name such as Asia/Tokyo.`,
    };
  }
  if (name === 'TZ') {
    return {
      severity: 'info',
      code: 'tz-only-for-commands',
      message: 'TZ reaches the commands only; it does not move the schedule.',
    };
  }
  if (name !== 'RANDOM_DELAY') return null;
  return cron === 'cronie'
    ? {
        severity: 'warning',
        code: 'random-delay',
        message: `cronie delays each job below by up to ${excerpt(
          value,
        )} minutes. Use a flexible time window to keep that.`,
      }
    : {
        severity: 'info',
        code: 'random-delay',
        message: "Debian's cron ignores RANDOM_DELAY for scheduling.",
      };
}
