import { HOSTILE_NAMES } from './__testUtils__/hostileNames';
import { FROM, job } from './__testUtils__/jobs';
import { handoverCandidates } from './candidates';
import { gapsAround } from './lane';
import { placeWords } from './places';
import { planHandover } from './planHandover';
import { toRunbook } from './runbook';
import { simulateHandover } from './simulateHandover';

/** The jobs of the drawing of the handover page. */
const DRAWN = [
  job('*/10 * * * *', 120, { name: 'pickup-refresh' }),
  job('5 * * * *', 360, { name: 'trend-words' }),
  job('15 * * * *', 60, { name: 'expire-sessions' }),
  job('0 2 * * *', 1080, { name: 'sitemap' }),
  job('30 3 * * *', 2460, { name: 'user-badge-recount' }),
  job('*/5 * * * *', 420, { name: 'push-reserve' }),
];
const OPTIONS = { from: FROM, withinDays: 14 };
const AT = new Date('2026-02-19T05:26:00Z');

describe('handoverCandidates', () => {
  const ranges = handoverCandidates(DRAWN, OPTIONS);

  it('are at most ten, by how many jobs fit, then by time', () => {
    expect(ranges.length).toBeGreaterThan(1);
    expect(ranges.length).toBeLessThanOrEqual(10);
    const keys = ranges.map(
      ({ jobIds, earliest }) => `${9 - jobIds.length} ${earliest}`,
    );
    expect(keys).toEqual([...keys].sort());
    expect(ranges[0].jobIds).toHaveLength(5);
  });

  it('are disjoint', () => {
    const byTime = [...ranges].sort((a, b) =>
      a.earliest.localeCompare(b.earliest),
    );
    byTime.slice(1).forEach(({ earliest }, i) => {
      expect(earliest > byTime[i].latest).toBe(true);
    });
  });

  it('move at each of their minutes what they say', () => {
    for (const { earliest, latest, switchAt, jobIds } of ranges) {
      expect(switchAt >= earliest && switchAt <= latest).toBe(true);
      for (
        let at = Date.parse(earliest);
        at <= Date.parse(latest);
        at += 60_000
      ) {
        const { windows } = planHandover(DRAWN, {
          ...OPTIONS,
          switchAt: new Date(at),
        });
        expect(windows[0].jobIds).toEqual(jobIds);
      }
    }
  });

  it('begin with the window that the planner takes', () => {
    const [best] = ranges;
    const { windows } = planHandover(DRAWN, OPTIONS);
    const first = windows.find(({ procedure }) => procedure === 'gap')!;
    expect(first).toMatchObject({
      switchAt: best.switchAt,
      earliest: best.earliest,
      latest: best.latest,
      jobIds: best.jobIds,
    });
  });

  it('leave room for an edit of each crontab', () => {
    const apart = DRAWN.map((one, i) => ({
      ...one,
      places: [`crontab:x/h${i}/y`],
    }));
    const [best] = handoverCandidates(apart, OPTIONS);
    const { windows } = planHandover(apart, {
      ...OPTIONS,
      switchAt: new Date(best.latest),
    });
    expect(windows[0].jobIds).toEqual(best.jobIds);
    expect(windows[0].edits).toHaveLength(best.jobIds.length);
  });

  it('are none where nothing has a gap', () => {
    expect(handoverCandidates([DRAWN[5]], OPTIONS)).toEqual([]);
    expect(handoverCandidates([], OPTIONS)).toEqual([]);
  });
});

describe('gapsAround', () => {
  it('shows ticks as long as the longest run, and the gaps between them', () => {
    const lane = gapsAround(
      DRAWN[1],
      new Date('2026-02-19T05:00:00Z'),
      new Date('2026-02-19T06:10:00Z'),
    );
    expect(lane).toEqual({
      legacyRuns: [
        { at: '2026-02-19T05:05:00.000Z', seconds: 360 },
        { at: '2026-02-19T06:05:00.000Z', seconds: 360 },
      ],
      targetRuns: [
        { at: '2026-02-19T05:05:00.000Z', seconds: 360 },
        { at: '2026-02-19T06:05:00.000Z', seconds: 360 },
      ],
      gaps: [
        {
          earliest: '2026-02-19T05:00:00.000Z',
          latest: '2026-02-19T05:03:00.000Z',
        },
        {
          earliest: '2026-02-19T05:13:00.000Z',
          latest: '2026-02-19T06:03:00.000Z',
        },
      ],
    });
  });

  it.each([
    ['a job too frequent', DRAWN[5], 12],
    ['one whose runs nobody measured', job('*/10 * * * *', null), 6],
    ['one that cannot be read', job('@reboot', 60), 0],
  ])('has no gap for %s', (_, one, runs) => {
    const lane = gapsAround(one, AT, new Date(AT.getTime() + 3_600_000));
    expect(lane.gaps).toEqual([]);
    expect(lane.legacyRuns).toHaveLength(runs);
  });
});

