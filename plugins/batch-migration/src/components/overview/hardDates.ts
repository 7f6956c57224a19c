import type {
  HardDate,
  ServerView,
} from 'backstage-plugin-batch-migration-common';

/**
 * The nearest hard date that is not yet passed, of a server that still holds
 * something. `today` is `YYYY-MM-DD` in the zone of the estate; today counts.
 */
export function nextHardDate(
  servers: ServerView[],
  today: string,
): { server: ServerView; date: HardDate } | undefined {
  return servers
    .filter(server => server.state === 'in-use')
    .flatMap(server => server.hardDates.map(date => ({ server, date })))
    .filter(({ date }) => date.date >= today)
    .sort((a, b) => a.date.date.localeCompare(b.date.date))[0];
}
