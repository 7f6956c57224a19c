/** Requests for approval as the API answers them, at 2026-02-12 10:24 in Tokyo. */
import type {
  ApprovalDetail,
  ApprovalsResponse,
  ApprovalView,
  WorkloadApprovals,
} from 'backstage-plugin-batch-migration-common';

const AT = '2026-02-12T01:24:00.000Z';

export const overduePatch: ApprovalView = {
  id: 'patch-20260210-free-plan',
  kind: 'patch',
  status: 'requested',
  subject: {
    kind: 'patch',
    repository: 'example/news',
    sha: '3f1c9a0b7d5e42886a10c3f7e9b2d4065a8c1e7f',
    patch: 'patches/20260210-free-plan',
    command: 'run bin/rails runner patches/20260210-free-plan/patch.rb',
    parameters: { plan: 'free' },
  },
  subjectHash: 'ab'.repeat(32),
  subjectNumber: 1,
  operator: 'sato@example.com',
  carriedBy: null,
  author: 'tanaka',
  runner: null,
  requestedAt: '2026-02-10T22:24:00.000Z',
  expiresAt: '2026-02-13T22:24:00.000Z',
  answer: null,
  used: null,
  alerts: 1,
  place: { id: 'patches', title: 'News patches' },
  concern: 'overdue',
  unasked: false,
  waitedSeconds: 27 * 3600,
  threadUrl: 'https://example.slack.com/archives/C0PATCHES/p1770768000000100',
  workloads: [{ id: 'data-patch', name: 'data-patch' }],
};

export const session: ApprovalView = {
  ...overduePatch,
  id: 'session-9f2c',
  kind: 'session',
  status: 'approved',
  subject: {
    kind: 'session',
    sessionId: 'session-9f2c',
    reason: 'Two subscriptions are billed twice',
    timeLimitMinutes: 60,
  },
  operator: 'mori@example.com',
  carriedBy: 'arn:aws:sts::111122223333:assumed-role/Portal/backstage',
  author: null,
  requestedAt: '2026-02-11T01:00:00.000Z',
  expiresAt: null,
  answer: {
    by: 'U0CTO0001',
    name: 'Kato',
    title: 'CTO',
    at: '2026-02-11T03:00:00.000Z',
    how: 'reply',
    reason: null,
  },
  alerts: 0,
  place: { id: 'bastion', title: 'News bastion' },
  concern: null,
  waitedSeconds: 7200,
  threadUrl: null,
  workloads: [],
};

export const approvals: ApprovalsResponse = {
  items: [overduePatch, session],
  totalItems: 2,
  nextCursor: null,
  at: AT,
  from: '2025-11-14',
  to: null,
  cutAt: null,
  isWaitingCut: false,
  concerns: { unasked: 0, overdue: 1, waits: 0 },
  unread: [],
  places: 2,
};

export const patchDetail: ApprovalDetail = {
  ...overduePatch,
  events: [
    {
      sequence: 1,
      at: '2026-02-10T22:24:00.000Z',
      act: 'request',
      what: null,
      by: 'sato@example.com',
      reason: null,
      outcome: 'requested',
      status: 'requested',
      hash: 'cd'.repeat(32),
    },
    {
      sequence: 2,
      at: '2026-02-11T22:30:00.000Z',
      act: 'alert',
      what: null,
      by: null,
      reason: null,
      outcome: 'alerted',
      status: 'requested',
      hash: 'ef'.repeat(32),
    },
  ],
  chain: { state: 'whole', problems: [] },
  hasLog: false,
};

export const workloadApprovals: WorkloadApprovals = {
  at: AT,
  places: [
    {
      id: 'patches',
      title: 'News patches',
      asksSessions: false,
      concerns: { unasked: 0, overdue: 1, waits: 0 },
      reconciliation: {
        standing: 'clean',
        report: {
          at: '2026-02-12T00:10:00.000Z',
          from: '2026-02-11T00:00:00.000Z',
          until: '2026-02-12T00:00:00.000Z',
          scope: { builds: true, databaseSessions: null },
          changes: 42,
          approved: 42,
          unapproved: [],
          unknown: [],
          leftOut: { unapproved: 0, unknown: 0 },
        },
        unread: null,
      },
    },
  ],
};
