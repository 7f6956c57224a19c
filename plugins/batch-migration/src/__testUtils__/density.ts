/** Four weeks of bat000 as `GET /schedule/density` answers them. */
import type {
  DensityCell,
  DensityResponse,
} from 'backstage-plugin-batch-migration-common';

const HOURS = 24;

function cellAt(weekday: number, hour: number): DensityCell {
  const heavy = hour === 7 && weekday <= 5;
  const quiet = hour === 14;
  let runs = 1;
  if (heavy) runs = 24;
  if (quiet) runs = 0;
  return {
    weekday,
    hour,
    runs,
    uses: heavy ? 3 : 0,
    contended: heavy ? 3 : 0,
    jobCount: heavy ? 3 : 0,
    jobs: heavy
      ? [
          { id: 'news-digest-am', name: 'news-digest-am', runs: 20 },
          { id: 'ranking', name: 'ranking', runs: 4 },
        ]
      : [],
  };
}

export const density: DensityResponse = {
  from: '2026-01-15T01:24:00.000Z',
  to: '2026-02-12T01:24:00.000Z',
  timezone: 'Asia/Tokyo',
  bucketMinutes: 60,
  buckets: [],
  uses: [],
  totals: { runs: 2546, uses: 196, jobs: 30, hiddenJobs: 0 },
  cells: Array.from({ length: 7 * HOURS }, (_, index) =>
    cellAt(Math.floor(index / HOURS) + 1, index % HOURS),
  ),
  frequentJobs: [
    { id: 'pickup-refresh', name: 'pickup-refresh', everyMinutes: 10 },
    { id: 'heartbeat', name: 'heartbeat', everyMinutes: 1 },
  ],
  unknownJobs: [
    { id: 'relay', name: 'relay', reason: '`@reboot` has no time of day.' },
  ],
  assumedJobs: [{ id: 'ranking', name: 'ranking' }],
  quietWindows: [
    {
      weekdays: [2, 3, 4],
      fromMinute: 14 * 60,
      toMinute: 15 * 60,
      runs: 0,
      uses: 0,
      nextAt: '2026-02-12T05:00:00.000Z',
    },
    {
      weekdays: [4],
      fromMinute: 11 * 60 + 5,
      toMinute: 11 * 60 + 50,
      runs: 1,
      uses: null,
      nextAt: '2026-02-12T02:05:00.000Z',
    },
  ],
  contention: [
    {
      weekdays: [1, 2, 3, 4, 5],
      fromMinute: 7 * 60,
      toMinute: 8 * 60,
      uses: 60,
      contended: 58,
      jobs: [{ id: 'news-digest-am', name: 'news-digest-am' }],
    },
  ],
};
