/** Requests as their accounts store them, for tests. */
export const PATCH = {
  kind: 'patch',
  repository: 'example/news',
  sha: '3f1c9a0b7d5e42886a10c3f7e9b2d4065a8c1e7f',
  patch: 'patches/20260210-free-plan',
  command: [
    'run',
    'bin/rails',
    'runner',
    'patches/20260210-free-plan/patch.rb',
  ],
  parameters: { plan: 'free' },
};

export const SESSION = {
  kind: 'session',
  sessionId: 'session-9f2c',
  reason: 'Two subscriptions are billed twice',
  timeLimitMinutes: 60,
};

export const storedRequest = (over: object = {}) => ({
  id: 'patch-1',
  kind: 'patch',
  status: 'requested',
  subject: PATCH,
  subjectHash: 'ab'.repeat(32),
  subjectNumber: 1,
  involved: {
    operator: { slack: 'U0MORI01', emails: ['mori@example.com'] },
    author: { github: 'tanaka' },
    runner: null,
  },
  requestedAt: '2026-02-11T00:00:00.000Z',
  expiresAt: null,
  answer: null,
  used: null,
  alerts: 0,
  marks: [],
  ...over,
});

export const storedReport = (over: object = {}) => ({
  version: 1,
  at: '2026-02-12T00:10:00.000Z',
  from: '2026-02-11T00:00:00.000Z',
  until: '2026-02-12T00:00:00.000Z',
  scope: { builds: true, databaseSessions: null },
  changes: 42,
  approved: 42,
  unapproved: [],
  unknown: [],
  ...over,
});
