import { occurrenceTimes } from '../cron/occurrences';
import { growth } from '../testing/growth';
import { MAX_TICKS, lastTicks } from './dueInstants';
import { dueTicks } from './dueTicks';
import type { Run, ScheduleSpec } from './model';
import {
  LEGACY,
  NOW,
  TARGET,
  cron,
  days,
  eventBridge,
  minutes,
  plan,
  run,
  seen,
  seenTarget,
  workload,
} from './testEstate';

const MINUTELY = cron('* * * * *');
const HOUR_MS = 3_600_000;

/** The zone changes its clocks twice within the range. */
const inBerlin = (spec: ScheduleSpec): ScheduleSpec => ({
  ...spec,
  timezone: 'Europe/Berlin',
});
const YEAR = [Date.parse('2026-01-01'), Date.parse('2027-01-01')] as const;

describe('lastTicks', () => {
  it.each<[string, ScheduleSpec[]]>([
    ['every minute', [inBerlin(MINUTELY)]],
    ['every hour', [inBerlin(cron('7 * * * *'))]],
    ['in the hour that clocks take and give', [inBerlin(cron('* 2 * * *'))]],
    ['in bursts', [inBerlin(cron('* * 1-7 3,10 *'))]],
    ['by a rule of EventBridge', [eventBridge('cron(* * * * ? *)')]],
    [
      'by two schedules that meet',
      [inBerlin(cron('*/2 * * * *')), inBerlin(cron('*/3 * * * *'))],
    ],
    [
      'by a timer of systemd',
      [{ dialect: 'systemd', expression: '*:*:00', timezone: 'Europe/Berlin' }],
    ],
  ])('are those of the whole range, %s', (_, specs) => {
    const all = [
      ...new Set(specs.flatMap(spec => [...occurrenceTimes(spec, ...YEAR)])),
    ].sort((a, b) => a - b);
    for (const most of [1, 50, 10_081]) {
      expect(lastTicks(specs, ...YEAR, most)).toEqual(all.slice(-most));
    }
  });

  it('begin within the range where it has no more', () => {
    const [from] = YEAR;
    expect(lastTicks([MINUTELY], from, from + 3 * 60_000, 10)).toHaveLength(3);
    expect(lastTicks([MINUTELY], from, from, 10)).toEqual([]);
    expect(lastTicks([MINUTELY], from + 1, from, 10)).toEqual([]);
  });

  it('cost no more for a long range', () => {
    const everySecond: ScheduleSpec = {
      dialect: 'systemd',
      expression: '*:*:*',
      timezone: 'Asia/Tokyo',
    };
    const [, to] = YEAR;
    const read = (ofDays: number) =>
      lastTicks([everySecond], to - ofDays * 24 * HOUR_MS, to, MAX_TICKS);
    expect(read(366)[0]).toBe(to - MAX_TICKS * 1_000);
    // Four times as long: each tick of it would take four times as long.
    expect(growth(read, 366)).toBeLessThan(2);
  });
});

describe('dueTicks of a job that runs every minute', () => {
  const seenOn = [
    seen(LEGACY, 'idle', { at: days(-60), lastSeenAt: minutes(-1) }),
    seenTarget('active', { at: days(-60), lastSeenAt: minutes(-1) }),
  ];
  const answer = (rangeDays: number, runs: Run[]) =>
    dueTicks(
      workload({ schedule: MINUTELY }),
      plan(),
      seenOn,
      runs,
      new Date(days(-rangeDays)),
      NOW,
      NOW,
    );
  const cutAt = minutes(-MAX_TICKS);

  it.each([14, 90])('tells the newest of %s days, and since when', range => {
    const { ticks, ...rest } = answer(range, []);
    expect(ticks).toHaveLength(MAX_TICKS);
    expect(ticks[0].at).toBe(cutAt);
    expect(ticks[ticks.length - 1].at).toBe(minutes(-1));
    expect(rest).toEqual({
      ...{ from: days(-range), to: NOW.toISOString(), cutAt },
      otherRuns: [],
    });
  });

  it('tells all where they are no more', () => {
    expect(answer(7, [])).toMatchObject({ cutAt: null });
    expect(answer(7, []).ticks).toHaveLength(MAX_TICKS);
  });

  it('calls no run before the cut a trial, and gives none to a wrong tick', () => {
    const { ticks, otherRuns } = answer(14, [
      run(TARGET, days(-10)),
      run(TARGET, minutes(-MAX_TICKS - 3)),
      run(TARGET, minutes(-MAX_TICKS + 1)),
      run(TARGET, minutes(-3)),
    ]);
    expect(otherRuns).toEqual([]);
    expect(
      ticks.flatMap(({ runs }) => runs.map(({ startedAt }) => startedAt)),
    ).toEqual([minutes(-MAX_TICKS + 1), minutes(-3)]);
  });

  it('tells trials since the cut, and none before', () => {
    const byHand = (startedAt: string) => run(TARGET, null, { startedAt });
    const { otherRuns } = dueTicks(
      workload({ schedule: MINUTELY }),
      plan(),
      [
        seen(LEGACY, 'active', { at: days(-60), lastSeenAt: minutes(-1) }),
        seenTarget('idle', { at: days(-60), lastSeenAt: minutes(-1) }),
      ],
      [byHand(days(-10)), byHand(days(-2))],
      new Date(days(-14)),
      NOW,
      NOW,
    );
    expect(otherRuns.map(({ startedAt }) => startedAt)).toEqual([days(-2)]);
  });

  it('sees the misses of the last week', () => {
    const verdicts = answer(14, [])
      .ticks.slice(-60)
      .map(({ verdict }) => verdict);
    expect(verdicts).toContain('missed');
  });

  it('gives each tick the run that is nearest, and doubles none beside now', () => {
    const now = new Date(NOW.getTime() + 30_000);
    const { ticks } = dueTicks(
      workload({ schedule: MINUTELY }),
      plan(),
      seenOn,
      [-3, -2, -1, 0].map(minute =>
        run(TARGET, null, {
          // A little early and a little late.
          startedAt: new Date(
            Date.parse(minutes(minute)) + (minute % 2 ? 2_000 : -500),
          ).toISOString(),
        }),
      ),
      new Date(minutes(-3)),
      now,
      now,
    );
    expect(ticks.map(({ at, verdict }) => [at, verdict])).toEqual(
      [-3, -2, -1, 0].map(minute => [minutes(minute), 'once']),
    );
  });
});
