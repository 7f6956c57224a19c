import { daysOfSides } from './daysOfSides';
import type { Observation, Run } from './model';
import {
  LEGACY,
  NOW,
  TARGET,
  cron,
  days,
  minutes,
  plan,
  run,
  seen,
  seenTarget,
  workload,
} from './testEstate';

const legacy = (state: 'active' | 'idle') =>
  seen(LEGACY, state, { at: days(-9), lastSeenAt: minutes(-5) });
const target = (state: 'active' | 'idle') =>
  seenTarget(state, { at: days(-9), lastSeenAt: minutes(-5) });
/** 04:15 in Tokyo on 10, 11 and 12 February. */
const TICKS = [
  '2026-02-09T19:15:00.000Z',
  '2026-02-10T19:15:00.000Z',
  '2026-02-11T19:15:00.000Z',
];

const shown = (
  observations: Observation[],
  runs: Run[],
  over: Parameters<typeof workload>[0] = {},
) =>
  daysOfSides(workload(over), plan(), observations, runs, {
    days: 3,
    timezone: 'Asia/Tokyo',
    now: NOW,
  });

describe('daysOfSides', () => {
  it.each<[string, Observation[], Run[], string[]]>([
    [
      'the step from one side to the other',
      [legacy('idle'), target('active')],
      [run(LEGACY, TICKS[0]), run(TARGET, TICKS[1]), run(TARGET, TICKS[2])],
      ['ran none', 'none ran', 'none ran'],
    ],
    [
      'both sides on one day',
      [legacy('active'), target('active')],
      [
        run(LEGACY, TICKS[0]),
        run(LEGACY, TICKS[1]),
        run(LEGACY, TICKS[2]),
        run(TARGET, TICKS[2]),
      ],
      ['ran none', 'ran none', 'ran ran twice'],
    ],
    [
      'a missed run on the side that had to run it',
      [legacy('idle'), target('active')],
      [run(TARGET, TICKS[0]), run(TARGET, TICKS[2])],
      ['none ran', 'none missed', 'none ran'],
    ],
    [
      'a failed run',
      [legacy('idle'), target('active')],
      [
        run(TARGET, TICKS[0]),
        run(TARGET, TICKS[1], { outcome: 'failed' }),
        run(TARGET, TICKS[2]),
      ],
      ['none ran', 'none failed', 'none ran'],
    ],
    [
      'what nobody could see, which is no good run',
      [legacy('active'), target('idle')],
      [],
      ['not-seen none', 'not-seen none', 'not-seen none'],
    ],
    [
      'a trial beside the runs of the old line',
      [legacy('active'), target('idle')],
      [
        ...TICKS.map(at => run(LEGACY, at)),
        run(TARGET, null, { startedAt: '2026-02-11T03:00:00.000Z' }),
      ],
      ['ran none', 'ran trial', 'ran none'],
    ],
  ])('shows %s', (_, observations, runs, expected) => {
    expect(
      shown(observations, runs).map(({ twice, ...day }) =>
        [day.legacy, day.target, ...(twice ? ['twice'] : [])].join(' '),
      ),
    ).toEqual(expected);
  });

  it.each([
    ['missed where it is meant to run', plan(), false, 'missed'],
    ['no loss where it is to be retired', plan({ strategy: 'retire' }), false],
    ['no loss where it was off before anybody looked', plan(), true],
  ])('calls a due run %s', (_, ofPlan, isDormant, mark = 'none') => {
    const views = daysOfSides(
      workload(),
      ofPlan,
      [legacy('idle'), target('idle')],
      [],
      {
        days: 2,
        timezone: 'Asia/Tokyo',
        now: NOW,
        isDormant,
      },
    );
    expect(views.map(day => day.target)).toEqual([mark, mark]);
  });

  it('hides no run of today behind what is not logged yet', () => {
    const [yesterday, today] = daysOfSides(
      workload({
        schedule: cron('0 * * * *'),
        locations: [
          {
            ...LEGACY,
            runRanges: [
              { from: '2026-02-11T07:30:00Z', until: '2026-02-11T16:30:00Z' },
            ],
          },
        ],
      }),
      plan(),
      [legacy('active')],
      [8, 9, 10, 11, 12, 13, 14, 15, 16].map(hour =>
        run(LEGACY, new Date(Date.UTC(2026, 1, 11, hour)).toISOString()),
      ),
      { days: 2, timezone: 'Asia/Tokyo', now: NOW },
    );
    expect([yesterday.legacy, today.legacy]).toEqual(['not-seen', 'ran']);
  });

  it('begins and ends days in the zone, today last', () => {
    expect(shown([], []).map(({ day }) => day)).toEqual([
      '2026-02-10',
      '2026-02-11',
      '2026-02-12',
    ]);
  });

  it('shows uses of a tool, which are never due', () => {
    const used = shown(
      [legacy('active')],
      [run(LEGACY, null, { startedAt: '2026-02-11T03:00:00.000Z' })],
      { kind: 'on-demand', schedule: null },
    );
    expect(used.map(day => day.legacy)).toEqual(['none', 'ran', 'none']);
  });

  it('keeps days apart where clocks jump over midnight', () => {
    const views = daysOfSides(workload(), plan(), [], [], {
      days: 3,
      timezone: 'America/Santiago',
      now: new Date('2026-09-07T12:00:00Z'),
    });
    expect(views.map(({ day }) => day)).toEqual([
      '2026-09-05',
      '2026-09-06',
      '2026-09-07',
    ]);
  });

  it('tells each day of a job that runs every minute', () => {
    const first = Date.parse('2026-01-29T15:00:00Z');
    const ticks = Array.from(
      { length: (NOW.getTime() - first) / 60_000 + 1 },
      (_, minute) => new Date(first + minute * 60_000).toISOString(),
    );
    const views = daysOfSides(
      workload({ schedule: cron('* * * * *') }),
      plan(),
      [seen(LEGACY, 'active', { at: days(-60), lastSeenAt: minutes(-1) })],
      ticks.map(at => run(LEGACY, at)),
      { days: 14, timezone: 'Asia/Tokyo', now: NOW },
    );
    expect(views.map(({ legacy: mark }) => mark)).toEqual(
      Array(14).fill('ran'),
    );
  });

  it('says of days that are too much to look at that they were not seen', () => {
    const views = daysOfSides(
      workload({
        schedule: {
          dialect: 'systemd',
          expression: '*:*:00/15',
          timezone: 'Asia/Tokyo',
        },
      }),
      plan(),
      [legacy('idle'), target('idle')],
      [],
      { days: 3, timezone: 'Asia/Tokyo', now: NOW },
    );
    expect(views.map(day => day.target)).toEqual([
      'not-seen',
      'missed',
      'missed',
    ]);
  });
});
