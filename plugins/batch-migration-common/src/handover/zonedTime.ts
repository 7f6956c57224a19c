/** Instants for a person, in the zone of the estate and in UTC. */
import type { Instant } from '../workload/model';
import { offsetAt } from '../cron/zone';
import type { HandoverLanguage } from './reasons';

const WEEKDAYS = {
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
  ja: ['日', '月', '火', '水', '木', '金', '土'],
};

/** Writes an instant as `Thu 2026-02-19 14:26 (05:26 UTC)`: the second tells repeated local times apart. */
export function zonedTime(
  timezone: string,
  language: HandoverLanguage,
): (at: Instant) => string {
  return at => {
    const instant = Date.parse(at);
    const utc = new Date(instant).toISOString();
    const zoned = new Date(instant + offsetAt(timezone, instant));
    const local = zoned.toISOString();
    const weekday = WEEKDAYS[language][zoned.getUTCDay()];
    const date = local.slice(0, 10);
    const day =
      language === 'ja' ? `${date} (${weekday})` : `${weekday} ${date}`;
    const otherDate = utc.slice(0, 10) === date ? '' : `${utc.slice(0, 10)} `;
    return `${day} ${local.slice(11, 16)} (${otherDate}${utc.slice(
      11,
      16,
    )} UTC)`;
  };
}
