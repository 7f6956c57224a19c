import type { Json } from '../canonical';
import type { Involved } from './mayApprove';
import { checkShown, type Kind, type Subject, subjectHash } from './subject';

export const STATUSES = ['requested', 'approved', 'refused', 'expired', 'withdrawn', 'closed'] as const;
/**
 * - `requested`: waits for an answer
 * - `approved`, `refused`: answered by somebody who may
 * - `expired`: nobody answered while the answer still counted
 * - `withdrawn`: taken back by who asked
 * - `closed`: ended without an answer by somebody who may answer, with a reason
 */
export type Status = (typeof STATUSES)[number];

/** One request for one subject. Every change goes through `decide`. */
export interface ApprovalRequest {
  id: string;
  kind: Kind;
  status: Status;
  subject: Subject;
  subjectHash: string;
  /** 1, and one more for every change of the subject. */
  subjectNumber: number;
  involved: Involved;
  requestedAt: string;
  /** From then on it can be neither approved nor used; `null` where an answer counts whenever it comes. */
  expiresAt: string | null;
  answer: Answer | null;
  /** An approval is good for one run. */
  used: { by: string; at: string } | null;
  /** How often nobody's answer was told. */
  alerts: number;
  /** When nobody's answer was to be told, as it stood when this was asked: whoever audits it knows what was due. */
  followUp?: FollowUpRule;
  /** Acts that were done, so that a replay is recognised. */
  marks: string[];
}

export interface FollowUpRule {
  /** Without an answer for so long, it is told. */
  afterHours: number;
  /** So often somebody looks whether a timer was lost. */
  checkEveryHours: number;
}

interface Answer {
  /** Slack user id. */
  by: string;
  name: string;
  title: string;
  /** As Slack knew it then: by it they are recognised where AWS or GitHub names them. */
  email?: string;
  at: string;
  how: 'button' | 'reply';
  reason: string | null;
  mark: string;
}

interface ByApprover {
  /** Slack user id; the caller has asked `mayApprove`. */
  by: string;
  email?: string;
  name: string;
  title: string;
  how: 'button' | 'reply';
  /** What the person saw; `null` for a reply, which counts only for a subject that never changed. */
  subjectHash: string | null;
  /** Names this click or message: action_ts, or channel and ts. */
  mark: string;
}

export type Act =
  | ({ type: 'approve' } & ByApprover)
  | ({ type: 'refuse'; reason: string } & ByApprover)
  | ({ type: 'close'; reason: string } & ByApprover)
  | { type: 'withdraw'; by: string; reason: string }
  /** What is asked for is another thing now: an answer to the old one is void. */
  | { type: 'change'; subject: Subject; by: string }
  | { type: 'expire' }
  | { type: 'alert'; number: number }
  /** One run begins on this approval, named by its id. */
  | { type: 'use'; by: string; subjectHash: string }
  /** Anything worth keeping: a refused attempt, a result, the end of a session. At any time. */
  | { type: 'note'; what: string; mark: string; data: Json };

export type Outcome =
  | 'approved' | 'refused' | 'closed' | 'withdrawn' | 'changed' | 'expired' | 'alerted' | 'used' | 'noted'
  /** The same click, message or run again: nothing changes, and what followed may be done again. */
  | 'replayed'
  | 'already-approved' | 'already-refused'
  /** Expired, withdrawn or closed before. */
  | 'ended'
  /** What the person saw or what is to run is not what is asked for now. */
  | 'other-subject'
  /** After `expiresAt`; the request expires by it. */
  | 'too-late'
  | 'not-approved' | 'already-used' | 'unchanged' | 'not-due';

export interface Decision {
  outcome: Outcome;
  /** As it is afterwards; the same object where nothing changed. */
  record: ApprovalRequest;
}

export interface NewRequest {
  /** 3 to 48 letters, digits, `.`, `_` and `-`. */
  id: string;
  subject: Subject;
  involved: Involved;
  /** `null`: an answer counts whenever it comes. */
  validHours: number | null;
  followUp?: FollowUpRule;
}

/** Enough to recognise what Slack and queues repeat, and small beside DynamoDB's 400 KB. */
const MARKS_KEPT = 200;

