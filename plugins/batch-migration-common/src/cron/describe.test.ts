import { describeSchedule } from './describe';
import type { ScheduleDialect } from './types';

const inWords = (
  dialect: ScheduleDialect,
  expression: string,
  language: 'en' | 'ja',
) =>
  describeSchedule({ dialect, expression, timezone: 'Asia/Tokyo' }, language);

it.each<[ScheduleDialect, string, string, string]>([
  [
    'debian-cron',
    '15 3 * * 1-5',
    'At 03:15, Monday through Friday',
    '平日 3:15',
  ],
  ['debian-cron', '*/5 * * * *', 'Every 5 minutes', '5 分ごと'],
  ['debian-cron', '@reboot', 'When the host starts', 'ホストの起動時'],
  ['debian-cron', '0 0 30 2 *', 'Never', '実行されない'],
  ['debian-cron', '61 * * * *', 'Cannot be read', '読み取れない'],
  [
    'cronie',
    '0~9 * * * *',
    'At a time that cron draws when it loads the file',
    'cron がファイルを読み込むときに決まる時刻',
  ],
  [
    'debian-cron',
    '0 0 1,15 * 1',
    'At 00:00, on day 1 and 15 of the month, or on Monday',
    '毎月 1 日と 15 日、または毎週 月曜 0:00',
  ],
  [
    'eventbridge',
    'cron(15 3 ? * MON-FRI *)',
    'At 03:15, Monday through Friday',
    '平日 3:15',
  ],
  [
    'eventbridge',
    'cron(15 3 ? * 2 *)',
    'At 03:15, only on Monday',
    '毎週 月曜 3:15',
  ],
  [
    'eventbridge',
    'cron(0 10 L * ? *)',
    'At 10:00, on the last day of the month',
    '毎月 末日 10:00',
  ],
  [
    'eventbridge',
    'cron(0 10 ? * 6#3 *)',
    'At 10:00, on the third Friday of the month',
    '毎月 第 3 金曜 10:00',
  ],
  [
    'eventbridge',
    'cron(0 10 ? * 6L *)',
    'At 10:00, on the last Friday of the month',
    '毎月 最終金曜 10:00',
  ],
  [
    'eventbridge',
    'cron(0 10 15W * ? *)',
    'At 10:00, on the weekday nearest day 15 of the month',
    '毎月 15 日に最も近い平日 10:00',
  ],
  [
    'eventbridge',
    'cron(0 0 1 1 ? 2027)',
    'At 00:00, on day 1 of the month, only in January, 2027',
    '2027 年 1 月 1 日 0:00',
  ],
  ['eventbridge', 'rate(5 minutes)', 'Every 5 minutes', '5 分ごと'],
  [
    'eventbridge',
    'at(2026-03-01T04:00:00)',
    'Once at 2026-03-01 04:00',
    '2026-03-01 04:00 に 1 回',
  ],
  [
    'sidekiq-scheduler',
    'at 2026-03-01 04:00:00',
    'Once at 2026-03-01 04:00',
    '2026-03-01 04:00 に 1 回',
  ],
  // With an offset it is an instant, whatever the zone of the schedule.
  [
    'sidekiq-scheduler',
    'at 2026-03-01 04:00:00 +09:00',
    'Once at 2026-02-28 19:00 UTC',
    '2026-02-28 19:00 UTC に 1 回',
  ],
  ['sidekiq-scheduler', 'every 1h', 'Every hour', '1 時間ごと'],
  ['sidekiq-scheduler', 'interval 1h30m', 'Every 90 minutes', '90 分ごと'],
  [
    'sidekiq-scheduler',
    'in 10m',
    'Once, 10 minutes after Sidekiq starts',
    'Sidekiq の起動から 10 分後に 1 回',
  ],
  ['sidekiq-scheduler', '15 4 * * * Asia/Tokyo', 'At 04:15', '毎日 4:15'],
  ['sidekiq-scheduler', '@noon Asia/Tokyo', 'At 12:00', '毎日 12:00'],
  [
    'sidekiq-scheduler',
    '0 4 */1 * *,1',
    'At 04:00, only on Monday',
    '毎週 月曜 4:00',
  ],
  ['systemd', 'daily', 'At 00:00', '毎日 0:00'],
  ['systemd', 'Mon..Fri 9:00', 'At 09:00, Monday through Friday', '平日 9:00'],
  [
    'systemd',
    '0/2:35',
    'At 35 minutes past the hour, every 2 hours',
    '0:35 から 2 時間ごと',
  ],
  [
    'systemd',
    '*-*~1 3:00',
    'At 03:00, on the last day of the month',
    '毎月 末日 3:00',
  ],
  ['systemd', '*-*~3 4:00', '*-*~3 4:00', '毎月 末日の 2 日前 4:00'],
  [
    'systemd',
    'Mon *-*-1..7 3:00',
    'At 03:00, on the first Monday of the month',
    '毎月 1 〜 7 日（月曜だけ） 3:00',
  ],
  [
    'systemd',
    'Fri *-*-13',
    'At 00:00, on day 13 of the month, only on Friday',
    '毎月 13 日（金曜だけ） 0:00',
  ],
  ['systemd', '*-*-* 02:15:30', 'At 02:15:30', '毎日 2:15（30 秒）'],
  [
    'systemd',
    'OnBootSec=15min',
    '15 minutes after the host starts',
    'ホストの起動から 15 分後',
  ],
  [
    'systemd',
    'OnUnitActiveSec=1d',
    '1 day after the unit was last started',
    '前回の開始から 1 日後',
  ],
  ['systemd', '*-2-30', 'Never', '実行されない'],
  ['systemd', '25:00', 'Cannot be read', '読み取れない'],
])('%s %s is in words', (dialect, expression, en, ja) => {
  expect(inWords(dialect, expression, 'en')).toBe(en);
  expect(inWords(dialect, expression, 'ja')).toBe(ja);
});

