import fc from 'fast-check';
import { rounds } from '../testing/rounds';
import { readCronLog, type LoggedRun } from './cronLog';
import { readSyslog } from './syslog';

const UNTIL = Date.parse('2026-02-12T01:24:00Z');

const read = (text: string) =>
  readCronLog(
    readSyslog(text, { until: UNTIL, timezone: 'Asia/Tokyo' }).entries,
    UNTIL,
  );

const stamp = (at: number) => {
  const [month, day, time] = [
    'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')[
      new Date(at + 32_400_000).getUTCMonth()
    ],
    new Date(at + 32_400_000).getUTCDate(),
    new Date(at + 32_400_000).toISOString().slice(11, 19),
  ];
  return `${month} ${String(day).padStart(2)} ${time}`;
};

interface Played {
  command: string;
  pid: number;
  at: number;
  seconds: number;
}

/** Runs as a host plays them: pids rise, and each shell comes right after its parent. */
const played = fc
  .array(
    fc.record({
      command: fc.constantFrom('a', 'b', 'c (d)'),
      gap: fc.integer({ min: 1, max: 900 }),
      seconds: fc.integer({ min: 0, max: 3000 }),
      forks: fc.integer({ min: 2, max: 30 }),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map(runs => {
    let at = Date.parse('2025-12-31T12:00:00Z');
    let pid = 300;
    return runs.map(({ command, gap, seconds, forks }): Played => {
      at += gap * 1000;
      pid += forks;
      return { command, pid, at, seconds };
    });
  });

const lines = (
  runs: readonly Played[],
  endOf: (run: Played) => string,
): string =>
  runs
    .flatMap((run, order) => [
      {
        at: run.at,
        order,
        text: `CRON[${run.pid}]: (u) CMD (${run.command})`,
      },
      { at: run.at + run.seconds * 1000, order, text: endOf(run) },
    ])
    .sort((a, b) => a.at - b.at || a.order - b.order)
    .map(({ at, text }) => `${stamp(at)} h ${text}`)
    .join('\n');

const spans = (runs: readonly LoggedRun[]) =>
  runs.map(({ pid, startedAt, endedAt }) => [pid, startedAt, endedAt]);
const expected = (runs: readonly Played[]) =>
  runs.map(({ pid, at, seconds }) => [pid, at, at + seconds * 1000]);

describe('the log of cron', () => {
  it.each<[string, (run: Played) => string]>([
    ['END', run => `CRON[${run.pid - 1}]: (u) END (${run.command})`],
    ['CMDEND', run => `CROND[${run.pid - 1}]: (u) CMDEND (${run.command})`],
    [
      'failures',
      run =>
        `CRON[${run.pid - 1}]: (CRON) error (grandchild #${
          run.pid
        } failed with exit status 1)`,
    ],
  ])('gives back every run that a host played, with %s', (_, endOf) => {
    fc.assert(
      fc.property(played, runs => {
        expect(spans(read(lines(runs, endOf)).runs)).toEqual(expected(runs));
      }),
      { seed: 20260212, numRuns: rounds(200) },
    );
  });

  it('is never wrong about an end that only a session tells', () => {
    fc.assert(
      fc.property(played, runs => {
        const opened = runs.map(
          ({ at, pid }) =>
            `${stamp(at)} h CRON[${
              pid - 1
            }]: pam_unix(cron:session): session opened for user u`,
        );
        const started = lines(
          runs,
          ({ pid }) =>
            `CRON[${
              pid - 1
            }]: pam_unix(cron:session): session closed for user u`,
        );
        // In a file of its own each second has its own order.
        const entries = [opened.join('\n'), started].flatMap(
          text =>
            readSyslog(text, { until: UNTIL, timezone: 'Asia/Tokyo' }).entries,
        );
        const found = readCronLog(
          entries.sort((a, b) => a.at - b.at),
          UNTIL,
        ).runs;
        const truth = new Map(expected(runs).map(([pid, , end]) => [pid, end]));
        for (const { pid, endedAt } of found) {
          expect([null, truth.get(pid)]).toContain(endedAt);
        }
      }),
      { seed: 20260212, numRuns: rounds(200) },
    );
  });

  it('bears any text', () => {
    const fragment = fc.oneof(
      fc.string(),
      fc.constantFrom(
        'Feb 29 10:00:00 h ',
        'Dec 31 23:59:60 h ',
        '2026-02-12T10:00:00+09:00 h ',
        'CRON[7]: ',
        '(u) CMD (',
        '(u) END (',
        ')',
        '\n',
        '(CRON) error (grandchild #7 failed with exit status 1)',
        'pam_unix(cron:session): session closed for user u',
        '(*system*x) ERROR (Syntax error, this crontab file will be ignored)',
        '(u) RELOAD (crontabs/u)',
      ),
    );
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 60 }), parts => {
        const { runs } = read(parts.join(''));
        for (const { startedAt, endedAt } of runs) {
          expect(startedAt).toBeLessThanOrEqual(UNTIL);
          expect(endedAt ?? startedAt).toBeGreaterThanOrEqual(startedAt);
        }
      }),
      { seed: 20260212, numRuns: rounds(1000) },
    );
  });
});
