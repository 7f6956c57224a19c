import fc from 'fast-check';
import { inputs } from '../testing/rounds';
import { hostileExpression, hostileText } from './__testUtils__/hostile';
import { density } from './density';
import { describeSchedule } from './describe';
import { parseEventBridgeSchedule } from './eventBridgeSchedule';
import { guessDialect } from './guessDialect';
import { nextOccurrences, scheduleProblem } from './occurrences';
import { parseCrontab } from './parseCrontab';
import { parseSystemdTimer } from './parseSystemdTimer';
import { parseSidekiqSchedule } from './sidekiq';
import { toEventBridge } from './toEventBridge';
import { translate } from './translate';
import {
  CRONS,
  CRONTAB_DIALECTS,
  type CrontabIssue,
  type ScheduleSpec,
} from './types';
import { SCHEDULE_DIALECTS } from '../workload/model';

const NOW = new Date('2026-02-12T01:24:00Z');
const LATER = new Date('2026-02-19T01:24:00Z');
const SEED = 20260212;
/** The million of the full run is made of these parts. */
const CRONTABS = inputs(4000, 500_000);
const TIMERS = inputs(2000, 200_000);
const SIDEKIQ = inputs(1000, 100_000);
const EXPRESSIONS = inputs(2000, 200_000);
const LONG = 3_600_000;
/** A message is for a person: it never quotes a whole file. */
const LONGEST_MESSAGE = 800;

function expectSound(issues: CrontabIssue[]): void {
  for (const { line, column, code, message } of issues) {
    const isSound =
      line >= 1 &&
      column >= 1 &&
      /^[a-z][a-z0-9-]+$/.test(code) &&
      message.length > 10 &&
      message.length < LONGEST_MESSAGE;
    // One comparison instead of five: there are millions of issues.
    if (!isSound) expect({ line, column, code, message }).toBe('sound');
  }
}

/** Everything that is done with a schedule; each answers, whatever it is. */
function useSchedule(spec: ScheduleSpec, compares: boolean): void {
  const problem = scheduleProblem(spec);
  if (problem !== null && problem.length > LONGEST_MESSAGE) {
    expect(problem).toBe('shorter');
  }
  const next = nextOccurrences(spec, 2, NOW);
  if (problem !== null && next.length > 0) expect(next).toEqual([]);
  describeSchedule(spec, 'en');
  describeSchedule(spec, 'ja');
  const { status, schedules, reason } = toEventBridge(spec);
  if (status === 'unsupported') expect(reason).toBeTruthy();
  for (const schedule of schedules) {
    const target: ScheduleSpec = { dialect: 'eventbridge', ...schedule };
    // A rate has times once it is created with a StartDate.
    const created = { ...target, startDate: NOW.toISOString() };
    expect(scheduleProblem(created)).toBeNull();
  }
  if (compares) translate(spec, NOW);
}

/** Comparing takes a thousand times as long as reading: some are enough. */
const COMPARED = 40;

function linesIn(text: string): number {
  return text.split('\n').length - (text === '' || text.endsWith('\n') ? 1 : 0);
}

it(
  'reads any crontab',
  () => {
    let count = 0;
    fc.assert(
      fc.property(
        hostileText,
        fc.constantFrom(...CRONS),
        fc.constantFrom(...CRONTAB_DIALECTS),
        (text, cron, dialect) => {
          count += 1;
          const { jobs, issues, lines } = parseCrontab(text, { cron, dialect });
          expect(lines).toHaveLength(linesIn(text));
          expectSound(issues);
          for (const job of jobs.slice(0, 2)) {
            expect(text).toContain(job.rawCommand);
            expect(job.name).toEqual(expect.any(String));
            useSchedule(job.scheduleSpec, count % COMPARED === 0);
          }
          if (count % COMPARED === 0) {
            guessDialect(text);
            density(
              jobs.slice(0, 5).map(({ scheduleSpec }) => scheduleSpec),
              NOW,
              LATER,
              10,
            );
          }
        },
      ),
      { numRuns: CRONTABS, seed: SEED },
    );
  },
  LONG,
);

