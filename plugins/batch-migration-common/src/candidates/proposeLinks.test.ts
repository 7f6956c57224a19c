import type { Kind, ScheduleSpec } from '../workload/model';
import {
  PROPOSAL_THRESHOLD,
  proposeLinks,
  type LinkEnd,
  type WaitingWorkload,
} from './proposeLinks';

const NOW = new Date('2026-02-12T01:24:00Z');

const cron = (expression: string, timezone = 'Asia/Tokyo'): ScheduleSpec => ({
  dialect: 'debian-cron',
  expression,
  timezone,
});
const aws = (expression: string, timezone = 'Asia/Tokyo'): ScheduleSpec => ({
  dialect: 'eventbridge',
  expression,
  timezone,
});

/** Jobs as a crontab has them: what they share says nothing. */
const OTHERS = [
  ['theme-score', '25 5 * * *', 'ThemeScore'],
  ['user-segment', '0 3 * * *', 'UserSegment'],
  ['article-archive', '0 1 * * *', 'ArticleArchive'],
  ['photo-stats', '50 1 * * *', 'PhotoStats'],
  ['author-stats', '10 2 * * *', 'AuthorStats'],
].map(([id, expression, task]) => job(id, expression, inApp(task)));

function inApp(task: string) {
  return `cd /srv/news && bundle exec bin/batch ${task} >> log/batch.log 2>&1`;
}

function job(
  id: string,
  expression: string,
  command: string,
  over: Partial<WaitingWorkload> = {},
): WaitingWorkload {
  return {
    id,
    kind: 'scheduled',
    name: id,
    command,
    schedules: [cron(expression)],
    ...over,
  };
}

const target = (name: string, over: Partial<LinkEnd> = {}): LinkEnd => ({
  id: 'target',
  kind: 'scheduled',
  name,
  command: null,
  schedules: [],
  ...over,
});

const RANKING = job('ranking-daily', '15 4 * * *', inApp('RankingDaily'));

const proposed = (found: LinkEnd, more: WaitingWorkload[] = [RANKING]) =>
  proposeLinks([found], [...OTHERS, ...more], NOW);

describe('a target is proposed for', () => {
  it.each<[string, LinkEnd, string[], string[]]>([
    [
      'the same name, however it is written',
      target('RankingDaily'),
      ['same-name'],
      [],
    ],
    [
      'the same name beside words of any job',
      target('ranking_daily_batch'),
      ['same-name'],
      [],
    ],
    [
      'the same work, wherever it is installed',
      target('x', { command: '/app/bin/batch RankingDaily' }),
      ['same-command'],
      [],
    ],
    [
      'a command with a word more',
      target('x', { command: 'bin/batch RankingDaily --verbose' }),
      ['similar-command'],
      [],
    ],
    [
      'the same work within a shell',
      target('x', {
        command: "sh -c 'bundle exec bin/batch RankingDaily'",
      }),
      ['same-command'],
      [],
    ],
    [
      'a name with a word more, at the same times',
      target('news-ranking-daily', { schedules: [aws('cron(15 4 * * ? *)')] }),
      ['similar-name', 'same-occurrences'],
      [],
    ],
    [
      'the same name at the same instants of another zone',
      target('ranking-daily', {
        schedules: [aws('cron(15 19 * * ? *)', 'UTC')],
      }),
      ['same-name', 'same-occurrences'],
      [],
    ],
    [
      'the same name at other times: they may be meant to differ',
      target('ranking-daily', { schedules: [aws('cron(15 5 * * ? *)')] }),
      ['same-name'],
      ['other-occurrences'],
    ],
    [
      'the same command under another name and at other times',
      target('x', {
        command: 'bundle exec bin/batch RankingDaily',
        schedules: [aws('cron(15 5 * * ? *)')],
      }),
      ['same-command'],
      ['other-occurrences'],
    ],
  ])('%s', (_, found, reasons, doubts) => {
    expect(proposed(found)).toEqual([
      {
        targetId: 'target',
        workloadId: 'ranking-daily',
        score: expect.any(Number),
        reasons,
        doubts,
      },
    ]);
  });

  it('the schedule that the plan means it to have', () => {
    const [{ reasons, doubts }] = proposed(
      target('ranking-daily', { schedules: [aws('cron(0 6 * * ? *)')] }),
      [{ ...RANKING, intendedSchedule: aws('cron(0 6 * * ? *)') }],
    );
    expect({ reasons, doubts }).toEqual({
      reasons: ['same-name', 'same-occurrences'],
      doubts: [],
    });
  });

  it('several jobs that were merged into it, and a job by several targets', () => {
    const twins = ['a', 'b'].map(host => ({ ...RANKING, id: host }));
    expect(
      proposed(target('ranking-daily'), twins).map(each => each.workloadId),
    ).toEqual(['a', 'b']);
    const found = ['1', '2'].map(id => ({ ...target('ranking-daily'), id }));
    expect(
      proposeLinks(found, [...OTHERS, RANKING], NOW).map(
        ({ targetId, workloadId }) => [targetId, workloadId],
      ),
    ).toEqual([
      ['1', 'ranking-daily'],
      ['2', 'ranking-daily'],
    ]);
  });
});

