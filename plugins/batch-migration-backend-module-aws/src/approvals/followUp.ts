import { toError } from '@backstage/errors';
import {
  lastChangeOf,
  readAlertRule,
  readApproval,
  type AlertRule,
  type ApprovalRequest,
  type AuditDetail,
} from 'backstage-plugin-batch-migration-common';
import type { StoredApproval } from 'backstage-plugin-batch-migration-node';
import type { AwsClients } from '../clients';
import { AwsApprovals } from './AwsApprovals';
import type { ApprovalsTable } from './readApprovalsConfig';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SINCE_MS = 90 * DAY_MS;
/** More in 90 days would be no people. */
const LIMIT = 10_000;
/** A message may wait an hour in its queue before an alarm says so, and another one in Slack's. */
const TELLING_MS = 2 * HOUR_MS;
/** The golden path looks as often where a request does not say it. */
const CHECK_EVERY_HOURS = 1;
/** `followUp.afterHours` of approvers.yaml is no less. */
const LEAST_AFTER_MS = HOUR_MS;

type FollowUp = Exclude<AuditDetail['followUp'], undefined>;

export interface Followed {
  followUp: FollowUp;
  /** Why it is not known; a sentence for a person. */
  unread: string | null;
}

/** What requests of 90 days show of the list of approvers, and of alerts. */
export async function readFollowUp(
  clients: AwsClients,
  table: ApprovalsTable,
  { now, signal }: { now: Date; signal?: AbortSignal },
): Promise<Followed> {
  const from = new Date(now.getTime() - SINCE_MS);
  const { requests, cutAt, isWaitingCut } = await new AwsApprovals(clients, [
    table,
  ]).requests(table, { from, until: null, limit: LIMIT, signal });
  const recent = requests.filter(
    ({ changedAt }) => changedAt === null || Date.parse(changedAt) >= +from,
  );
  const shown = followUpOf(recent, now, table.alertAfterHours);
  if (shown.followUp === 'missed' || (cutAt === null && !isWaitingCut)) {
    return shown;
  }
  const unread = `${table.title} has more requests than are read at once: whether all that nobody answered were told is not known`;
  return { followUp: null, unread };
}

/**
 * Whether somebody answered, and whether what nobody answered in time was
 * told. One that could not be judged leaves it open, unless another one was
 * plainly missed.
 *
 * @param configuredHours - where a request does not say when an alert was due
 */
export function followUpOf(
  stored: readonly StoredApproval[],
  now: Date,
  configuredHours: number | null,
): Followed {
  let unread: string | null = null;
  const read: ApprovalRequest[] = [];
  for (const { id, record, changedAt } of stored) {
    try {
      const request = readApproval(record);
      read.push(request);
      const rule = readAlertRule(record) ?? ruleOf(configuredHours);
      const verdict = alertOf(request, { rule, changedAt, now });
      if (verdict === 'missed') return { followUp: 'missed', unread: null };
      if (verdict === 'unknown') {
        unread ??= `${id} does not say when nobody's answer was to be told: set alertAfterHours of its place in batchMigration.aws.approvals, as followUp.afterHours stands in approvers.yaml`;
      }
    } catch (error) {
      unread ??= `${id} could not be read: ${toError(error).message}`;
    }
  }
  if (unread !== null) return { followUp: null, unread };
  const answered = read.some(({ answer }) => answer !== null);
  const alerted = read.some(({ alerts }) => alerts > 0);
  if (answered) return { followUp: 'answered', unread };
  return { followUp: alerted ? 'alerted' : 'none', unread };
}

function ruleOf(afterHours: number | null): AlertRule | null {
  return afterHours === null
    ? null
    : { afterHours, checkEveryHours: CHECK_EVERY_HOURS };
}

function alertOf(
  request: ApprovalRequest,
  {
    rule,
    changedAt,
    now,
  }: { rule: AlertRule | null; changedAt: string | null; now: Date },
): 'missed' | 'unknown' | 'sound' {
  const { alerts, answer, requestedAt, status } = request;
  if (alerts > 0) return 'sound';
  const end =
    status === 'requested'
      ? now.toISOString()
      : answer?.at ?? lastChangeOf(request, changedAt);
  // Who asked took it back, and nobody kept when: nobody was to be told.
  if (end === null) return 'sound';
  const silentMs = Date.parse(end) - Date.parse(requestedAt);
  if (rule === null) return silentMs > LEAST_AFTER_MS ? 'unknown' : 'sound';
  const dueMs = (rule.afterHours + rule.checkEveryHours) * HOUR_MS;
  return silentMs > dueMs + TELLING_MS ? 'missed' : 'sound';
}
