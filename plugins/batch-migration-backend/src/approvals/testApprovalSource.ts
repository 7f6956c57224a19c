// Only tests import this file, so it is no part of the package.
import type { ApprovalRequest } from 'backstage-plugin-batch-migration-common';
import type {
  ApprovalLog,
  ApprovalPlace,
  ApprovalRange,
  ApprovalSource,
  ApprovalThread,
  SessionAsk,
  StoredApprovalEvents,
  StoredApprovals,
  UnsearchedApprovals,
} from 'backstage-plugin-batch-migration-node';
import { createHash } from 'node:crypto';

/** Keys in their order: what the golden paths hash. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}

const hashOf = (value: unknown) =>
  createHash('sha256')
    .update(JSON.stringify(sorted(value)))
    .digest('hex');

const PATCH = {
  kind: 'patch',
  repository: 'example/news',
  sha: '3f1c9a0b7d5e42886a10c3f7e9b2d4065a8c1e7f',
  patch: 'patches/20260210-free-plan',
  command: ['run', 'bin/rails', 'runner', 'patch.rb'],
  parameters: { plan: 'free' },
};

interface Given {
  id: string;
  status?: string;
  requestedAt?: string;
  subject?: Record<string, unknown>;
  used?: { by: string; at: string };
  changedAt?: string;
}

/** A request with its events, as the golden paths store it. */
export function storedApproval({
  id,
  status = 'requested',
  requestedAt = '2026-02-11T00:00:00.000Z',
  subject = PATCH,
  used,
  changedAt,
}: Given): StoredApprovalEvents {
  const subjectHash = hashOf(subject);
  const involved = {
    operator: { emails: ['mori@example.com'] },
    author: null,
    runner: null,
  };
  const events: Array<Record<string, unknown>> = [];
  const add = (
    act: object,
    outcome: string,
    left: string,
    at = requestedAt,
  ) => {
    const event = {
      ...{ requestId: id, sequence: events.length + 1, at },
      ...{ act, outcome, status: left, subjectHash },
      previous: events.at(-1)?.hash ?? null,
    };
    events.push({ ...event, hash: hashOf(event) });
  };
  add({ type: 'request', id, subject, involved }, 'requested', 'requested');
  const isAnswered = status === 'approved';
  const answer = {
    ...{ by: 'U0CTO0001', name: 'Sato', title: 'CTO', mark: 'm' },
    how: 'button',
  };
  if (isAnswered) {
    add({ type: 'approve', ...answer, subjectHash }, status, status);
  } else if (status !== 'requested') {
    add({ type: 'withdraw', by: 'U0CTO0001' }, status, status);
  }
  if (used) add({ type: 'use', by: used.by }, 'used', status, used.at);
  return {
    id,
    record: structuredClone({
      ...{ id, kind: subject.kind, status, subject, subjectHash, involved },
      ...{ subjectNumber: 1, requestedAt, expiresAt: null, alerts: 0 },
      answer: isAnswered ? { ...answer, at: requestedAt, reason: null } : null,
      used: used ?? null,
    }),
    head: { sequence: events.length, hash: String(events.at(-1)!.hash) },
    changedAt: changedAt ?? null,
    events,
  };
}

/** Approvals in memory; what a place throws is in `failures`. */
export class MemoryApprovals implements ApprovalSource {
  readonly id = 'memory-approvals';
  readonly stored = new Map<string, StoredApprovalEvents[]>();
  readonly reports = new Map<string, unknown>();
  readonly failures = new Map<string, Error>();
  readonly asked: SessionAsk[] = [];
  readonly calls: string[] = [];
  sessionError: Error | null = null;
  logLines: string[] | null = null;
  /** Requests that ended are told up to so many. */
  limit = Infinity;
  isWaitingCut = false;
  unsearched: UnsearchedApprovals[] = [];

  constructor(public places: readonly ApprovalPlace[]) {}

  async requests(
    place: ApprovalPlace,
    { from, until, limit }: ApprovalRange,
  ): Promise<StoredApprovals> {
    this.call('requests', place);
    const all = this.stored.get(place.id) ?? [];
    const ended = all.filter(({ record, changedAt }) => {
      const { status, requestedAt } = Object(record);
      if (status === 'requested' || Date.parse(requestedAt) > +(until ?? NaN))
        return false;
      return changedAt === null || Date.parse(changedAt) >= +from;
    });
    const waits = all.filter(
      ({ record }) => Object(record).status === 'requested',
    );
    const cut = ended[Math.min(limit, this.limit)];
    return {
      requests: [...waits, ...ended.slice(0, this.limit)],
      cutAt: cut ? Object(cut.record).requestedAt : null,
      isWaitingCut: this.isWaitingCut,
    };
  }

  async request(
    place: ApprovalPlace,
    id: string,
  ): Promise<StoredApprovalEvents | null> {
    this.call('request', place);
    return this.stored.get(place.id)?.find(each => each.id === id) ?? null;
  }

  async threads(
    place: ApprovalPlace,
    ids: readonly string[],
  ): Promise<Map<string, ApprovalThread>> {
    this.call('threads', place);
    return new Map(
      ids.map(id => [
        id,
        { channel: 'C0', url: `https://example.slack.com/archives/C0/${id}` },
      ]),
    );
  }

  async reconciliation(place: ApprovalPlace) {
    this.call('reconciliation', place);
    const body = this.reports.get(place.id);
    return body === undefined ? null : { body };
  }

  async log(
    place: ApprovalPlace,
    { id, used }: ApprovalRequest,
  ): Promise<ApprovalLog | null> {
    this.call('log', place);
    const lines = this.logLines;
    if (!used || !lines) return null;
    async function* all() {
      yield* lines!;
    }
    return { name: `${id}/run.log`, lines: all() };
  }

  async askSession(place: ApprovalPlace, ask: SessionAsk) {
    this.call('askSession', place);
    if (this.sessionError) throw this.sessionError;
    this.asked.push(ask);
    const id = `session-${ask.requestId}`;
    return { id, endsAt: '2026-02-11T02:24:00.000Z' };
  }

  private call(name: string, place: ApprovalPlace): void {
    this.calls.push(`${name} ${place.id}`);
    const failure = this.failures.get(place.id);
    if (failure) throw failure;
  }
}
