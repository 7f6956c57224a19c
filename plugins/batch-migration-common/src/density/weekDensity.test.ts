import type { ScheduleSpec } from '../workload/model';
import { weekDensity, type DensityJob, type DensityOptions } from '.';

const cron = (expression: string, timezone = 'Asia/Tokyo'): ScheduleSpec => ({
  dialect: 'debian-cron',
  expression,
  timezone,
});

const job = (
  name: string,
  expression: string,
  over: Partial<DensityJob> = {},
): DensityJob => ({
  id: name,
  name,
  specs: [cron(expression)],
  problem: null,
  runSeconds: null,
  hidden: false,
  ...over,
});

const at = (text: string) => Date.parse(`${text}:00+09:00`);

/** Four weeks up to Thursday, 12 February 2026, in Tokyo. */
const options: DensityOptions = {
  from: at('2026-01-15T00:00'),
  to: at('2026-02-12T00:00'),
  bucketMinutes: 60,
  timezone: 'Asia/Tokyo',
  frequent: false,
  now: at('2026-02-12T10:24'),
};

const of = (
  jobs: DensityJob[],
  uses: string[] | null = null,
  over: Partial<DensityOptions> = {},
) =>
  weekDensity(jobs, uses && [{ uses: uses.map(at), hidden: false }], {
    ...options,
    ...over,
  });