/** cronstrue alone would say of these what cron does not do. */
it.each<[string, string | undefined, string]>([
  // Either day matches, and weekdays may be a range or a step.
  [
    '5 0 1 * 1-5',
    undefined,
    'At 00:05, on day 1 of the month, or Monday through Friday',
  ],
  [
    '5 0 1-5 2 1-5/2',
    undefined,
    'At 00:05, between day 1 and 5 of the month, or every 2 days of the week, Monday through Friday, only in February',
  ],
  // Any day of one field makes every day match.
  ['0 3 1-31 * 1', undefined, 'At 03:00'],
  ['0 0 1 * 0-6', undefined, 'At 00:00'],
  ['0 0 1 1-6 0-7', undefined, 'At 00:00, January through June'],
  // A range that runs backwards is empty.
  ['0 22-2,5 * * *', undefined, 'At 05:00'],
  ['0 0 13 * 5-1', undefined, 'At 00:00, on day 13 of the month'],
  ['0 0 31-1 * 1', undefined, 'At 00:00, only on Monday'],
  // A step beyond the field leaves its first value.
  ['*/61 * * * *', undefined, 'Every hour'],
  ['0 */24 * * *', undefined, 'At 00:00'],
  // A step starts anew with its field: this is no 45 minutes.
  ['*/45 * * * *', undefined, 'At 0 and 45 minutes past the hour'],
  [
    '0 0 */31 * 1',
    undefined,
    'At 00:00, on day 1 of the month, only on Monday',
  ],
  ['*/30 * * * *', undefined, 'Every 30 minutes'],
  // Debian reads the number and stops.
  ['5/15 * * * *', '3.0pl1-120', 'At 5 minutes past the hour'],
  ['0~9 * * * *', undefined, 'Every hour'],
])('%s, read by Debian %s, is %s', (expression, cronVersion, en) => {
  const spec = {
    dialect: 'debian-cron' as const,
    expression,
    timezone: 'Asia/Tokyo',
    ...(cronVersion !== undefined && { cronVersion }),
  };
  expect(describeSchedule(spec, 'en')).toBe(en);
});

