import { csvRecord } from '../csv/csv';
import type { ApprovalRequest } from './model';
import { concernOf } from './waiting';

const COLUMNS = [
  ...['place', 'id', 'kind', 'status', 'concern', 'requestedAt', 'operator'],
  ...[
    'carriedBy',
    'author',
    'repository',
    'patch',
    'sha',
    'command',
    'parameters',
  ],
  ...['reason', 'timeLimitMinutes', 'expiresAt', 'answeredBy', 'title'],
  ...['answeredAt', 'answerReason', 'usedBy', 'usedAt', 'alerts'],
  'subjectHash',
] as const;

export function approvalCsvHeader(): string {
  return csvRecord(COLUMNS);
}

/** One request; what it does not have is empty. Credentials were masked before. */
export function approvalCsvRecord(
  place: string,
  request: ApprovalRequest,
  now: Date,
): string {
  const { subject, answer, used } = request;
  const isPatch = subject.kind === 'patch';
  const values: Record<(typeof COLUMNS)[number], string | null> = {
    place,
    id: request.id,
    kind: request.kind,
    status: request.status,
    concern: concernOf(request, now),
    requestedAt: request.requestedAt,
    operator: request.operator,
    carriedBy: request.carriedBy,
    author: request.author,
    repository: isPatch ? subject.repository : null,
    patch: isPatch ? subject.patch : null,
    sha: isPatch ? subject.sha : null,
    command: isPatch ? subject.command : null,
    parameters: isPatch ? JSON.stringify(subject.parameters) : null,
    reason: isPatch ? null : subject.reason,
    timeLimitMinutes: isPatch ? null : String(subject.timeLimitMinutes),
    expiresAt: request.expiresAt,
    answeredBy: answer && answer.name,
    title: answer && answer.title,
    answeredAt: answer && answer.at,
    answerReason: answer && answer.reason,
    usedBy: used && used.by,
    usedAt: used && used.at,
    alerts: String(request.alerts),
    subjectHash: request.subjectHash,
  };
  return csvRecord(COLUMNS.map(column => values[column]));
}
