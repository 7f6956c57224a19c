import type { GoldenPathPreviewResponse } from 'backstage-plugin-batch-migration-common';
import { knownCost } from './cost';

const job = (
  name: string,
  over: Partial<GoldenPathPreviewResponse['jobs'][number]> = {},
): GoldenPathPreviewResponse['jobs'][number] => ({
  name,
  workloadId: name,
  schedules: [
    { name, expression: 'cron(15 4 * * ? *)', timezone: 'Asia/Tokyo' },
  ],
  nextRuns: ['2026-02-12T19:15:00.000Z'],
  warnings: [],
  startsPerMonth: 30.4166,
  secondsPerRun: 600,
  runsFrom: 'legacy',
  cost: knownCost(1.25),
  ...over,
});

/** Two jobs, of one of which the cost is known. */
export const goldenPathPreview: GoldenPathPreviewResponse = {
  problems: [],
  jobs: [
    job('digest', { warnings: ['/tmp is empty at every start'] }),
    job('push', {
      ...{ secondsPerRun: null, runsFrom: null },
      cost: { amount: null, parts: [], unknown: ['run-length'] },
    }),
  ],
  onRequest: [],
  resources: [
    { kind: 'schedule', count: 2, names: ['digest', 'push'] },
    { kind: 'table', count: 1, names: [] },
  ],
  file: { path: 'schedules.yaml', text: 'jobs:\n  - name: digest\n' },
  currency: 'USD',
  total: { amount: 1.25, known: 1, unknown: 1 },
};

/** A console that stands at zero, of which an hour has a price. */
export const bastionPreview: GoldenPathPreviewResponse = {
  problems: [],
  jobs: [],
  onRequest: [
    {
      kind: 'session',
      ...{ atOnce: 2, longestMinutes: 240, hoursPerMonth: 21 },
      warnings: ['The account needs a trail of CloudTrail'],
      hourlyCost: knownCost(0.025),
      cost: knownCost(0.52),
    },
  ],
  resources: [
    { kind: 'service', count: 2, names: ['console-1', 'console-2'] },
    { kind: 'locked-bucket', count: 1, names: [] },
    { kind: 'key', count: 1, names: [] },
  ],
  file: { path: 'approvers.yaml', text: 'approvers:\n  - user: U0123CHIEF\n' },
  currency: 'USD',
  total: { amount: 0, known: 0, unknown: 0 },
};

/** A pipeline for patches: of its builds no price is known. */
export const patchPreview: GoldenPathPreviewResponse = {
  ...bastionPreview,
  onRequest: [
    {
      kind: 'build',
      ...{ atOnce: 1, longestMinutes: 120, hoursPerMonth: null },
      warnings: [],
      hourlyCost: { amount: null, parts: [], unknown: ['build-price'] },
      cost: { amount: null, parts: [], unknown: ['build-price'] },
    },
  ],
  resources: [
    { kind: 'build-project', count: 1, names: ['news-patches'] },
    { kind: 'function', count: 11, names: [] },
  ],
};