describe('weekDensity', () => {
  it.each([
    // Local hours, whatever the zone of the week.
    [
      '15 3 * * *',
      'Asia/Tokyo',
      [
        [1, 3, 4],
        [7, 3, 4],
      ],
    ],
    [
      '15 3 * * 4',
      'Asia/Tokyo',
      [
        [4, 3, 4],
        [5, 3, 0],
      ],
    ],
    [
      '15 3 * * 4',
      'UTC',
      [
        [3, 18, 4],
        [4, 3, 0],
      ],
    ],
    // Half-hour zones have cells of their own hours.
    [
      '15 3 * * 4',
      'Asia/Kolkata',
      [
        [3, 23, 4],
        [4, 0, 0],
      ],
    ],
    ['0 0 1 * *', 'Asia/Tokyo', [[7, 0, 1]]],
  ])('counts %s in the week of %s', (expression, timezone, expected) => {
    const { cells } = of([job('a', expression)], null, { timezone });
    expect(cells).toHaveLength(168);
    for (const [weekday, hour, runs] of expected) {
      const cell = cells[(weekday - 1) * 24 + hour];
      expect(cell).toMatchObject({ weekday, hour, runs });
    }
  });

  it('has the same starts in buckets, cells and totals', () => {
    const { buckets, cells, totals } = of([
      job('a', '*/40 8-20 * * 1-5'),
      job('b', '5 4 * * *', { specs: [cron('5 4 * * *'), cron('7 5 1 * *')] }),
    ]);
    const sum = (counts: number[]) => counts.reduce((x, y) => x + y, 0);
    expect(buckets).toHaveLength(28 * 24);
    expect(sum(buckets)).toBe(totals.runs);
    expect(sum(cells.map(({ runs }) => runs))).toBe(totals.runs);
    expect(totals).toEqual({
      runs: 20 * 26 + 29,
      uses: null,
      jobs: 2,
      hiddenJobs: 0,
    });
  });

  it.each([
    ['*/10 * * * *', 10],
    ['*/29 * * * *', 29],
    ['*/15 8-20 * * *', 15],
    ['*/30 * * * *', null],
    ['0 * * * *', null],
    // A burst in one hour makes no two hours alike.
    ['*/5 3 * * *', null],
    ['0,5 3 * * *', null],
  ])('%s runs every %s minutes', (expression, everyMinutes) => {
    const { frequentJobs, totals } = of([job('a', expression)]);
    expect(frequentJobs.map(one => one.everyMinutes)).toEqual(
      everyMinutes === null ? [] : [everyMinutes],
    );
    expect(totals.runs === 0).toBe(everyMinutes !== null);
    const shown = of([job('a', expression)], null, { frequent: true });
    expect(shown.totals.runs).toBeGreaterThan(0);
  });

  it('names jobs whose times nobody knows, and counts no run for them', () => {
    const reason = 'It runs when the host starts.';
    const { unknownJobs, totals } = of([
      job('boot', '@reboot', { specs: [], problem: reason }),
    ]);
    expect(unknownJobs).toEqual([{ id: 'boot', name: 'boot', reason }]);
    expect(totals).toMatchObject({ runs: 0, jobs: 1 });
  });

  it('counts a hidden job in totals and quiet windows, and nowhere else', () => {
    const secret = job('secret', '30 14 * * *', { hidden: true });
    const answer = of([job('a', '15 3 * * *'), secret]);
    expect(answer.totals).toEqual({
      runs: 56,
      uses: null,
      jobs: 2,
      hiddenJobs: 1,
    });
    expect(JSON.stringify(answer)).not.toContain('secret');
    expect(answer.cells[14]).toMatchObject({ runs: 0, jobs: [] });
    expect(
      answer.quietWindows.filter(
        ({ fromMinute, toMinute, runs }) =>
          fromMinute <= 870 && toMinute > 870 && runs === 0,
      ),
    ).toEqual([]);
  });

  it('says that uses are unknown where no source tells of them', () => {
    const { uses, totals, quietWindows } = of([job('a', '15 3 * * *')]);
    expect([uses, totals.uses]).toEqual([null, null]);
    expect(quietWindows[0].uses).toBeNull();
  });

  it.each([
    [['2026-01-19T07:05'], 600, 1],
    // The run has ended when the use begins.
    [['2026-01-19T07:10'], 600, 0],
    // Nobody knows the length: a minute, and the job is named.
    [['2026-01-19T07:00', '2026-01-19T07:01'], null, 1],
    [['2026-01-19T06:59'], 600, 0],
    // Begun before the range, still under way in it.
    [['2026-01-15T00:00'], 18 * 3600, 1],
  ])(
    'of uses at %j, a run of %s s meets %s',
    (times, runSeconds, contended) => {
      const answer = of([job('digest', '0 7 * * *', { runSeconds })], times);
      expect(answer.totals.uses).toBe(times.length);
      expect(answer.cells.reduce((sum, cell) => sum + cell.contended, 0)).toBe(
        contended,
      );
      expect(answer.contention.map(row => row.jobs)).toEqual(
        contended ? [[{ id: 'digest', name: 'digest' }]] : [],
      );
      expect(answer.assumedJobs).toHaveLength(runSeconds === null ? 1 : 0);
    },
  );

  it('tells contention by the stretch of the day and its weekdays', () => {
    const days = ['19', '20', '21', '22', '23'].map(day => `2026-01-${day}`);
    const { contention } = of(
      [job('digest', '0 7 * * *', { runSeconds: 2400 })],
      [
        ...days.flatMap(day => [
          `${day}T07:02`,
          `${day}T07:15`,
          `${day}T07:31`,
        ]),
        // After the run, in the same stretch of the day.
        '2026-01-26T06:30',
        `2026-01-23T18:00`,
      ],
    );
    expect(contention).toEqual([
      {
        weekdays: [1, 2, 3, 4, 5],
        fromMinute: 420,
        toMinute: 460,
        uses: 15,
        contended: 15,
        jobs: [{ id: 'digest', name: 'digest' }],
      },
    ]);
  });

  it('finds the quiet windows, with the next instant of each', () => {
    // Something every half hour, but for Tuesday to Thursday from 14 to 15.
    const jobs = [
      job('busy', '*/30 0-13,15-23 * * *'),
      job('rest', '0,30 14 * * 0,1,5,6'),
      job('late', '55 13 * * *', { runSeconds: 600 }),
    ];
    const [first] = of(jobs, []).quietWindows;
    expect(first).toEqual({
      weekdays: [2, 3, 4],
      // The run of 13:55 is still under way at 14:00.
      fromMinute: 14 * 60 + 5,
      toMinute: 15 * 60,
      runs: 0,
      uses: 0,
      nextAt: '2026-02-12T05:05:00.000Z',
    });
  });

  it('finds the calmest windows where none is empty', () => {
    const { quietWindows } = of(
      [job('a', '*/5 * * * *'), job('b', '*/5 0-11 * * *')],
      null,
      { frequent: true },
    );
    expect(quietWindows.length).toBeGreaterThan(0);
    for (const { fromMinute, toMinute, runs } of quietWindows) {
      expect(fromMinute).toBeGreaterThanOrEqual(12 * 60);
      expect(toMinute - fromMinute).toBeGreaterThanOrEqual(30);
      expect(runs).toBeGreaterThan(0);
    }
  });

  it('takes an hour that a clock skips in its stride', () => {
    const timezone = 'America/New_York';
    const { buckets, totals, quietWindows } = weekDensity(
      [job('a', '30 2 * * 0', { specs: [cron('30 2 * * 0', timezone)] })],
      null,
      {
        ...options,
        timezone,
        from: Date.parse('2026-03-01T00:00:00-05:00'),
        to: Date.parse('2026-03-15T00:00:00-04:00'),
        now: Date.parse('2026-03-08T00:30:00-05:00'),
      },
    );
    expect(buckets.reduce((x, y) => x + y, 0)).toBe(totals.runs);
    expect(quietWindows[0].runs).toBe(0);
  });

  it('takes 10,000 jobs of four weeks', () => {
    const jobs = Array.from({ length: 10_000 }, (_, i) =>
      job(`job-${i}`, `${i % 60} ${(i * 7) % 24} * * ${i % 7}`),
    );
    const uses = Array.from(
      { length: 200 },
      (_, i) => `2026-01-${20 + (i % 10)}T1${i % 10}:05`,
    );
    const { totals, cells } = of(jobs, uses);
    expect(totals.runs).toBe(40_000);
    expect(Math.max(...cells.map(cell => cell.jobs.length))).toBe(20);
  });
});