describe('a near miss is not proposed:', () => {
  it.each<[string, LinkEnd]>([
    [
      'the same times alone',
      target('x', { schedules: [aws('cron(15 4 * * ? *)')] }),
    ],
    ['one word of two', target('ranking-weekly')],
    ['a word of any job', target('daily')],
    [
      'what every command has',
      target('x', { command: 'bundle exec bin/batch' }),
    ],
    [
      'another task of the same runner',
      target('x', { command: 'bundle exec bin/batch RankingWeekly' }),
    ],
    [
      'one word of two at other times',
      target('ranking-weekly', { schedules: [aws('cron(15 4 ? * SUN *)')] }),
    ],
    [
      'the same name with other times and another command',
      target('ranking-daily', {
        command: 'node purge-cdn.js',
        schedules: [aws('cron(0 12 * * ? *)')],
      }),
    ],
    ['another kind', target('ranking-daily', { kind: 'resident' as Kind })],
    ['no words at all', target('---')],
  ])('%s', (_, found) => {
    expect(proposed(found)).toEqual([]);
  });

  it('a name that many share', () => {
    const many = Array.from({ length: 9 }, (_, n) =>
      job(`w${n}`, `${n} 4 * * *`, inApp(`T${n}`), { name: 'backup' }),
    );
    expect(proposed(target('backup'), many)).toEqual([]);
    // Its time tells which of them it is… if anything else does too.
    expect(
      proposed(
        target('backup', { schedules: [aws('cron(7 4 * * ? *)')] }),
        many,
      ).map(({ workloadId }) => workloadId),
    ).toEqual(['w7']);
  });

  it('weekdays for every day, which agree on the next days', () => {
    const [{ doubts }] = proposed(
      target('ranking-daily', {
        schedules: [aws('cron(15 4 ? * MON-FRI *)')],
      }),
    );
    expect(doubts).toEqual(['other-occurrences']);
  });
});

describe('proposals', () => {
  it('come best first, and all above the threshold', () => {
    const found = proposed(target('ranking-daily'), [
      RANKING,
      job('ranking-daily-full', '1 1 * * *', inApp('RankingFull')),
    ]);
    expect(found[0].workloadId).toBe('ranking-daily');
    for (const { score } of found) {
      expect(score).toBeGreaterThanOrEqual(PROPOSAL_THRESHOLD);
      expect(score).toBeLessThan(1);
    }
  });

  it('bear hostile text', () => {
    const nasty = '\u0000'.repeat(50) + "'".repeat(5_000) + '$('.repeat(3_000);
    expect(
      proposed(
        target(nasty, {
          command: nasty,
          schedules: [aws('cron(what)'), aws('rate(5 minutes)', 'Mars/Base')],
        }),
        [job(nasty, '* * * * * *', nasty)],
      ),
    ).toEqual(expect.any(Array));
  });

  it('cost what the estate is large, not its square', () => {
    const teams = 200;
    const workloads = Array.from({ length: 100_000 }, (_, n) =>
      job(
        `w${n}`,
        `${n % 60} ${n % 24} * * *`,
        inApp(`Team${n % teams}Task${n}`),
        { name: `team-${n % teams}-task-${n}` },
      ),
    );
    const targets = Array.from({ length: 10_000 }, (_, n) =>
      target(`team-${(n * 10) % teams}-task-${n * 10}`, {
        id: `t${n}`,
        command: `bundle exec bin/batch Team${(n * 10) % teams}Task${n * 10}`,
        schedules: [aws(`cron(${(n * 10) % 60} ${(n * 10) % 24} * * ? *)`)],
      }),
    );
    const found = proposeLinks(targets, workloads, NOW);
    // A quadratic comparison of these would not end within an hour.
    const best = new Map(found.map(one => [one.targetId, one.workloadId]));
    expect(best.size).toBe(10_000);
    const first = found.find(({ targetId }) => targetId === 't77')!;
    expect(first).toMatchObject({
      workloadId: 'w770',
      reasons: ['same-command', 'same-name', 'same-occurrences'],
    });
  }, 60_000);
});
