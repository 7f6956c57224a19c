import {
  EMPTY_PLAN,
  translate,
  type Summary,
  type WorkloadDetail,
} from 'backstage-plugin-batch-migration-common';

export const NOW = '2026-02-12T01:24:00.000Z';

/** A scheduled workload of the demo's batch server. */
export function workload(
  id: string,
  changes: Partial<WorkloadDetail> = {},
): WorkloadDetail {
  const schedule = changes.schedule ?? {
    dialect: 'debian-cron',
    expression: '15 4 * * 1-5',
    timezone: 'Asia/Tokyo',
  };
  return {
    id,
    name: `job ${id}`,
    kind: 'scheduled',
    serverRefs: ['resource:default/bat000'],
    roleRef: 'resource:default/bat000-scheduled-jobs',
    ownerRef: 'group:default/news-platform',
    schedule,
    scheduleText: { en: 'Weekdays at 04:15', ja: '平日 04:15' },
    command: 'cd /srv/app && bundle exec rake digest:send',
    description: null,
    maskedSecrets: [],
    plan: EMPTY_PLAN,
    locations: [
      {
        side: 'legacy',
        position: 0,
        ref: 'crontab:default/bat000/var/spool/cron/crontabs/batch',
        key: '0123456789ab',
        state: 'active',
        observedAt: NOW,
        source: 'files',
        freshUntil: null,
        detail: { line: 12 },
      },
    ],
    repositories: [],
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
      nextRunAt: null,
      validUntil: null,
    },
    translation: translate(schedule, new Date(NOW)),
    nextRuns: ['2026-02-12T19:15:00.000Z'],
    declared: [],
    ownerProposals: [],
    cutover: { steps: [], pointOfNoReturn: null, secondPerson: 'irreversible' },
    evidence: { observations: [], runs: [] },
    ...changes,
  };
}

/** The portal's API with some workloads in it. */
export function portal(workloads: WorkloadDetail[]) {
  return {
    summary: async () => ({ now: NOW } as Summary),
    workload: async (id: string) => {
      const found = workloads.find(each => each.id === id);
      if (found) return found;
      throw Object.assign(new Error('Not found'), { statusCode: 404 });
    },
  };
}
