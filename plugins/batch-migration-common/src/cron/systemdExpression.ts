/** What one trigger of a systemd timer says: a calendar, or a span after an event. */
import { compileCalendar, type SystemdCalendar } from './systemdCalendar';
import { spanMilliseconds } from './systemdSpan';
import type { ScheduleProblem } from './types';

/** Spans that count from an event, with the event in words. */
export const MONOTONIC_EVENTS = {
  OnActiveSec: 'the timer is started',
  OnBootSec: 'the host starts',
  OnStartupSec: 'the service manager starts',
  OnUnitActiveSec: 'the unit was last started',
  OnUnitInactiveSec: 'the unit last ended',
} as const;
export type MonotonicSetting = keyof typeof MONOTONIC_EVENTS;

export type SystemdExpression =
  | { type: 'calendar'; calendar: SystemdCalendar }
  | { type: 'monotonic'; setting: MonotonicSetting; milliseconds: number };

export type SystemdResult =
  | { ok: true; expression: SystemdExpression }
  | ({ ok: false } & ScheduleProblem);

const MONOTONIC =
  /^(On(?:Active|Boot|Startup|UnitActive|UnitInactive)Sec)=(.*)$/s;

/** Compiles `Mon..Fri 9:00 Asia/Tokyo` or `OnBootSec=15min`. */
export function compileSystemd(expression: string): SystemdResult {
  const match = MONOTONIC.exec(expression);
  if (!match) {
    const result = compileCalendar(expression);
    return result.ok
      ? {
          ok: true,
          expression: { type: 'calendar', calendar: result.calendar },
        }
      : result;
  }
  const [, setting, span] = match;
  const milliseconds = spanMilliseconds(span);
  if (milliseconds === null) {
    return {
      ok: false,
      code: 'bad-time-span',
      message: `\`${span.slice(
        0,
        80,
      )}\` is not a time span of systemd such as 15min or 1h 30min.`,
      index: setting.length + 1,
    };
  }
  return {
    ok: true,
    expression: {
      type: 'monotonic',
      setting: setting as MonotonicSetting,
      milliseconds,
    },
  };
}
