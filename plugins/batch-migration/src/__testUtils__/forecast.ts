import {
  addDays,
  forecastFinish,
  type ForecastResponse,
  type ProgressPoint,
  type ProgressResponse,
} from 'backstage-plugin-batch-migration-common';

/** Today in the estate of the pictures. */
export const TODAY = '2026-02-12';
const NOW = `${TODAY}T01:24:00.000Z`;
const ALL = { type: 'all' as const, key: null };

/** One day of a record. */
export function dayOf(
  date: string,
  over: Partial<ProgressPoint> = {},
): ProgressPoint {
  return {
    date,
    countedAt: `${date}T14:30:00.000Z`,
    ...{ scope: 86, retired: 25, retained: 3, staleDone: 0 },
    byStage: [
      { key: 'built', count: 44 },
      { key: 'cut-over', count: 8 },
      { key: 'proven', count: 6 },
    ],
    ...{ notSeen: 3, changes: [], moreChanges: 0 },
    ...over,
  };
}

export function recordOf(
  items: ProgressPoint[],
  gaps: ProgressResponse['gaps'] = [],
): ProgressResponse {
  return {
    ...{ now: NOW, timezone: 'Asia/Tokyo', subject: ALL },
    ...{ from: '2025-02-12', to: TODAY, items, gaps },
  };
}

/** What the core says of a record, as the backend would. */
export function foretold({ items }: ProgressResponse): ForecastResponse {
  return {
    ...{ now: NOW, today: TODAY, timezone: 'Asia/Tokyo' },
    items: [
      {
        subject: ALL,
        forecast: forecastFinish(items, { today: TODAY, simulations: 200 }),
      },
    ],
  };
}

/** Twenty weeks in which 28 of 86 were done, and 4 were found. */
export const halfYear = recordOf(
  Array.from({ length: 141 }, (_, index) =>
    dayOf(addDays(TODAY, index - 140), {
      scope: index < 60 ? 82 : 86,
      retired: Math.floor((25 * index) / 140),
      ...(index === 60 && {
        changes: [
          {
            type: 'server-found',
            count: 4,
            serverRef: 'resource:default/bastion',
            source: 'files:captured',
            takenAt: NOW,
          },
        ],
      }),
    }),
  ),
);

/** A portal that was started three days ago. */
export const progress = recordOf([
  dayOf('2026-02-09'),
  dayOf('2026-02-10'),
  dayOf(TODAY),
]);

export const tooEarly = foretold(progress);

/** Of the whole estate, or of each server that is asked for. */
export function tooEarlyFor(servers?: string[]): ForecastResponse {
  const [{ forecast }] = tooEarly.items;
  if (!servers) return tooEarly;
  return {
    ...tooEarly,
    items: servers.map(key => ({
      ...{ subject: { type: 'server', key }, forecast },
    })),
  };
}
