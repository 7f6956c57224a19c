import { maskSecrets } from '../workload/maskSecrets';
import {
  APPROVAL_KINDS,
  APPROVAL_STATUSES,
  type ApprovalAnswer,
  type ApprovalEvent,
  type ApprovalRequest,
  type ApprovalSubject,
} from './model';
import {
  countOf,
  fieldsOf,
  instantOf,
  listOf,
  maskedOf,
  oneOf,
  orNull,
  textOf,
} from './parse';

/**
 * One request as its account stores it, credentials masked. What this version
 * does not know beside it is left out.
 *
 * @throws Unreadable naming the field, and never its value
 */
export function readApproval(stored: unknown): ApprovalRequest {
  const record = fieldsOf(stored, 'request');
  const subject = subjectOf(record.subject);
  const involved = fieldsOf(record.involved, 'involved');
  return {
    id: textOf(record.id, 'id'),
    kind: subject.kind,
    status: oneOf(record.status, APPROVAL_STATUSES, 'status'),
    subject,
    subjectHash: textOf(record.subjectHash, 'subjectHash'),
    subjectNumber: countOf(record.subjectNumber, 'subjectNumber'),
    operator: nameOf(involved.operator),
    carriedBy: orNull(involved.carriedBy, arn =>
      textOf(arn, 'involved.carriedBy'),
    ),
    author: nameOf(involved.author),
    runner: nameOf(involved.runner),
    requestedAt: instantOf(record.requestedAt, 'requestedAt'),
    expiresAt: orNull(record.expiresAt, at => instantOf(at, 'expiresAt')),
    answer: orNull(record.answer, answerOf),
    used: orNull(record.used, given => {
      const used = fieldsOf(given, 'used');
      return {
        by: textOf(used.by, 'used.by'),
        at: instantOf(used.at, 'used.at'),
      };
    }),
    alerts: countOf(record.alerts, 'alerts'),
  };
}

/** When nobody's answer to a request is told. */
export interface AlertRule {
  afterHours: number;
  /** So often somebody looks for what a lost timer left. */
  checkEveryHours: number;
}

/**
 * As it held when a request was asked; `null` where its account does not keep
 * that.
 *
 * @throws Unreadable naming the field
 */
export function readAlertRule(stored: unknown): AlertRule | null {
  const { followUp } = fieldsOf(stored, 'request');
  return orNull(followUp, given => {
    const rule = fieldsOf(given, 'followUp');
    return {
      afterHours: countOf(rule.afterHours, 'followUp.afterHours'),
      checkEveryHours: countOf(
        rule.checkEveryHours,
        'followUp.checkEveryHours',
      ),
    };
  });
}

/**
 * One event of a request. Acts and outcomes may be of a newer version: they are
 * words that pages show as they are. What a note holds is left out: lines of a
 * console may be in it.
 *
 * @throws Unreadable naming the field, and never its value
 */
export function readApprovalEvent(stored: unknown): ApprovalEvent {
  const event = fieldsOf(stored, 'event');
  const act = fieldsOf(event.act, 'act');
  return {
    sequence: countOf(event.sequence, 'sequence'),
    at: instantOf(event.at, 'at'),
    act: textOf(act.type, 'act.type'),
    what: orNull(act.what, what => maskedOf(what, 'act.what')),
    by: actorOfAct(act),
    reason: orNull(act.reason, reason => maskedOf(reason, 'act.reason')),
    outcome: textOf(event.outcome, 'outcome'),
    status: textOf(event.status, 'status'),
    hash: textOf(event.hash, 'hash'),
  };
}

/** As people know somebody, of the names by which systems do; `null` where there is none. */
function nameOf(identity: unknown): string | null {
  if (typeof identity !== 'object' || identity === null) return null;
  const { emails, email, github, aws, slack } = identity as Record<
    string,
    unknown
  >;
  const [first] = Array.isArray(emails) ? emails : [];
  const names = [first, email, github, aws, slack];
  const name = names.find(each => typeof each === 'string' && each !== '');
  return (name as string | undefined) ?? null;
}

function subjectOf(stored: unknown): ApprovalSubject {
  const subject = fieldsOf(stored, 'subject');
  const kind = oneOf(subject.kind, APPROVAL_KINDS, 'subject.kind');
  if (kind === 'session') {
    return {
      kind,
      sessionId: textOf(subject.sessionId, 'subject.sessionId'),
      reason: maskedOf(subject.reason, 'subject.reason'),
      timeLimitMinutes: countOf(
        subject.timeLimitMinutes,
        'subject.timeLimitMinutes',
      ),
    };
  }
  return {
    kind,
    repository: textOf(subject.repository, 'subject.repository'),
    sha: textOf(subject.sha, 'subject.sha'),
    patch: textOf(subject.patch, 'subject.patch'),
    command: shownCommand(listOf(subject.command, 'subject.command', textOf)),
    parameters: shownParameters(
      fieldsOf(subject.parameters, 'subject.parameters'),
    ),
  };
}

/**
 * As approvers read it: where one argument ends and the next begins must be
 * plain. Masked as a whole, since an option and its value may be two arguments.
 */
function shownCommand(command: string[]): string {
  const shown = command.map(part =>
    /^[\w./:=@%+,-]+$/.test(part) ? part : JSON.stringify(part),
  );
  return maskSecrets(shown.join(' ')).text;
}

/** Masked with their names, which tell what is a credential. */
function shownParameters(parameters: Record<string, unknown>) {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => {
      const given = `${name}=${textOf(value, `subject.parameters.${name}`)}`;
      return [name, maskSecrets(given).text.slice(name.length + 1)];
    }),
  );
}

function answerOf(stored: unknown): ApprovalAnswer {
  const answer = fieldsOf(stored, 'answer');
  return {
    by: textOf(answer.by, 'answer.by'),
    name: textOf(answer.name, 'answer.name'),
    title: textOf(answer.title, 'answer.title'),
    at: instantOf(answer.at, 'answer.at'),
    how: oneOf(answer.how, ['button', 'reply'], 'answer.how'),
    reason: orNull(answer.reason, reason => maskedOf(reason, 'answer.reason')),
  };
}

/** Of a request `involved` says it; of an answer and a use their `by`. */
function actorOfAct(act: Record<string, unknown>): string | null {
  if (typeof act.by === 'string') return act.by;
  if (typeof act.involved !== 'object' || act.involved === null) return null;
  return nameOf((act.involved as Record<string, unknown>).operator);
}
