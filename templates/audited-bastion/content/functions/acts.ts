import type { AnswerResult } from '../people/approval/approvals';
import type { QueueAnswer, QueueEvent } from '../people/aws/queue';
import type { Log } from '../people/clock';
import type { SlackAct } from '../people/slack/requests';

export interface ActsProps {
  receive(act: SlackAct): Promise<AnswerResult>;
  /** Of the session that has this id, if one has. */
  reconcile(id: string): Promise<unknown>;
  isSession(id: string): Promise<boolean>;
  log: Log;
}

/** Reads what people did in Slack: an answer ends a session that it refuses, and lets its evidence be kept. */
export function actsHandler({ receive, reconcile, isSession, log }: ActsProps) {
  return async (event: QueueEvent): Promise<QueueAnswer> => {
    const batchItemFailures: QueueAnswer['batchItemFailures'] = [];
    for (const { messageId, body } of event.Records) {
      try {
        const result = await receive(JSON.parse(body));
        if ('record' in result && (await isSession(result.record.id))) await reconcile(result.record.id);
      } catch (error) {
        log('act-failed', { error: String(error) });
        batchItemFailures.push({ itemIdentifier: messageId });
      }
    }
    return { batchItemFailures };
  };
}
