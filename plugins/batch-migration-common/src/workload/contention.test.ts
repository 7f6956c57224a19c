import { assess } from './assess';
import { hostLoadOf, type HostJob } from './hostLoad';
import type { HostLoad, LoadMeeting, Run, Workload } from './model';
import {
  NOW,
  cron,
  days,
  minutes,
  plan,
  run,
  seen,
  workload,
} from './testEstate';
import { growth, NOT_QUADRATIC } from '../testing/growth';

const TOOL = {
  side: 'legacy' as const,
  position: 0,
  ref: 'tool:default/bat000',
  key: 'push',
};

const SINCE = days(-28);

/** A use at a local time of today or the days before, 14 minutes long. */
const use = (startedAt: string): Run => run(TOOL, null, { startedAt });

const job = (over: Partial<HostJob> = {}): HostJob => ({
  workloadId: 'w-ranking',
  name: 'ranking-daily',
  specs: [cron('15 4 * * *')],
  runs: null,
  runSeconds: 30 * 60,
  peakMib: 1500,
  ...over,
});

const load = (uses: Run[], jobs: HostJob[], over: Partial<HostLoad> = {}) => ({
  ...hostLoadOf(
    { host: 'default/bat000', memoryMib: 3700, since: SINCE },
    { uses, peakMib: 2400 },
    jobs,
    NOW,
  ),
  ...over,
});

describe('what uses of a tool met on a host', () => {
  // 12 Feb 04:15 in Tokyo is 11 Feb 19:15 in UTC; the job runs until 19:45.
  it.each([
    ['before it began', '2026-02-11T18:55:00Z', 0], // and ended at 19:09
    ['that it started into', '2026-02-11T19:05:00Z', 1],
    ['while it ran', '2026-02-11T19:30:00Z', 1],
    ['when it had just ended', '2026-02-11T19:45:00Z', 0],
    ['before uses were known', '2026-01-01T19:20:00Z', 0],
    ['that is yet to come', '2026-02-12T19:20:00Z', 0],
  ])('a use %s', (_, startedAt, met) => {
    const at = new Date(startedAt).toISOString();
    expect(load([use(at)], [job()]).meetings).toHaveLength(met);
  });

  it('takes real runs before what was due', () => {
    const at = '2026-02-11T19:30:00.000Z';
    const line = { ref: 'crontab:default/bat000/x', key: 'k' };
    const ran = run(line, null, { startedAt: '2026-02-11T19:20:00.000Z' });
    const [meeting] = load([use(at)], [job({ runs: [ran] })]).meetings;
    expect(meeting).toMatchObject({ at, jobs: [{ name: 'ranking-daily' }] });
    expect(load([use(at)], [job({ runs: [] })]).meetings).toEqual([]);
  });

  it('leaves out what runs all the time, unless its memory is known', () => {
    const minutely = { specs: [cron('* * * * *')], runSeconds: 60 };
    const at = minutes(-60);
    expect(
      load([use(at)], [job({ ...minutely, peakMib: null })]).meetings,
    ).toEqual([]);
    expect(load([use(at)], [job(minutely)]).meetings).toHaveLength(1);
  });

  it('counts every use, and names the runs of those that met something', () => {
    const uses = [
      use('2026-02-11T19:30:00.000Z'),
      use('2026-02-11T10:00:00.000Z'),
    ];
    expect(load(uses, [job()])).toMatchObject({
      uses: 2,
      meetings: [{ runId: uses[0].id }],
    });
  });
});

const meeting = (...peaks: Array<number | null>): LoadMeeting => ({
  at: '2026-02-11T19:30:00.000Z',
  runId: 77,
  jobs: peaks.map((peakMib, i) => ({
    workloadId: `w-${i}`,
    name: `job-${i}`,
    peakMib,
  })),
});

describe('a log that covers a part of the time', () => {
  const early = use('2026-02-09T19:20:00.000Z');
  const late = use('2026-02-11T19:20:00.000Z');
  const covered = [
    { from: '2026-02-10T15:00:00.000Z', until: '2026-02-12T01:00:00.000Z' },
  ];

  it('counts what was due outside of it, and only real runs within', () => {
    const known = job({ runs: [], seen: covered });
    const met = load([early, late], [known]).meetings.map(({ at }) => at);
    expect(met).toEqual([early.startedAt]);
  });

  it('lays thousands of uses over tens of thousands of runs in linear time', () => {
    const every = (minute: number, count: number) =>
      Array.from({ length: count }, (_, i) =>
        use(
          new Date(
            Date.parse('2026-01-20T00:00:00Z') + i * minute * 60_000,
          ).toISOString(),
        ),
      );
    const lay = (size: number) =>
      load(every(5, size), [job({ runs: every(1, 5 * size) })]).meetings;
    expect(lay(6_000)).toHaveLength(6_000);
    expect(growth(lay, 4_000)).toBeLessThan(NOT_QUADRATIC);
  });
});

