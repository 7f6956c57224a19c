/** A small estate as the API answers it, at 2026-02-12 10:24 in Tokyo. */
import type {
  CaptureToken,
  ExemptionView,
  SavedView,
  WaveView,
  ServerDetail,
  ServerView,
  SourceView,
  Summary,
  TargetCandidate,
  WorkloadDetail,
  WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import {
  EMPTY_PLAN,
  REQUIREMENTS,
  requirementsOf,
  STAGES,
} from 'backstage-plugin-batch-migration-common';
import type { BatchMigrationApi } from '../api';
import { approvals, patchDetail, workloadApprovals } from './approvals';
import { canaryView } from './canary';
import { serverCost } from './cost';
import { captured, previewOf } from './crontab';
import { density } from './density';
import { progress, tooEarlyFor } from './forecast';
import { goldenPathPreview } from './goldenPath';
import { preview } from './handover';

export const NOW = '2026-02-12T01:24:00.000Z';

export function workload(
  name: string,
  {
    assessment,
    ...change
  }: Partial<Omit<WorkloadDetail, 'assessment'>> & {
    assessment?: Partial<WorkloadView['assessment']>;
  } = {},
): WorkloadDetail {
  return {
    id: name,
    name,
    kind: 'scheduled',
    serverRefs: ['resource:default/bat000'],
    roleRef: 'resource:default/bat000-scheduled-jobs',
    ownerRef: 'group:default/news-platform',
    schedule: {
      dialect: 'debian-cron',
      expression: '15 4 * * *',
      timezone: 'Asia/Tokyo',
    },
    scheduleText: { en: 'Every day at 04:15', ja: '毎日 04:15' },
    command: `bin/batch ${name}`,
    description: null,
    maskedSecrets: [],
    plan: EMPTY_PLAN,
    cutover: {
      ...{ steps: [], pointOfNoReturn: null, secondPerson: 'irreversible' },
    },
    locations: [
      {
        side: 'legacy',
        position: 0,
        ref: 'crontab:default/bat000/var/spool/cron/crontabs/batch',
        key: 'abcdefabcdef',
        state: 'active',
        observedAt: '2026-02-12T01:20:00.000Z',
        source: 'captured',
        freshUntil: '2026-02-19T01:20:00.000Z',
        detail: {},
      },
    ],
    repositories: [],
    translation: {
      status: 'exact',
      schedules: [{ expression: 'cron(15 4 * * ? *)', timezone: 'Asia/Tokyo' }],
      deduplicate: false,
      reason: null,
      differences: [],
    },
    nextRuns: ['2026-02-12T19:15:00.000Z'],
    declared: [],
    ownerProposals: [],
    evidence: { observations: [], runs: [] },
    ...change,
    assessment: {
      placement: 'legacy',
      stage: 'planned',
      stale: false,
      legacy: 'active',
      target: 'absent',
      dormant: false,
      blockers: [],
      dangers: [],
      soak: null,
      nextRunAt: '2026-02-12T19:15:00.000Z',
      validUntil: null,
      ...assessment,
    },
  };
}

export const rankingDaily = workload('ranking-daily', {
  assessment: {
    placement: 'both',
    stage: 'built',
    target: 'active',
    dangers: [
      {
        type: 'runs-twice',
        severity: 'acute',
        message: 'Both sides ran on 11 and 12 February.',
        nextAt: '2026-02-12T19:15:00.000Z',
        observationIds: [1],
      },
    ],
  },
});

export const summary: Summary = {
  now: NOW,
  timezone: 'Asia/Tokyo',
  mode: 'replay',
  scope: 86,
  byStage: STAGES.map((key, index) => ({
    ...{ key, count: index + 1 },
    notSeen: key === 'retired' ? 1 : 0,
  })),
  byPlacement: [{ key: 'legacy', count: 60 }],
  byStrategy: [{ key: 'none', count: 9 }],
  byOwner: [{ key: 'group:default/news-platform', count: 20 }],
  byServer: [
    { key: 'resource:default/bat000', count: 34, byStage: [], left: 26 },
  ],
  byWave: [
    { key: '3', count: 29 },
    { key: 'none', count: 9 },
  ],
  acuteDangers: [{ key: 'runs-twice', count: 1 }],
  pressingDangers: [],
  inAcuteDanger: 1,
  notSeen: 3,
  retired: 25,
  retained: 3,
  emptySince: null,
  observedAt: '2026-02-12T01:22:00.000Z',
  silentSources: [],
  mayPlan: true,
};

export const bat000: ServerView = {
  ref: 'resource:default/bat000',
  listed: true,
  unlistedSince: null,
  emptySince: null,
  roleRefs: ['resource:default/bat000-scheduled-jobs'],
  title: 'bat000',
  description: null,
  ownerRef: 'group:default/sre',
  systemRef: null,
  facts: [
    {
      name: 'os',
      value: 'Ubuntu 12.04.5 LTS',
      source: 'captured',
      observedAt: NOW,
    },
    { name: 'tls', value: null, source: 'captured', observedAt: null },
  ],
  hardDates: [
    {
      date: '2026-03-18',
      effect: 'AWS retires this instance',
      source: 'ec2',
    },
  ],
  dangers: [
    {
      type: 'end-of-life',
      severity: 'pressing',
      message: 'Ubuntu 12.04 ended on 28 Apr 2017',
    },
  ],
  state: 'in-use',
  workloads: 34,
  left: 26,
  byStage: [{ key: 'planned', count: 26, notSeen: 1 }],
  instances: [],
};

export const bat000Detail: ServerDetail = {
  ...bat000,
  roles: [],
  canBeShutDown: false,
  verdict: [
    {
      group: 'runs-twice',
      workloads: [{ id: 'ranking-daily', name: 'ranking-daily' }],
    },
    { group: 'not-seen', workloads: [{ id: 'csv', name: 'csv-import' }] },
  ],
  reasons: ['26 of its 34 workloads are not retired.'],
  issues: [],
};

const list = <T>(items: T[]) => ({
  items,
  totalItems: items.length,
  nextCursor: null,
});

/** A schedule that was found and that nobody linked. */
export const foundTarget: TargetCandidate = {
  id: 7,
  location: {
    ref: 'scheduler:111122223333/ap-northeast-1/tools-batch',
    key: 'wiki-backup',
  },
  name: 'wiki-backup',
  kind: 'scheduled',
  state: 'idle',
  schedules: [
    {
      dialect: 'eventbridge',
      expression: 'cron(0 3 * * ? *)',
      timezone: 'Asia/Tokyo',
    },
  ],
  scheduleTexts: [{ en: 'Every day at 03:00', ja: '毎日 03:00' }],
  command: '/app/backup-wiki.sh',
  image: 'tools:4',
  starts: [],
  tags: {},
  source: 'aws-scheduler-schedules',
  firstSeenAt: NOW,
  lastSeenAt: NOW,
  goneAt: null,
  linked: false,
  linkedTo: [],
  proposals: [
    {
      workload: { id: 'backup-wiki', name: 'backup-wiki.sh' },
      score: 0.87,
      reasons: ['same-command', 'same-occurrences'],
      doubts: [],
    },
  ],
  dismissal: null,
};

/** A token that counts until the end of the month. */
export const captureToken: CaptureToken = {
  ...{ id: 'a1b2', server: 'resource:default/bat000', label: 'cron of bat000' },
  createdAt: '2026-02-01T01:00:00.000Z',
  createdBy: 'user:default/mori',
  expiresAt: '2026-02-28T01:00:00.000Z',
  ...{ lastUsedAt: NOW, revokedAt: null, revokedBy: null },
};

/** A wave that is late. */
export const waveThree: WaveView = {
  ...{ name: '3', title: 'bat000 nightly', version: 2 },
  ...{ start: '2026-01-05', deadline: '2026-04-30' },
  ...{
    description: 'Needs <b>night</b> shifts',
    ownerRef: 'group:default/sre',
  },
  ...{ workloads: 29, left: 21, isDue: false, verdict: 'late' },
  byStage: [
    { key: 'planned', count: 21, notSeen: 0 },
    { key: 'retired', count: 8, notSeen: 2 },
  ],
  finish: { p10: '2026-04-20', p50: '2026-06-01', p90: '2026-08-15' },
};

/** Somebody else asked for it, and it waits. */
export const exemption: ExemptionView = {
  ...{ id: 5, workloadId: 'ranking-daily', workloadName: 'ranking-daily' },
  ...{ reason: 'The feed stands still until April', state: 'asked' },
  expiresAt: '2026-03-31T15:00:00.000Z',
  asked: { by: 'user:default/mori', at: NOW },
  ...{ approval: null, withdrawal: null },
};

export const savedView: SavedView = {
  ...{ id: 'v1', title: 'In danger', query: 'danger=acute', shared: false },
  ...{ ownerRef: 'user:default/guest', updatedAt: NOW, version: 1 },
};

/** Answers as a healthy backend would; each call is a mock. */
export function mockApi(
  change: Partial<BatchMigrationApi> = {},
): jest.Mocked<BatchMigrationApi> {
  const answers: BatchMigrationApi = {
    exportCsv: async () => ({
      fileName: 'workloads.csv',
      response: new Response(''),
    }),
    summary: async () => summary,
    workloads: async () => list<WorkloadView>([rankingDaily]),
    workload: async () => rankingDaily,
    plan: async () => ({ plan: EMPTY_PLAN, etag: '"v0"' }),
    updatePlan: async (_, plan) => ({ plan, etag: '"v1"' }),
    changeStep: async () => rankingDaily.cutover,
    approvals: async () => approvals,
    exportApprovals: async () => ({
      fileName: 'approvals.csv',
      response: new Response(''),
    }),
    approval: async () => patchDetail,
    approvalLog: async () => ({
      fileName: 'run.log',
      response: new Response('3 rows'),
    }),
    workloadApprovals: async () => workloadApprovals,
    askSession: async (_id, _place, { requestId }) => ({
      id: `session-${requestId}`,
      endsAt: '2026-02-12T02:24:00.000Z',
    }),
    canary: async () => canaryView,
    stateGuardrail: async () => {
      throw new Error('Nobody states a guardrail here');
    },
    updatePlans: async ({ plans }) => ({
      plans: plans.map(one => ({ ...one, version: one.version + 1 })),
    }),
    requirements: async ({ roleType } = {}) => ({
      items: requirementsOf(roleType ?? '', REQUIREMENTS),
    }),
    exportPlans: async () => 'apiVersion: batch-migration/v1\n',
    importPlans: async ({ dryRun = false }) => ({
      dryRun,
      unchanged: 1,
      plans: [],
    }),
    approveSchedule: async () => ({ plan: EMPTY_PLAN, etag: '"v1"' }),
    waves: async () => ({
      ...list([waveThree]),
      today: '2026-02-12',
      timezone: 'Asia/Tokyo',
      mayChange: true,
    }),
    wave: async () => ({ wave: waveThree, etag: '"v2"' }),
    createWave: async wave => ({ ...waveThree, ...wave, version: 1 }),
    updateWave: async (_, fields) => ({ ...waveThree, ...fields, version: 3 }),
    deleteWave: async () => waveThree,
    exemptions: async () => ({ ...list<ExemptionView>([]), longestDays: 90 }),
    askExemptions: async () => ({ items: [exemption] }),
    approveExemption: async () => exemption,
    withdrawExemption: async () => exemption,
    views: async () => list<SavedView>([]),
    createView: async request => ({ ...savedView, ...request }),
    updateView: async (_, request) => ({ ...savedView, ...request }),
    deleteView: async () => savedView,
    history: async () => ({
      ...list([]),
      chain: { isIntact: true, checked: 0, brokenId: null },
    }),
    runs: async () => ({
      from: NOW,
      to: NOW,
      cutAt: null,
      ticks: [],
      otherRuns: [],
    }),
    servers: async () => list([bat000]),
    sources: async () => list<SourceView>([]),
    server: async () => bat000Detail,
    serverCost: async () => serverCost,
    previewGoldenPath: async () => goldenPathPreview,
    changes: async () => ({ revision: '1', round: null }),
    refresh: async () => ({
      startedAt: NOW,
      finishedAt: NOW,
      servers: 1,
      workloads: 1,
      observations: 7,
      failures: [],
    }),
    targetCandidates: async () => ({
      ...list<TargetCandidate>([]),
      searchedAt: NOW,
      unread: [],
    }),
    linkTargets: async ({ repository }) => ({ repository, linked: 1 }),
    unlinkTarget: async () => foundTarget,
    dismissTarget: async () => foundTarget,
    takeBackDismissal: async () => foundTarget,
    previewHandover: async () => preview,
    previewCrontab: previewOf,
    createCapture: async () => captured,
    density: async () => density,
    progress: async () => progress,
    forecast: async ({ server } = {}) => tooEarlyFor(server),
    captureTokens: async () => ({ items: [captureToken] }),
    issueCaptureToken: async () => ({ ...captureToken, token: 'bmct_secret' }),
    revokeCaptureToken: async () => captureToken,
    attest: async (workloadId, request) => ({
      ...request,
      id: 1,
      workloadId,
      author: 'user:default/mori',
      at: NOW,
    }),
    ...change,
  };
  return Object.fromEntries(
    Object.entries(answers).map(([name, answer]) => [
      name,
      jest.fn(answer as () => unknown),
    ]),
  ) as unknown as jest.Mocked<BatchMigrationApi>;
}