/** Read by one who speaks it: what is said of typical lines. */
it.each([
  ['* * * * *', '毎分'],
  ['*/10 9-18 * * 1-5', '平日 9:00 〜 18:50 の 10 分ごと'],
  ['*/15 9-17 * * *', '毎日 9:00 〜 17:45 の 15 分ごと'],
  ['0 * * * *', '毎時 0 分'],
  ['30 * * * *', '毎時 30 分'],
  ['0,30 * * * *', '毎時 0 分と 30 分'],
  ['3,18,33,48 * * * *', '毎時 3 分から 15 分ごと'],
  ['*/7 * * * *', '毎時 0 分から 7 分ごと'],
  ['1-59/2 * * * *', '毎時 1 分から 2 分ごと'],
  ['15 3 * * *', '毎日 3:15'],
  ['0 6,18 * * *', '毎日 6:00 と 18:00'],
  ['0 6,12,18 * * 1-5', '平日 6:00、12:00、18:00'],
  ['0 */2 * * *', '2 時間ごと'],
  ['0 2-23/3 * * *', '2:00 から 3 時間ごと'],
  ['23 0-20/2 * * *', '毎日 0:23 〜 20:23 の 2 時間ごと'],
  ['0 9-18 * * 1-5', '平日 9:00 〜 18:00 の毎時'],
  ['10-20 3 * * *', '毎日 3:10 〜 3:20 の毎分'],
  ['* 3 * * *', '毎日 3:00 〜 3:59 の毎分'],
  ['5,25 9-18 * * *', '毎日 9 〜 18 時台の 5 分と 25 分'],
  ['0 9 * * 1', '毎週 月曜 9:00'],
  ['0 9 * * 1,3,5', '毎週 月・水・金曜 9:00'],
  ['0 9 * * 2-4', '毎週 火〜木曜 9:00'],
  ['0 9 * * 0,6', '毎週 土日 9:00'],
  ['0 0 1 * *', '毎月 1 日 0:00'],
  ['0 0 1,15 * *', '毎月 1 日と 15 日 0:00'],
  ['0 0 1,11,21 * *', '毎月 1 日、11 日、21 日 0:00'],
  ['0 0 1-7 * *', '毎月 1 〜 7 日 0:00'],
  ['0 0 */2 * *', '毎月 1 日から 2 日ごと 0:00'],
  ['0 0 */2 * 1', '毎月 1 日から 2 日ごと（月曜だけ） 0:00'],
  ['45 23 28-31 * *', '毎月 28 〜 31 日 23:45'],
  ['0 0 1 1 *', '毎年 1 月 1 日 0:00'],
  ['0 3 25 12 *', '毎年 12 月 25 日 3:00'],
  ['0 0 1 */3 *', '1・4・7・10 月の 1 日 0:00'],
  ['0 3 * 4-9 *', '4 〜 9 月の毎日 3:00'],
  ['5 0 * 8 *', '8 月の毎日 0:05'],
  ['0 3 * 12 1-5', '12 月の平日 3:00'],
  ['0 3 1 4,10 1', '4・10 月の 1 日、または4・10 月の毎週 月曜 3:00'],
  // Either day matches, and any day of the month is one.
  ['0 3 1-31 * 1', '毎日 3:00'],
  ['@daily', '毎日 0:00'],
  ['@hourly', '毎時 0 分'],
  ['@weekly', '毎週 日曜 0:00'],
  ['@monthly', '毎月 1 日 0:00'],
  ['@yearly', '毎年 1 月 1 日 0:00'],
])('%s in Japanese is %s', (expression, ja) => {
  expect(inWords('debian-cron', expression, 'ja')).toBe(ja);
});
