import type { QueueAnswer, QueueEvent } from '../aws/queue';
import type { Log } from '../clock';
import type { SlackAct } from '../slack/requests';
import type { AnswerResult, Approvals } from './approvals';

export interface ActsHandlerProps {
  approvals: Pick<Approvals, 'receive'>;
  /**
   * What follows from an act in this repository. It may be called twice for
   * one act: do then what twice is harmless.
   */
  follow: (result: AnswerResult, act: SlackAct) => Promise<void>;
  log: Log;
}

/** Reads what people did, each thread in its order. What fails comes again, and what follows it in its thread waits. */
export function actsHandler({ approvals, follow, log }: ActsHandlerProps) {
  return async ({ Records }: QueueEvent): Promise<QueueAnswer> => {
    const stuck = new Set<string | undefined>();
    const failures: string[] = [];
    for (const { messageId, body, attributes } of Records) {
      const group = attributes.MessageGroupId;
      try {
        if (stuck.has(group)) throw new Error('An earlier act of this thread failed');
        const act: SlackAct = JSON.parse(body);
        await follow(await approvals.receive(act), act);
      } catch (error) {
        log('act-failed', { error: String(error) });
        stuck.add(group);
        failures.push(messageId);
      }
    }
    return { batchItemFailures: failures.map(itemIdentifier => ({ itemIdentifier })) };
  };
}
