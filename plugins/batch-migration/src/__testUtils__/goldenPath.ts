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
  resources: [
    { kind: 'schedule', count: 2, names: ['digest', 'push'] },
    { kind: 'table', count: 1, names: [] },
  ],
  file: { path: 'schedules.yaml', text: 'jobs:\n  - name: digest\n' },
  currency: 'USD',
  total: { amount: 1.25, known: 1, unknown: 1 },
};
