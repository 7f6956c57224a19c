import { type CloudWatchLogsClient, FilterLogEventsCommand, type FilterLogEventsCommandInput, type FilterLogEventsCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import { readAuditLine } from '../audit/line';
import type { SessionFacts } from '../facts';

/** Each up to 10,000 lines. An application whose own writes are logged should be left out at the database: docs/audit.md. */
const MOST_PAGES = 400;

/** Any of these words: other lines of a log of PostgreSQL are not even fetched. */
const FILTER = '?AUDIT ?QUERY ?WRITE ?CREATE ?ALTER ?RENAME ?DROP';

export type AuditLog = (from: Date, until: Date) => Promise<Pick<SessionFacts, 'writes' | 'unreadable'>>;

/** Writes in the audit log of a database. What could not be read is said, never left out. */
export function auditLog(client: Pick<CloudWatchLogsClient, 'send'>, logGroupName: string): AuditLog {
  return async (from, until) => {
    const writes: SessionFacts['writes'] = [];
    /** By stream: how many, and when the first. */
    const notUnderstood = new Map<string, { lines: number; at: number }>();
    const whole = (reason: string) => ({ writes, unreadable: [...lines(notUnderstood), { id: logGroupName, at: until.toISOString(), reason }] });
    let seen = 0;
    let nextToken: string | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const input: FilterLogEventsCommandInput = { logGroupName, startTime: from.getTime(), endTime: until.getTime(), filterPattern: FILTER, nextToken };
      let answer: FilterLogEventsCommandOutput;
      try {
        answer = await client.send(new FilterLogEventsCommand(input));
      } catch (error) {
        return whole(`the audit log could not be read: ${(error as Error).name}`);
      }
      for (const { message = '', timestamp = until.getTime(), logStreamName = '?' } of answer.events ?? []) {
        seen += 1;
        const line = readAuditLine(message);
        if (line.is === 'write') writes.push(line.write);
        if (line.is === 'unreadable') {
          const { lines: count, at } = notUnderstood.get(logStreamName) ?? { lines: 0, at: timestamp };
          notUnderstood.set(logStreamName, { lines: count + 1, at: Math.min(at, timestamp) });
        }
      }
      nextToken = answer.nextToken;
      if (!nextToken) return seen === 0 ? whole('the audit log is silent: is auditing on, and exported?') : { writes, unreadable: lines(notUnderstood) };
    }
    return whole(`the audit log is longer than ${MOST_PAGES} pages: its end was not read`);
  };
}

function lines(notUnderstood: Map<string, { lines: number; at: number }>): SessionFacts['unreadable'] {
  return [...notUnderstood].map(([id, { lines: count, at }]) => ({ id, at: new Date(at).toISOString(), reason: `${count} lines were not understood` }));
}
