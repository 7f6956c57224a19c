import { gunzipSync } from 'node:zlib';
import { readLine } from '../session/stream/line';
import type { LogEvent } from '../session/stream/watch';
import { taskOfStream } from './aws/records';

/**
 * What a subscription filter hands to a function: gzip in base64.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html
 */
export interface SubscriptionEvent {
  awslogs: { data: string };
}

interface Payload {
  messageType: 'DATA_MESSAGE' | 'CONTROL_MESSAGE';
  logGroup: string;
  logStream: string;
  logEvents: LogEvent[];
}

/** A stream of this name carries our test events, and it alone: no task is behind it. */
export const CANARY_STREAM = 'canary';

export interface CommandsProps {
  received(task: string, events: LogEvent[]): Promise<void>;
  canary(id: string): Promise<void>;
}

/** Throws where something could not be told: Lambda tries twice more, then the event is a dead letter. */
export function commandsHandler({ received, canary }: CommandsProps) {
  return async (event: SubscriptionEvent): Promise<void> => {
    const payload: Payload = JSON.parse(gunzipSync(Buffer.from(event.awslogs.data, 'base64')).toString('utf8'));
    // CloudWatch Logs asks now and then whether anybody is there.
    if (payload.messageType !== 'DATA_MESSAGE') return;
    if (payload.logStream === CANARY_STREAM) {
      for (const { message } of payload.logEvents) {
        const line = readLine(message);
        if (line?.type === 'canary') await canary(line.text);
      }
      return;
    }
    const task = taskOfStream(payload.logStream);
    if (task === null) throw new Error(`The log stream ${payload.logStream} is of no task`);
    await received(task, payload.logEvents);
  };
}
