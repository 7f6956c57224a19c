import {
  type FilteredLogEvent,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import type { CronLogSource } from 'backstage-plugin-batch-migration-node';
import type { AwsClients } from '../clients';
import { reasonOf } from '../failure';
import type { CronLogPlace } from './readCronLogsConfig';

/** Logs of cron that agents ship to CloudWatch Logs. */
export class CloudWatchCronLogs implements CronLogSource {
  readonly id = 'aws-cron-logs';

  constructor(
    private readonly clients: AwsClients,
    readonly logs: readonly CronLogPlace[],
  ) {}

  /**
   * All pages, one after the other: `FilterLogEvents` allows 5 calls a second
   * for an account and a region (quotas of CloudWatch Logs), and the SDK backs
   * off. An event that two pages hold counts once.
   */
  async read(
    log: CronLogPlace,
    { from, until, signal }: { from: Date; until: Date; signal?: AbortSignal },
  ): Promise<string[]> {
    const events = new Map<string, FilteredLogEvent>();
    try {
      const client = await this.clients.get('logs', log);
      const pages = paginateFilterLogEvents(
        { client },
        {
          logGroupName: log.logGroup,
          logStreamNamePrefix: log.logStreamPrefix,
          startTime: from.getTime(),
          // Inclusive there.
          endTime: until.getTime() - 1,
        },
        { abortSignal: signal },
      );
      for await (const page of pages) {
        for (const event of page.events ?? []) {
          events.set(event.eventId ?? `${events.size}`, event);
        }
      }
    } catch (error) {
      const at = `${log.accountId}/${log.region}/${log.logGroup}`;
      throw new Error(reasonOf(error, 'logs:FilterLogEvents', at));
    }
    // Streams are not told in the order of time; lines of one instant are.
    return [...events.values()]
      .sort((a, b) => (a.timestamp ?? 0) - (b.timestamp ?? 0))
      .flatMap(({ message = '' }) => message.split('\n'));
  }
}
