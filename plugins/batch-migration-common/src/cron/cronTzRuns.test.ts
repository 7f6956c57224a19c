import fc from 'fast-check';
import { DateTime } from 'luxon';
import { compareSchedules } from './compare';
import { density } from './density';
import { occurrences } from './occurrences';
import { anyTimes } from './__testUtils__/expressions';
import { cronMatcher } from './__testUtils__/cronMatcher';
import type { ScheduleSpec } from './types';
import { rounds } from '../testing/rounds';

const spec = (
  expression: string,
  timezone: string,
  hostTimezone: string,
): ScheduleSpec => ({ dialect: 'cronie', expression, timezone, hostTimezone });

const list = (schedule: ScheduleSpec, from: string, to: string) =>
  [...occurrences(schedule, new Date(from), new Date(to))].map(at =>
    at.toISOString().replace(':00.000Z', 'Z'),
  );

const NEW_YORK = 'America/New_York';
const GAP = ['2026-03-08T06:00Z', '2026-03-08T09:00Z'] as const;
const REPEAT = ['2026-11-01T05:00Z', '2026-11-01T08:00Z'] as const;

describe('cronie with CRON_TZ=America/New_York', () => {
  it.each([
    ['a time in the gap is lost', 'UTC', '30 2 * * *', GAP, []],
    [
      'a time that repeats runs twice',
      'UTC',
      '30 1 * * *',
      REPEAT,
      ['2026-11-01T05:30Z', '2026-11-01T06:30Z'],
    ],
    [
      "the host's own catching up keeps it to once",
      NEW_YORK,
      '30 1 * * *',
      REPEAT,
      ['2026-11-01T05:30Z'],
    ],
    ['and loses the gap all the same', NEW_YORK, '30 2 * * *', GAP, []],
    [
      'wildcard jobs follow the wall clock',
      NEW_YORK,
      '30 * * * *',
      REPEAT,
      ['2026-11-01T05:30Z', '2026-11-01T06:30Z', '2026-11-01T07:30Z'],
    ],
  ])('%s (host in %s)', (_, host, expression, [from, to], expected) => {
    expect(list(spec(expression, NEW_YORK, host), from, to)).toEqual(expected);
  });

  it("a fixed time is lost while the host's hour repeats", () => {
    // London's clock goes back at 01:00 UTC: 10:00 and 10:30 in Tokyo.
    const times = list(
      spec('0,30 9-11 * * *', 'Asia/Tokyo', 'Europe/London'),
      '2026-10-25T00:00Z',
      '2026-10-25T03:00Z',
    );
    expect(times).toEqual([
      '2026-10-25T00:00Z',
      '2026-10-25T00:30Z',
      '2026-10-25T02:00Z',
      '2026-10-25T02:30Z',
    ]);
  });
});

/** The loop of cronie 1.7, minute by minute, for a line under `CRON_TZ`. */
class CronieLoop {
  readonly started = new Set<string>();
  private readonly matches: (local: number) => boolean;
  private readonly wild: boolean;
  private oldOffset: number;
  private virtual: number;

  constructor(private readonly line: ScheduleSpec, from: number) {
    this.matches = cronMatcher(line.expression);
    const [minute, hour] = line.expression.split(' ');
    this.wild = minute.startsWith('*') || hour.startsWith('*');
    this.oldOffset = this.hostOffset(from);
    this.virtual = from / 60_000 + this.oldOffset - 1;
  }

  /** Wakes up at a minute. */
  wake(at: number): void {
    const hostOffset = this.hostOffset(at);
    const now = at / 60_000 + hostOffset;
    const moved = now - this.virtual;
    if (moved > 180 || moved < -180) {
      this.virtual = now;
      this.oldOffset = hostOffset;
      this.find(at, now, hostOffset, true, true);
      return;
    }
    if (moved <= 0 || moved > 5) this.find(at, now, hostOffset, true, false);
    while (this.virtual < now) {
      this.virtual += 1;
      if (this.virtual >= now) this.oldOffset = hostOffset;
      this.find(at, this.virtual, this.oldOffset, moved <= 5, true);
    }
  }

  private find(
    at: number,
    time: number,
    offset: number,
    doWild: boolean,
    doFixed: boolean,
  ): void {
    const { timezone } = this.line;
    const second = (time - offset) * 60_000;
    const zoned = DateTime.fromMillis(second, { zone: timezone });
    const due = this.matches(second + zoned.offset * 60_000);
    // Lines of other zones are left out while the host's clock jumps.
    if (!due || offset !== this.hostOffset(at)) return;
    if (this.wild ? doWild : doFixed) {
      this.started.add(new Date(at).toISOString());
    }
  }

  private hostOffset(at: number): number {
    return DateTime.fromMillis(at, { zone: this.line.hostTimezone }).offset;
  }
}

function simulateCronie(line: ScheduleSpec, from: number, to: number) {
  const loop = new CronieLoop(line, from);
  for (let at = from; at < to; at += 60_000) loop.wake(at);
  return [...loop.started];
}

const PLACES = [
  [NEW_YORK, 'UTC', '2026-03-07'],
  [NEW_YORK, 'UTC', '2026-10-31'],
  [NEW_YORK, NEW_YORK, '2026-03-07'],
  [NEW_YORK, NEW_YORK, '2026-10-31'],
  ['Asia/Tokyo', 'Europe/London', '2026-10-24'],
  ['Asia/Tokyo', 'Europe/London', '2026-03-28'],
  ['Australia/Lord_Howe', 'Australia/Sydney', '2026-04-04'],
  ['Europe/London', 'Antarctica/Troll', '2026-10-24'],
  ['Asia/Kolkata', 'Antarctica/Casey', '2018-03-10'],
] as const;

it.each(PLACES)(
  "CRON_TZ=%s on a host in %s from %s agrees with a simulation of cronie's loop",
  (timezone, host, date) => {
    const from = Date.parse(`${date}T00:00Z`);
    const to = from + 3 * 86_400_000;
    fc.assert(
      fc.property(anyTimes, expression => {
        const schedule = spec(expression, timezone, host);
        const found = [...occurrences(schedule, new Date(from), new Date(to))];
        expect(found.map(at => at.toISOString())).toEqual(
          simulateCronie(schedule, from, to),
        );
      }),
      { seed: 20260212, numRuns: rounds(6) },
    );
  },
);

it.each(PLACES)(
  'CRON_TZ=%s on a host in %s from %s: density and comparison count each run',
  (timezone, host, date) => {
    const from = new Date(Date.parse(`${date}T00:00Z`) - 86_400_000);
    const to = new Date(from.getTime() + 5 * 86_400_000);
    const schedule = spec('*/30 * * * *', timezone, host);
    const fixed = spec('0,30 0-23 * * *', timezone, host);
    for (const each of [schedule, fixed]) {
      const all = [...occurrences(each, from, to)];
      const { runs } = density([each], from, to, 30);
      expect(runs.reduce((sum, count) => sum + count, 0)).toBe(all.length);
      expect(
        compareSchedules([each], [], from, to).map(({ at }) => at),
      ).toEqual(all.map(at => at.toISOString()));
    }
  },
);