export function newRequest({ id, subject, involved, validHours, followUp }: NewRequest, now: Date): ApprovalRequest {
  if (!/^[A-Za-z0-9][\w.-]{2,47}$/.test(id)) throw new Error(`id must be 3 to 48 letters, digits, "." "_" or "-", got: ${id}`);
  checkShown(subject);
  return {
    id,
    kind: subject.kind,
    status: 'requested',
    subject,
    subjectHash: subjectHash(subject),
    subjectNumber: 1,
    involved,
    requestedAt: now.toISOString(),
    expiresAt: expiry(validHours, now),
    answer: null,
    used: null,
    alerts: 0,
    ...(followUp && { followUp }),
    marks: [],
  };
}

/** What an act makes of a request. Pure: who may act was decided before, by `mayApprove`. */
export function decide(record: ApprovalRequest, act: Act, now: Date): Decision {
  const { status } = record;
  const same = (outcome: Outcome): Decision => ({ outcome, record });
  const changed = (outcome: Outcome, changes: Partial<ApprovalRequest>): Decision => ({
    outcome,
    record: { ...record, ...changes },
  });
  if ('mark' in act && record.marks.includes(act.mark)) return same('replayed');
  const marks = 'mark' in act ? [...record.marks, act.mark].slice(-MARKS_KEPT) : record.marks;

  switch (act.type) {
    case 'approve':
    case 'refuse':
    case 'close': {
      if (status === 'approved') return same('already-approved');
      if (status === 'refused') return same('already-refused');
      if (status !== 'requested') return same('ended');
      if (isOver(record, now)) return changed('too-late', { status: 'expired' });
      if (act.subjectHash === null ? record.subjectNumber > 1 : act.subjectHash !== record.subjectHash) return same('other-subject');
      const outcome = act.type === 'approve' ? 'approved' : act.type === 'refuse' ? 'refused' : 'closed';
      const { by, name, title, email, how, mark } = act;
      const reason = act.type === 'approve' ? null : act.reason;
      return changed(outcome, { status: outcome, marks, answer: { by, name, title, ...(email !== undefined && { email }), at: now.toISOString(), how, reason, mark } });
    }
    case 'withdraw':
      if (record.used) return same('already-used');
      return status === 'requested' || status === 'approved' ? changed('withdrawn', { status: 'withdrawn' }) : same('ended');
    case 'change': {
      if (record.used) return same('already-used');
      if (status !== 'requested' && status !== 'approved') return same('ended');
      const hash = subjectHash(act.subject);
      if (hash === record.subjectHash) return same('unchanged');
      if (act.subject.kind !== record.kind) throw new Error(`${record.id} is a request for a ${record.kind}`);
      checkShown(act.subject);
      const subjectNumber = record.subjectNumber + 1;
      return changed('changed', { status: 'requested', subject: act.subject, subjectHash: hash, subjectNumber, answer: null });
    }
    case 'expire':
      if (status !== 'requested') return same('ended');
      return isOver(record, now) ? changed('expired', { status: 'expired' }) : same('not-due');
    case 'alert':
      if (status !== 'requested') return same('ended');
      return act.number > record.alerts ? changed('alerted', { alerts: act.number }) : same('replayed');
    case 'use':
      if (record.used) return same(record.used.by === act.by ? 'replayed' : 'already-used');
      if (status !== 'approved') return same('not-approved');
      if (act.subjectHash !== record.subjectHash) return same('other-subject');
      if (isOver(record, now)) return same('too-late');
      return changed('used', { used: { by: act.by, at: now.toISOString() } });
    case 'note':
      return changed('noted', { marks });
    default:
      throw new Error(`No act is called ${JSON.stringify(act satisfies never)}`);
  }
}

/** `expiresAt` itself is over. */
function isOver({ expiresAt }: ApprovalRequest, now: Date): boolean {
  return expiresAt !== null && now.getTime() >= Date.parse(expiresAt);
}

function expiry(validHours: number | null, now: Date): string | null {
  return validHours === null ? null : new Date(now.getTime() + validHours * 3_600_000).toISOString();
}
