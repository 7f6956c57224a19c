import { describeSchedule } from './describe';
import type { ScheduleDialect } from './types';

it.each<[ScheduleDialect, string, string, RegExp]>([
  [
    'debian-cron',
    '15 3 * * 1-5',
    'At 03:15, Monday through Friday',
    /^03:15.*月曜日/,
  ],
  ['debian-cron', '*/5 * * * *', 'Every 5 minutes', /5 分ごと/],
  ['debian-cron', '@reboot', 'When the host starts', /ホストの起動時/],
  ['debian-cron', '0 0 30 2 *', 'Never', /実行されない/],
  ['debian-cron', '61 * * * *', 'Cannot be read', /読み取れない/],
  [
    'cronie',
    '0~9 * * * *',
    'At a time that cron draws when it loads the file',
    /読み込むとき/,
  ],
  [
    'eventbridge',
    'cron(15 3 ? * MON-FRI *)',
    'At 03:15, Monday through Friday',
    /^03:15.*月曜日/,
  ],
  ['eventbridge', 'cron(15 3 ? * 2 *)', 'At 03:15, only on Monday', /月曜日/],
  ['eventbridge', 'rate(5 minutes)', 'Every 5 minutes', /5分ごと/],
  [
    'eventbridge',
    'at(2026-03-01T04:00:00)',
    'Once at 2026-03-01 04:00',
    /2026-03-01 04:00 に1回/,
  ],
  ['sidekiq-scheduler', 'every 1h', 'Every hour', /1時間ごと/],
  ['sidekiq-scheduler', '15 4 * * * Asia/Tokyo', 'At 04:15', /04:15/],
  [
    'debian-cron',
    '0 0 1,15 * 1',
    'At 00:00, on day 1 and 15 of the month, or on Monday',
    /15 日目、または月曜日/,
  ],
])('%s %s is in words', (dialect, expression, en, ja) => {
  const spec = { dialect, expression, timezone: 'Asia/Tokyo' };
  expect(describeSchedule(spec, 'en')).toBe(en);
  expect(describeSchedule(spec, 'ja')).toMatch(ja);
});
