import { cronTzZone } from './cronTzZone';
import { excerpt } from './excerpt';
import type { Cron, CrontabIssue } from './types';

type SettingIssue = Pick<CrontabIssue, 'severity' | 'code' | 'message'>;

const MAX_DELAY = 1440;

/** As `strtol` reads it; 0 where cronie then refuses the value or delays nothing. */
function delayMinutes(value: string): number {
  const minutes = Number(/^[ \t]*\+?(\d{1,9})(?!\d)/.exec(value)?.[1] ?? 0);
  return minutes <= MAX_DELAY ? minutes : 0;
}

/** Of `CRON_TZ`, as the C library reads it. */
function zoneIssue(value: string): SettingIssue | null {
  const { timezone, form } = cronTzZone(value);
  if (form === 'zone') return null;
  const shown = excerpt(value);
  if (form === 'rule') {
    return {
      severity: 'error',
      code: 'posix-timezone',
      message: `\`${shown}\` is a rule of POSIX that no IANA zone says, so the runs of the jobs below are not computed. Write the IANA name that is meant, such as Asia/Tokyo.`,
    };
  }
  if (form === 'fixed') {
    return {
      severity: 'info',
      code: 'posix-timezone',
      message: `\`${shown}\` is a fixed offset of POSIX, without summer time: the jobs below run by ${timezone}. Write an IANA name such as Asia/Tokyo if a place is meant.`,
    };
  }
  return {
    severity: 'error',
    code: 'unknown-timezone',
    message: `\`${shown}\` is not a time zone, so the C library falls back to UTC. Write an IANA name such as Asia/Tokyo; case counts.`,
  };
}

/** What a person should know about a setting that moves schedules, or seems to. */
export function settingIssue(
  name: string,
  value: string,
  cron: Cron,
  hostZone: string,
): SettingIssue | null {
  if (name === 'CRON_TZ' && cron === 'debian') {
    return {
      severity: 'warning',
      code: 'cron-tz-ignored',
      message: `Debian's cron ignores CRON_TZ: the jobs below run by the host's zone (${hostZone}), not by ${excerpt(
        value,
      )}.`,
    };
  }
  if (name === 'CRON_TZ' && value !== '') return zoneIssue(value);
  if (name === 'TZ') {
    return {
      severity: 'info',
      code: 'tz-only-for-commands',
      message: 'TZ reaches the commands only; it does not move the schedule.',
    };
  }
  if (name !== 'RANDOM_DELAY') return null;
  if (cron === 'cronie' && !delayMinutes(value)) {
    return {
      severity: 'info',
      code: 'random-delay',
      message: `cronie delays no job for \`${excerpt(
        value,
      )}\`: it takes whole minutes from 0 to ${MAX_DELAY}.`,
    };
  }
  return cron === 'cronie'
    ? {
        severity: 'warning',
        code: 'random-delay',
        message: `cronie delays each job below by up to ${delayMinutes(
          value,
        )} minutes. Use a flexible time window to keep that.`,
      }
    : {
        severity: 'info',
        code: 'random-delay',
        message: "Debian's cron ignores RANDOM_DELAY for scheduling.",
      };
}
