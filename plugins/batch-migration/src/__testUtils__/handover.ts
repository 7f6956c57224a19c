/** A handover of six jobs as the API answers it, at 2026-02-12 10:24 in Tokyo. */
import type {
  HandoverJobView,
  HandoverPreviewResponse,
  JobHandover,
} from 'backstage-plugin-batch-migration-common';

const NOW = '2026-02-12T01:24:00.000Z';

/** Thursday 19 February in Tokyo. */
export const tokyo = (time: string, day = '19') =>
  new Date(`2026-02-${day}T${time}:00+09:00`).toISOString();

export const SWITCH_AT = tokyo('14:26');

export function jobView(
  name: string,
  expression: string,
  change: Partial<HandoverJobView> = {},
): HandoverJobView {
  const legacy = {
    dialect: 'debian-cron' as const,
    expression,
    timezone: 'Asia/Tokyo',
  };
  return {
    id: name,
    name,
    legacy: [legacy],
    target: [{ ...legacy, dialect: 'eventbridge', expression: 'cron(…)' }],
    longestRun: {
      seconds: 120,
      source: 'measured',
      basis: '4,032 runs in 28 days',
      expiresAt: null,
    },
    lock: null,
    hostTls12: false,
    warnings: [],
    lane: { legacyRuns: [], targetRuns: [], gaps: [] },
    ...change,
  };
}

function moves(
  name: string,
  lastLegacyTick: string,
  firstTargetTick: string,
  change: Partial<JobHandover> = {},
): JobHandover {
  return {
    id: name,
    name,
    procedure: 'gap',
    cause: 'has-gap',
    because: null,
    reason: 'The last old run has surely ended before the switch.',
    windowId: 'window-1',
    oldLineGoesAt: SWITCH_AT,
    earliest: tokyo('14:24'),
    latest: tokyo('14:28'),
    startDate: SWITCH_AT,
    lastLegacyTick,
    firstTargetTick,
    heldTicks: [],
    differences: [],
    warnings: [],
    ...change,
  };
}

export const pickupRefresh = jobView('pickup-refresh', '*/10 * * * *', {
  lane: {
    legacyRuns: ['14:00', '14:10', '14:20'].map(time => ({
      at: tokyo(time),
      seconds: 120,
    })),
    targetRuns: ['14:30', '14:40', '14:50', '15:00'].map(time => ({
      at: tokyo(time),
      seconds: 120,
    })),
    gaps: [{ earliest: tokyo('14:24'), latest: tokyo('14:28') }],
  },
});

export const sitemap = jobView('sitemap', '0 2 * * *', {
  longestRun: {
    seconds: 18 * 60,
    source: 'attested',
    basis: 'user:default/mori',
    expiresAt: tokyo('00:00', '25'),
  },
  lane: {
    legacyRuns: [{ at: tokyo('02:00'), seconds: 18 * 60 }],
    targetRuns: [{ at: tokyo('02:00', '20'), seconds: 18 * 60 }],
    gaps: [{ earliest: tokyo('02:20'), latest: tokyo('01:58', '20') }],
  },
});

export const pushReserve = jobView('push-reserve', '*/5 * * * *', {
  longestRun: {
    seconds: 7 * 60,
    source: 'measured',
    basis: '8,064 runs in 28 days',
    expiresAt: null,
  },
  lane: {
    legacyRuns: ['14:15', '14:20', '14:25'].map(time => ({
      at: tokyo(time),
      seconds: 420,
    })),
    targetRuns: [],
    gaps: [],
  },
});

const PLACE = 'crontab:default/bat000/var/spool/cron/crontabs/batch';
const jobIds = ['pickup-refresh', 'sitemap'];

/** Two of three jobs move at 14:26; push-reserve has no gap. */
export const preview: HandoverPreviewResponse = {
  now: NOW,
  timezone: 'Asia/Tokyo',
  jobs: [pickupRefresh, sitemap, pushReserve],
  candidates: [
    {
      earliest: tokyo('14:24'),
      latest: tokyo('14:28'),
      switchAt: SWITCH_AT,
      jobIds,
      runs: 0,
      uses: 0,
    },
    {
      earliest: tokyo('14:02', '17'),
      latest: tokyo('14:08', '17'),
      switchAt: tokyo('14:04', '17'),
      jobIds: ['sitemap'],
      runs: 2,
      uses: 1,
    },
  ],
  plan: {
    from: NOW,
    to: tokyo('10:24', '26'),
    safety: { settleSeconds: 120, marginSeconds: 120, deploySeconds: 1800 },
    windows: [
      {
        id: 'window-1',
        procedure: 'gap',
        switchAt: SWITCH_AT,
        earliest: tokyo('14:24'),
        latest: tokyo('14:28'),
        jobIds,
        edits: [{ at: SWITCH_AT, place: PLACE, jobIds }],
      },
    ],
    jobs: [
      moves('pickup-refresh', tokyo('14:20'), tokyo('14:30')),
      moves('sitemap', tokyo('02:00'), tokyo('02:00', '20')),
    ],
    refused: [
      {
        id: 'push-reserve',
        name: 'push-reserve',
        code: 'no-gap-then',
        reason: 'It has no gap at this instant.',
        nearest: { before: null, after: null },
      },
    ],
    steps: [
      {
        windowId: 'window-1',
        jobIds,
        place: null,
        at: tokyo('13:56'),
        action: 'deploy-target',
        text: 'Deploy the new schedules.',
        reversible: true,
        undo: 'Disable the new schedules.',
        check: 'Each new schedule is ENABLED and has this StartDate.',
        confirmedBy: 'probe',
      },
      {
        windowId: 'window-1',
        jobIds,
        place: PLACE,
        at: SWITCH_AT,
        action: 'remove-old-line',
        text: 'Comment out the old lines in one edit.',
        reversible: true,
        undo: 'Disable the new schedules, then put the lines back.',
        check: 'The lines are gone.',
        confirmedBy: 'person',
      },
      {
        windowId: 'window-1',
        jobIds: ['sitemap'],
        place: null,
        at: tokyo('02:00', '20'),
        action: 'see-first-run',
        text: 'First new run of sitemap.',
        reversible: true,
        undo: null,
        check: 'The tick ran exactly once.',
        confirmedBy: 'probe',
      },
    ],
  },
  simulation: {
    rounds: 100,
    aroundDays: 14,
    due: 2716,
    missed: 0,
    doubled: 0,
    overlapped: 0,
    held: 0,
    differences: 0,
  },
};
