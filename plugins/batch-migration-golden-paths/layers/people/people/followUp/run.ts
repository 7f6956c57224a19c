import type { Approvals } from '../approval/approvals';
import type { Approvers } from '../approval/approvers';
import { alertText, nameOf } from '../approval/messages';
import type { ApprovalRequest } from '../approval/record';
import type { RequestStore } from '../approval/store';
import type { QueueAnswer, QueueEvent } from '../aws/queue';
import type { Clock, Log } from '../clock';
import type { Outbox } from '../slack/outbox';
import { code } from '../slack/text';
import { followUp } from './due';
import type { Timer } from './timer';

export interface FollowUpProps {
  approvers: Approvers;
  approvals: Approvals;
  requests: RequestStore;
  outbox: Outbox;
  timer: Timer;
  clock: Clock;
  log: Log;
  /** Looks for answers that Slack's events did not bring. */
  findReplies: (requestId: string) => Promise<void>;
}

/** Does what is due for one request and sets the timer for what comes next. Once, twice or late: the same. */
export async function runFollowUp(props: FollowUpProps, record: ApprovalRequest): Promise<void> {
  const { approvers, approvals, requests, outbox, timer, clock, log } = props;
  // The one who let it expire may have died before telling.
  if (record.status === 'expired') await approvals.tellOutcome(record, 'expired', '', 'time');
  const { due, next } = followUp(record, approvers.followUp, clock());
  for (const each of due) {
    log('follow-up', { request: record.id, ...each });
    if (each.type === 'expire') {
      const { outcome, record: after } = await requests.apply(record.id, { type: 'expire' });
      await approvals.tellOutcome(after, outcome, '', 'time');
      continue;
    }
    // Told first, noted after: noted first, a function that died between would have told nobody.
    const text = alertText(approvers, each.openHours);
    const what = `${text} ${nameOf(record.involved.operator)} ${code(record.id)}`;
    await approvals.say(record, `alert:${each.number}`, { text });
    const id = `${record.id}:alert:${each.number}`;
    await outbox.put({ id, thread: `${record.id}:alerts`, as: 'aside', channel: approvers.channels.alerts, text: what });
    await requests.apply(record.id, { type: 'alert', number: each.number });
  }
  if (next) await timer.at(next, record.id);
}

/**
 * Reads the follow-up queue: `{"requestId":…}` of a timer, and every hour
 * `{"sweep":true}`, which finds what a lost timer left.
 *
 * @param alsoSweep - what a golden path looks after every hour
 */
export function followUpHandler(props: FollowUpProps, alsoSweep: () => Promise<void> = async () => {}) {
  return async (event: QueueEvent): Promise<QueueAnswer> => {
    const batchItemFailures: QueueAnswer['batchItemFailures'] = [];
    for (const { messageId, body } of event.Records) {
      try {
        const { requestId } = JSON.parse(body) as { requestId?: string };
        if (requestId === undefined) await sweep(props, alsoSweep);
        else {
          const record = await props.requests.get(requestId);
          if (record) await runFollowUp(props, record);
        }
      } catch (error) {
        props.log('follow-up-failed', { error: String(error) });
        batchItemFailures.push({ itemIdentifier: messageId });
      }
    }
    return { batchItemFailures };
  };
}

/** One request that cannot be followed up does not keep the others from it; but it is told. */
export async function sweep(props: FollowUpProps, alsoSweep: () => Promise<void> = async () => {}): Promise<void> {
  const failed: string[] = [];
  const attempt = (what: string, work: () => Promise<void>) => work().catch(error => failed.push(`${what}: ${error}`));
  for (const { id } of await props.requests.open()) {
    // The index may lag behind: the request itself knows whether it was answered.
    await attempt(id, async () => runFollowUp(props, (await props.requests.get(id))!));
    await attempt(`replies of ${id}`, () => props.findReplies(id));
  }
  await attempt('further', alsoSweep);
  if (failed.length > 0) throw new Error(`The sweep left out ${failed.join('; ')}`);
}