it(
  'reads any timer',
  () => {
    let count = 0;
    fc.assert(
      fc.property(hostileText, hostileText, (text, service) => {
        count += 1;
        const parsed = parseSystemdTimer(
          count % 2 === 0 ? text : `[Timer]\nOnCalendar=${text}`,
          { unit: 'x@y.timer', service },
        );
        expectSound(parsed.issues);
        expectSound(parsed.service!.issues);
        for (const { scheduleSpec } of parsed.job?.triggers.slice(0, 2) ?? []) {
          useSchedule(scheduleSpec, count % COMPARED === 0);
        }
      }),
      { numRuns: TIMERS, seed: SEED },
    );
  },
  LONG,
);

it(
  'reads any schedule of sidekiq-scheduler',
  () => {
    let count = 0;
    fc.assert(
      fc.property(hostileText, text => {
        count += 1;
        const { jobs, issues } = parseSidekiqSchedule(
          count % 2 === 0 ? text : `job:\n  cron: ${text}`,
          { timezone: 'Asia/Tokyo' },
        );
        expectSound(issues);
        for (const { scheduleSpec } of jobs.slice(0, 2)) {
          useSchedule(scheduleSpec, count % COMPARED === 0);
        }
      }),
      { numRuns: SIDEKIQ, seed: SEED },
    );
  },
  LONG,
);

it(
  'takes any expression of any dialect',
  () => {
    let count = 0;
    fc.assert(
      fc.property(
        fc.oneof(hostileExpression, hostileText),
        fc.constantFrom(...SCHEDULE_DIALECTS),
        fc.constantFrom('UTC', 'America/New_York', 'Mars/Olympus', ''),
        (expression, dialect, timezone) => {
          count += 1;
          expectSound(
            parseEventBridgeSchedule(expression, { timezone }).issues,
          );
          useSchedule(
            { dialect, expression, timezone },
            count % COMPARED === 0,
          );
        },
      ),
      { numRuns: EXPRESSIONS, seed: SEED },
    );
  },
  LONG,
);

describe('what multiplies', () => {
  it('refuses aliases of YAML that grow without end', () => {
    const levels = Array.from(
      { length: 25 },
      (_, i) =>
        `l${i}: &l${i} {cron: "0 3 * * *", args: [${
          i === 0 ? '1' : `*l${i - 1}, `.repeat(9).slice(0, -2)
        }]}`,
    ).join('\n');
    const { jobs, issues } = parseSidekiqSchedule(levels, { timezone: 'UTC' });
    expect(jobs.length + issues.length).toBeGreaterThanOrEqual(25);
    expect(issues.some(({ code }) => code === 'bad-job')).toBe(true);
    expect(JSON.stringify(jobs).length).toBeLessThan(200_000);
  });

  it.each(['- ', '? ', '[', '{a: ', '  ', '- \n  '])(
    'does not let YAML nest %j without end',
    piece => {
      const { jobs, issues } = parseSidekiqSchedule(
        `job:\n  cron: 0 3 * * *\n  x: |\n${piece.repeat(20_000)}`,
        { timezone: 'UTC' },
      );
      expect(jobs.length + issues.length).toBeGreaterThan(0);
      expectSound(issues);
    },
  );

  it('takes a timer of a hundred thousand triggers', () => {
    const text = `[Timer]\n${'OnCalendar=*-2-30\n'.repeat(100_000)}`;
    const { job, lines } = parseSystemdTimer(text, { unit: 'x.timer' });
    expect(job?.triggers).toHaveLength(1000);
    expect(lines).toHaveLength(100_001);
  });

  it('finds no run of a calendar that never comes, and says so', () => {
    const spec: ScheduleSpec = {
      dialect: 'systemd',
      expression: 'Mon 2026-1-6',
      timezone: 'UTC',
    };
    expect(nextOccurrences(spec, 5, NOW)).toEqual([]);
    expect(toEventBridge(spec)).toMatchObject({ schedules: [] });
  });
});
