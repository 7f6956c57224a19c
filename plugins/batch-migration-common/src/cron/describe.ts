/** A schedule in words. */
import { vixieInEnglish, words } from './describeEnglish';
import {
  eventBridgeInJapanese,
  systemdInJapanese,
  vixieInJapanese,
} from './describeJapanese';
import type { EventBridgeExpression } from './eventBridge';
import { compileSchedule } from './schedule';
import type { SidekiqExpression } from './sidekiqExpression';
import { daysOfMonth, type SystemdCalendar } from './systemdCalendar';
import {
  MONOTONIC_EVENTS,
  type MonotonicSetting,
  type SystemdExpression,
} from './systemdExpression';
import { neverElapses } from './systemdRuns';
import { translateSystemd } from './systemdToEventBridge';
import type { ScheduleSpec } from './types';
import { expandWord, neverFires } from './vixie';

export type DescriptionLanguage = 'en' | 'ja';

const WORDS = {
  en: {
    reboot: 'When the host starts',
    random: 'At a time that cron draws when it loads the file',
    never: 'Never',
    unreadable: 'Cannot be read',
  },
  ja: {
    reboot: 'ホストの起動時',
    random: 'cron がファイルを読み込むときに決まる時刻',
    never: '実行されない',
    unreadable: '読み取れない',
  },
} as const;

const UNITS = {
  en: { day: 'day', hour: 'hour', minute: 'minute', second: 'second' },
  ja: { day: '日', hour: '時間', minute: '分', second: '秒' },
} as const;

/** Moments that spans of systemd count from, as `MONOTONIC_EVENTS` in English. */
const EVENTS_JA: Record<MonotonicSetting, string> = {
  OnActiveSec: 'タイマーの開始',
  OnBootSec: 'ホストの起動',
  OnStartupSec: 'サービスマネージャーの起動',
  OnUnitActiveSec: '前回の開始',
  OnUnitInactiveSec: '前回の終了',
};

/** `5 minutes`, `90 minutes`, `1 day`. */
function duration(seconds: number, language: DescriptionLanguage): string {
  const sizes = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
    ['second', 1],
  ] as const;
  const [unit, size] = sizes.find(
    ([, each]) => seconds > 0 && seconds % each === 0,
  ) ?? ['second', 1];
  const count = seconds / size;
  const word = UNITS[language][unit];
  if (language === 'ja') return `${count} ${word}`;
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

function every(seconds: number, language: DescriptionLanguage): string {
  const text = duration(seconds, language);
  if (language === 'ja') return `${text}ごと`;
  return `Every ${text.replace(/^1 /, '')}`;
}

/** `local` is told as the clock of the schedule's zone shows it, unless it is `absolute`. */
function at(
  local: number,
  language: DescriptionLanguage,
  absolute = false,
): string {
  const clock = new Date(local).toISOString().slice(0, 16).replace('T', ' ');
  const text = absolute ? `${clock} UTC` : clock;
  return language === 'ja' ? `${text} に 1 回` : `Once at ${text}`;
}

function describeSidekiq(
  expression: SidekiqExpression,
  text: string,
  language: DescriptionLanguage,
): string {
  if (expression.type === 'at') {
    return at(expression.local, language, expression.absolute);
  }
  if (expression.type === 'in') {
    const span = duration(expression.seconds, language);
    return language === 'ja'
      ? `Sidekiq の起動から ${span}後に 1 回`
      : `Once, ${span} after Sidekiq starts`;
  }
  if (expression.type !== 'cron') return every(expression.seconds, language);
  if (neverFires(expression.schedule)) return WORDS[language].never;
  if (language === 'ja') return vixieInJapanese(expression.schedule);
  const fields = text.split(/\s+/);
  if (expression.timezone) fields.pop();
  return vixieInEnglish(expression.schedule, fields.slice(-5));
}

function describeEventBridge(
  expression: EventBridgeExpression,
  text: string,
  language: DescriptionLanguage,
): string {
  if (expression.type === 'rate') {
    return every(expression.minutes * 60, language);
  }
  if (expression.type === 'at') return at(expression.local, language);
  if (language === 'ja') return eventBridgeInJapanese(expression);
  const fields = text.slice('cron('.length, -1).trim().split(/ +/);
  const year = fields.pop();
  const phrase = words(fields.join(' '), {
    sundayIsZero: false,
  });
  return year === '*' ? phrase : `${phrase}, ${year}`;
}

/** `null` where neither an EventBridge nor a cron expression says the same. */
function calendarInEnglish(calendar: SystemdCalendar): string | null {
  const translation = translateSystemd({ type: 'calendar', calendar }, 'UTC');
  if (translation.status === 'exact') {
    return translation.schedules
      .map(({ expression }) =>
        describeSchedule(
          { dialect: 'eventbridge', expression, timezone: 'UTC' },
          'en',
        ),
      )
      .join('; ');
  }
  const { milliseconds, years, fromMonthEnd, weekDays } = calendar;
  const isWhole = milliseconds.every(each => each % 1000 === 0);
  if (years || fromMonthEnd || !isWhole) return null;
  const field = (values: readonly number[], size: number) =>
    values.length === size ? '*' : values.join(',');
  const fields = [
    field(calendar.minutes, 60),
    field(calendar.hours, 24),
    field(daysOfMonth(calendar, 31), 31),
    field(calendar.months, 12),
    weekDays ? weekDays.join(',') : '*',
  ];
  const seconds = milliseconds.map(each => each / 1000);
  if (seconds.join() !== '0') fields.unshift(field(seconds, 60));
  return words(fields.join(' '), { sundayIsZero: true });
}

function describeSystemd(
  expression: SystemdExpression,
  text: string,
  language: DescriptionLanguage,
): string {
  if (expression.type === 'monotonic') {
    const { setting, milliseconds } = expression;
    if (!Number.isFinite(milliseconds)) return WORDS[language].never;
    const span = duration(milliseconds / 1000, language);
    return language === 'ja'
      ? `${EVENTS_JA[setting]}から ${span}後`
      : `${span} after ${MONOTONIC_EVENTS[setting]}`;
  }
  const { calendar } = expression;
  if (neverElapses(calendar)) return WORDS[language].never;
  const phrase =
    language === 'ja'
      ? systemdInJapanese(calendar)
      : calendarInEnglish(calendar);
  return phrase ?? text;
}

/** A schedule as a phrase; for one that cannot be read, a phrase that says so. Never throws. */
export function describeSchedule(
  spec: ScheduleSpec,
  language: DescriptionLanguage,
): string {
  const compiled = compileSchedule({ ...spec, timezone: 'UTC' });
  const text = spec.expression.trim();
  try {
    if (compiled.type === 'problem') return WORDS[language].unreadable;
    if (compiled.type === 'eventbridge') {
      return describeEventBridge(compiled.expression, text, language);
    }
    if (compiled.type === 'sidekiq') {
      return describeSidekiq(compiled.expression, text, language);
    }
    if (compiled.type === 'systemd') {
      return describeSystemd(compiled.expression, text, language);
    }
    const { schedule } = compiled;
    if (schedule.reboot) return WORDS[language].reboot;
    if (schedule.random) return WORDS[language].random;
    if (neverFires(schedule)) return WORDS[language].never;
    if (language === 'ja') return vixieInJapanese(schedule);
    const written = expandWord(text) ?? text;
    return vixieInEnglish(schedule, written.split(/[ \t]+/));
  } catch {
    // cronstrue reads stricter than cron, which takes `5.5` and empty ranges.
    return text;
  }
}