const hostLoad = (over: Partial<HostLoad> = {}): HostLoad => ({
  host: 'default/bat000',
  memoryMib: 3700,
  peakMib: 2400,
  since: SINCE,
  uses: 12,
  meetings: [meeting(1500)],
  ...over,
});

const dangerOf = (
  hostLoads: HostLoad[] | undefined,
  over: { workload?: Partial<Workload>; state?: 'active' | 'idle' } = {},
) =>
  assess(
    workload({
      kind: 'on-demand',
      schedule: null,
      locations: [TOOL],
      hostLoads,
      ...over.workload,
    }),
    plan(),
    [seen(TOOL, over.state ?? 'active')],
    [],
    NOW,
  ).dangers.find(({ type }) => type === 'contention');

describe('contention', () => {
  it('is acute beyond the memory of the host', () => {
    expect(dangerOf([hostLoad()])).toEqual({
      type: 'contention',
      severity: 'acute',
      message:
        '1 of 12 uses on bat000 since 2026-01-15 met running jobs (job-0); ' +
        'together they peak at 3900 MiB or more, and the host has 3700 MiB.',
      nextAt: null,
      observationIds: [],
      runIds: [77],
    });
  });

  it.each<[string, Partial<HostLoad>, string | undefined]>([
    ['within the memory', { memoryMib: 3900 }, undefined],
    ['no meeting', { meetings: [] }, undefined],
    [
      'no meeting and nothing known',
      { meetings: [], memoryMib: null },
      undefined,
    ],
    ['memory not known', { memoryMib: null }, 'pressing'],
    ['peak of the tool not known', { peakMib: null }, 'pressing'],
    [
      'a peak not known, and room',
      { meetings: [meeting(100, null)] },
      'pressing',
    ],
    [
      'a peak not known, and the others are too much',
      { meetings: [meeting(1500, null)] },
      'acute',
    ],
  ])('%s', (_, over, severity) => {
    expect(dangerOf([hostLoad(over)])?.severity).toBe(severity);
  });

  it('claims nothing of memory that is not known', () => {
    expect(dangerOf([hostLoad({ memoryMib: null })])?.message).toBe(
      '1 of 12 uses on bat000 since 2026-01-15 met running jobs (job-0); whether its memory bears both is not known.',
    );
  });

  it('is not said where nobody has looked, nor of what is off or moved away', () => {
    expect(dangerOf(undefined)).toBeUndefined();
    expect(dangerOf([hostLoad()], { state: 'idle' })).toBeUndefined();
    expect(dangerOf([hostLoad({ host: 'default/other' })])).toBeUndefined();
  });

  it('names few of many jobs, those met most often first', () => {
    const meetings = [meeting(1500, 1, 1, 1, 1), meeting(1500)];
    expect(dangerOf([hostLoad({ meetings })])?.message).toContain(
      '2 of 12 uses on bat000 since 2026-01-15 met running jobs (job-0, job-1, job-2 and 2 more)',
    );
  });

  it('names those first that it met more often, whatever they are called', () => {
    const [, often] = meeting(1500, 1500).jobs;
    const meetings = [meeting(1500, 1500), { ...meeting(), jobs: [often] }];
    expect(dangerOf([hostLoad({ meetings })])?.message).toContain(
      '(job-1, job-0)',
    );
  });

  it('tells the most that was taken at once', () => {
    const meetings = [meeting(1500), meeting(1900)];
    expect(dangerOf([hostLoad({ meetings })])?.message).toContain(
      'they peak at 4300 MiB',
    );
  });

  it('tells only of the hosts that are too small, where one is', () => {
    const OTHER = { ...TOOL, ref: 'tool:default/bat001' };
    const danger = dangerOf(
      [hostLoad(), hostLoad({ host: 'default/bat001', memoryMib: null })],
      { workload: { locations: [TOOL, OTHER] } },
    );
    expect(danger?.severity).toBe('acute');
    expect(danger?.message).toContain('bat000');
    expect(danger?.message).not.toContain('bat001');
  });
});
