/** A schedule in words. */
// The build with all locales: the plain one has only English.
import cronstrue from 'cronstrue/i18n';
import { parseEventBridge, validateEventBridge } from './eventBridge';
import { compileSchedule } from './schedule';
import type { SidekiqExpression } from './sidekiqExpression';
import type { ScheduleSpec } from './types';
import { neverFires } from './vixie';

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

function every(seconds: number, language: DescriptionLanguage): string {
  const sizes = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
    ['second', 1],
  ] as const;
  const [unit, size] = sizes.find(([, each]) => seconds % each === 0) ?? [
    'second',
    1,
  ];
  const count = seconds / size;
  const word = UNITS[language][unit];
  if (language === 'ja') return `${count}${word}ごと`;
  return count === 1 ? `Every ${word}` : `Every ${count} ${word}s`;
}

function words(
  cron: string,
  language: DescriptionLanguage,
  options: { sundayIsZero: boolean; bothDays: boolean },
): string {
  const phrase = cronstrue
    .toString(cron, {
      locale: language,
      use24HourTimeFormat: true,
      dayOfWeekStartIndexZero: options.sundayIsZero,
      logicalAndDayFields: options.bothDays,
    })
    .replace(/^次において実施/, '');
  if (options.bothDays) return phrase;
  // cronstrue says "and" where cron takes either day field.
  return phrase.replace(', and on ', ', or on ').replace('、〜と ', '、または');
}

function at(instant: number, language: DescriptionLanguage): string {
  const text = new Date(instant).toISOString().slice(0, 16).replace('T', ' ');
  return language === 'ja' ? `${text} に1回` : `Once at ${text}`;
}

function describeSidekiq(
  expression: SidekiqExpression,
  text: string,
  language: DescriptionLanguage,
): string {
  if (expression.type === 'at') return at(expression.local, language);
  if (expression.type === 'cron') {
    const fields = text.split(/\s+/);
    if (expression.timezone) fields.pop();
    if (neverFires(expression.schedule)) return WORDS[language].never;
    return words(fields.slice(-5).join(' '), language, {
      sundayIsZero: true,
      bothDays: expression.schedule.bothDays,
    });
  }
  return every(expression.seconds, language);
}

function describeEventBridge(
  text: string,
  language: DescriptionLanguage,
): string {
  if (validateEventBridge(text) !== null) return WORDS[language].unreadable;
  const expression = parseEventBridge(text);
  if (expression.type === 'rate') {
    return every(expression.minutes * 60, language);
  }
  if (expression.type === 'at') return at(expression.local, language);
  const fields = text.slice('cron('.length, -1).trim().split(/ +/);
  const year = fields.pop();
  const phrase = words(fields.join(' '), language, {
    sundayIsZero: false,
    bothDays: true,
  });
  return year === '*' ? phrase : `${phrase}, ${year}`;
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
      return describeEventBridge(text, language);
    }
    if (compiled.type === 'sidekiq') {
      return describeSidekiq(compiled.expression, text, language);
    }
    if (compiled.type === 'systemd') return text;
    const { schedule } = compiled;
    if (schedule.reboot) return WORDS[language].reboot;
    if (schedule.random) return WORDS[language].random;
    if (neverFires(schedule)) return WORDS[language].never;
    return words(text, language, {
      sundayIsZero: true,
      bothDays: schedule.bothDays,
    });
  } catch {
    // cronstrue reads stricter than cron, which takes `5.5` and empty ranges.
    return text;
  }
}