describe('simulateHandover', () => {
  it('counts each due run of two weeks around the switch once', () => {
    const plan = planHandover(DRAWN, { ...OPTIONS, switchAt: AT });
    expect(simulateHandover(DRAWN, plan)).toEqual({
      rounds: 20,
      aroundDays: 14,
      due: 2716,
      missed: 0,
      doubled: 0,
      overlapped: 0,
      held: 0,
      differences: 0,
    });
  });

  it('answers alike for equal plans', () => {
    const plan = planHandover(DRAWN, OPTIONS);
    expect(simulateHandover(DRAWN, plan)).toEqual(
      simulateHandover(DRAWN, plan),
    );
  });

  it('of an empty plan has seen nothing', () => {
    const plan = planHandover([], OPTIONS);
    expect(simulateHandover([], plan)).toMatchObject({ due: 0 });
  });
});

describe('toRunbook', () => {
  const plan = planHandover(
    [...DRAWN, job('0 9 * * *', null, { name: 'unmeasured' })],
    OPTIONS,
  );

  it('has each window, job, step and refusal, with the zone named and UTC beside', () => {
    const text = toRunbook(plan, { timezone: 'Asia/Tokyo', language: 'en' });
    expect(text).toContain('Times are in `Asia/Tokyo`, with UTC beside them.');
    expect(text).toContain(
      '**Thu 2026-02-19 12:36 (03:36 UTC)** Comment out 5 lines',
    );
    expect(text.match(/^## Window/gm)).toHaveLength(plan.windows.length);
    expect(text.match(/^- \[ \] /gm)).toHaveLength(plan.steps.length);
    expect(text).toMatch(/## Not handed over\n\n- `unmeasured`: Nobody knows/);
  });

  it('speaks Japanese', () => {
    const text = toRunbook(plan, { timezone: 'Asia/Tokyo', language: 'ja' });
    expect(text).toContain('# 引き継ぎ手順書');
    expect(text).toContain('2026-02-19 (木) 12:36 (03:36 UTC)');
    expect(text).toContain('一度だけ編集し');
    expect(text).toContain('最長の実行時間が分かりません');
    // What people read holds no English sentence.
    expect(text).not.toMatch(/[a-z]+ [a-z]+ [a-z]+ [a-z]+/);
  });

  it('tells repeated local times apart', () => {
    const text = toRunbook(
      planHandover([job('0 12 * * *', 60)], {
        from: new Date('2026-11-01T05:40:00Z'),
        withinDays: 1,
        switchAt: new Date('2026-11-01T06:30:00Z'),
      }),
      { timezone: 'America/New_York', language: 'en' },
    );
    expect(text).toContain('Sun 2026-11-01 01:30 (06:30 UTC)');
    expect(text).toContain('Sun 2026-11-01 01:40 (05:40 UTC)');
  });

  it.each(HOSTILE_NAMES)('shows %j, and never obeys it', hostile => {
    const text = toRunbook(
      planHandover(
        [
          job('* * * * *', 90, {
            name: hostile,
            hostTls12: false,
            places: [`crontab:default/h/${hostile}`],
            warnings: [{ code: 'x', message: hostile }],
          }),
          job('0 9 * * *', 9, { name: hostile, after: [hostile] }),
        ],
        OPTIONS,
      ),
      { timezone: 'Asia/Tokyo', language: 'en' },
    );
    // Code spans, longest fences first, are what a reader shows as it is.
    const bare = text.replace(/(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, '');
    expect(bare).not.toMatch(/<[a-z/!]|:\/\/|@everyone|javascript:/i);
    expect(bare).not.toMatch(/(?<!\\)\[(?! \])[^\n]*(?<!\\)\]\(/);
    // eslint-disable-next-line no-control-regex
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e\u2028]/);
    // No line of its own: each begins as the runbook writes it.
    for (const line of text.split('\n')) {
      expect(line).toMatch(
        /^$|^#{1,3} |^ {0,2}- |^Earliest |^No job can be handed over/,
      );
    }
  });
});

describe('placeWords', () => {
  it.each([
    [
      'crontab:default/bat000/var/spool/cron/crontabs/batch',
      'the crontab batch on bat000',
      'bat000 の crontab batch',
    ],
    [
      'crontab:default/bat000/var/spool/cron/root',
      'the crontab root on bat000',
      'bat000 の crontab root',
    ],
    [
      'crontab:tokyo/bat000/etc/cron.d/x',
      '/etc/cron.d/x on tokyo/bat000',
      'tokyo/bat000 の /etc/cron.d/x',
    ],
    ['scheduler:1/r/g', 'scheduler:1/r/g', 'scheduler:1/r/g'],
    [null, 'the place of the old lines', '旧側の行がある場所'],
  ])('%s', (place, en, ja) => {
    expect(placeWords(place, 'en')).toBe(en);
    expect(placeWords(place, 'ja')).toBe(ja);
  });
});
