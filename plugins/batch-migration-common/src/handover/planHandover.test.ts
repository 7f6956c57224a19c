import { FROM, job } from './__testUtils__/jobs';
import type { HandoverJob, HandoverOptions } from './model';
import { planHandover } from './planHandover';

const BATCH = 'crontab:default/bat000/var/spool/cron/crontabs/batch';
const ROOT = 'crontab:default/bat000/etc/crontab';
const OTHER = 'crontab:default/bat001/var/spool/cron/crontabs/batch';

const plan = (...jobs: HandoverJob[]) =>
  planHandover(jobs, { from: FROM, withinDays: 14 });

describe('planHandover', () => {
  it('switches between the end of the last old run and the next tick', () => {
    const [move] = plan(job('*/10 * * * *', 120)).jobs;
    expect(move).toMatchObject({
      procedure: 'gap',
      earliest: '2026-02-19T03:34:00.000Z',
      latest: '2026-02-19T03:38:00.000Z',
      startDate: '2026-02-19T03:36:00.000Z',
      lastLegacyTick: '2026-02-19T03:30:00.000Z',
      firstTargetTick: '2026-02-19T03:40:00.000Z',
    });
  });

  it.each([
    ['no longest run', job('0 3 * * *', null), 'no-longest-run'],
    [
      'both sides active',
      job('0 3 * * *', 9, { runsTwice: true }),
      'runs-twice',
    ],
    ['no target', job('0 3 * * *', 9, { target: [] }), 'no-target'],
    [
      '@reboot',
      job('@reboot', 9, { target: job('0 3 * * *', 9).target }),
      'unreadable-schedule',
    ],
    [
      'order with a stranger',
      job('0 3 * * *', 9, { after: ['x'] }),
      'unknown-job-in-order',
    ],
    [
      'order with itself',
      job('0 3 * * *', 9, { after: ['0 3 * * *'] }),
      'order-is-circular',
    ],
    [
      'an attestation that lapses',
      job('*/5 * * * *', 420, {
        longestRun: {
          seconds: 420,
          source: 'attested',
          expiresAt: '2026-02-19T03:01:00Z',
        },
      }),
      'attestation-expires',
    ],
  ])('refuses %s', (_, refused, code) => {
    const { jobs, refused: refusals } = plan(refused);
    expect(jobs).toEqual([]);
    expect(refusals).toMatchObject([{ code }]);
  });

  it('moves jobs of one lock in one window, or none of them', () => {
    const lock = 'bat000:/tmp/lock';
    const first = job('*/10 * * * *', 60, { lock });
    const second = job('5 * * * *', 120, { lock });
    expect(plan(first, second).windows).toHaveLength(1);
    expect(
      plan(first, { ...second, longestRun: null }).refused.map(r => r.code),
    ).toEqual(['moves-with-refused', 'no-longest-run']);
  });

  it.each([
    [true, 'guard'],
    [false, 'pause'],
    [null, 'pause'],
  ])(
    'where TLS 1.2 is %s, a job without a gap moves by %s',
    (hostTls12, procedure) => {
      const [move] = plan(job('*/5 * * * *', 420, { hostTls12 })).jobs;
      expect(move.procedure).toBe(procedure);
      expect(move.heldTicks.length > 0).toBe(procedure === 'pause');
    },
  );
});

describe('the instant that a person chose', () => {
  const at = (switchAt: string, ...jobs: HandoverJob[]) =>
    planHandover(jobs, {
      from: FROM,
      withinDays: 14,
      switchAt: new Date(switchAt),
    });

  it('moves what has a gap then, and says of the others when they have', () => {
    const { windows, jobs, refused } = at(
      '2026-02-19T05:26:00Z',
      job('*/10 * * * *', 120),
      job('26 * * * *', 60),
      job('*/5 * * * *', 420),
    );
    expect(windows).toMatchObject([
      {
        switchAt: '2026-02-19T05:26:00.000Z',
        earliest: '2026-02-19T05:24:00.000Z',
        latest: '2026-02-19T05:28:00.000Z',
      },
    ]);
    expect(jobs).toMatchObject([
      {
        id: '*/10 * * * *',
        lastLegacyTick: '2026-02-19T05:20:00.000Z',
        startDate: '2026-02-19T05:26:00.000Z',
        firstTargetTick: '2026-02-19T05:30:00.000Z',
      },
    ]);
    expect(refused).toMatchObject([
      {
        id: '26 * * * *',
        code: 'no-gap-then',
        reason: expect.stringContaining('from 2026-02-19T05:29:00.000Z on'),
        nearest: {
          before: '2026-02-19T05:24:00.000Z',
          after: '2026-02-19T05:29:00.000Z',
        },
      },
      {
        id: '*/5 * * * *',
        code: 'no-gap-then',
        nearest: { before: null, after: null },
      },
    ]);
  });

  it.each(['2026-02-19T03:10:00Z', '2026-02-18T00:00:00Z'])(
    'has no gap at %s, before the new schedules can be deployed',
    switchAt => {
      expect(at(switchAt, job('0 12 * * *', 60)).refused).toMatchObject([
        { nearest: { before: null, after: '2026-02-19T03:30:00.000Z' } },
      ]);
    },
  );

  it('says when an attestation ends before it', () => {
    const attested = job('*/10 * * * *', 120, {
      longestRun: {
        seconds: 120,
        source: 'attested',
        expiresAt: '2026-02-19T05:00:00Z',
      },
    });
    const { refused } = at('2026-02-19T05:26:00Z', attested);
    expect(refused).toMatchObject([{ code: 'attestation-expires' }]);
  });

  it('has room for as many edits as minutes are left in the gap', () => {
    const places = [BATCH, ROOT, OTHER];
    const jobs = places.map((place, i) =>
      job('*/10 * * * *', 120, { id: `${i}`, places: [place] }),
    );
    const { windows, refused } = at('2026-02-19T05:27:00Z', ...jobs);
    expect(windows[0].edits).toEqual([
      { at: '2026-02-19T05:27:00.000Z', place: BATCH, jobIds: ['0'] },
      { at: '2026-02-19T05:28:00.000Z', place: ROOT, jobIds: ['1'] },
    ]);
    expect(refused).toMatchObject([
      { id: '2', code: 'no-gap-then', reason: expect.stringContaining('room') },
    ]);
  });
});

describe('edits', () => {
  it('take all lines of one crontab at once', () => {
    const { windows, steps } = plan(
      job('*/10 * * * *', 120, { id: 'a', places: [BATCH] }),
      job('5 * * * *', 60, { id: 'b', places: [ROOT] }),
      job('7 1 * * *', 60, { id: 'c', places: [BATCH] }),
    );
    expect(windows).toHaveLength(1);
    const [{ edits, switchAt }] = windows;
    expect(edits.map(({ place, jobIds }) => [place, jobIds])).toEqual([
      [BATCH, ['a', 'c']],
      [ROOT, ['b']],
    ]);
    expect(edits[0].at).toBe(switchAt);
    expect(Date.parse(edits[1].at) - Date.parse(switchAt)).toBe(60_000);
    expect(
      steps.filter(({ action }) => action === 'remove-old-line'),
    ).toMatchObject([
      {
        text: 'Comment out 2 lines in one edit of the crontab batch on bat000: */10 * * * *, 7 1 * * *.',
        place: BATCH,
      },
      {
        text: 'Comment out 1 line in one edit of /etc/crontab on bat000: 5 * * * *.',
        place: ROOT,
      },
    ]);
  });

  it('of two crontabs keep to the declared order, with a third where they must', () => {
    const first = job('7 1 * * *', 60, { id: 'first', places: [BATCH] });
    const second = job('8 1 * * *', 60, {
      id: 'second',
      places: [ROOT],
      after: ['first'],
    });
    const third = job('9 1 * * *', 60, {
      id: 'third',
      places: [BATCH],
      after: ['second'],
    });
    const [{ edits }] = plan(third, second, first).windows;
    expect(edits.map(({ place, jobIds }) => [place, jobIds])).toEqual([
      [BATCH, ['first']],
      [ROOT, ['second']],
      [BATCH, ['third']],
    ]);
  });

  it('of a job with lines in two places end in its last one', () => {
    const two = job('7 1 * * *', 60, { places: [BATCH, OTHER] });
    const { windows, jobs } = plan(two);
    expect(windows[0].edits).toHaveLength(2);
    expect(jobs[0].oldLineGoesAt).toBe(windows[0].edits[1].at);
    expect(jobs[0].startDate).toBe(windows[0].switchAt);
  });

  it('never fall into one minute, whatever the windows', () => {
    const hosts = Array.from(
      { length: 30 },
      (_, i) => `crontab:default/h${i}/x`,
    );
    const { windows, jobs, refused } = plan(
      ...hosts.flatMap((place, i) => [
        job('*/10 * * * *', 120, { id: `gap ${i}`, places: [place] }),
        job('* * * * *', 50, {
          id: `pause ${i}`,
          places: [place],
          hostTls12: false,
        }),
        job('* * * * *', 90, { id: `guard ${i}`, places: [place] }),
      ]),
    );
    const minutes = windows.flatMap(({ edits }) => edits.map(({ at }) => at));
    expect(new Set(minutes).size).toBe(minutes.length);
    expect(refused).toEqual([]);
    expect(jobs).toHaveLength(90);
  });
});

describe('an attestation that ends', () => {
  const attested = (expiresAt: string, more: Partial<HandoverJob> = {}) =>
    job('30 4 * * *', 60, {
      id: 'attested',
      longestRun: { seconds: 60, source: 'attested', expiresAt },
      ...more,
    });

  it('brings the window forward, for the others too', () => {
    // Without it both would move after the long run, at 13:00 of Tokyo.
    const long = job('0 6 * * *', 7 * 3600, { id: 'long' });
    const { windows, refused } = plan(long, attested('2026-02-20T20:00:00Z'));
    expect(refused).toEqual([]);
    expect(windows).toHaveLength(1);
    expect(windows[0].latest < '2026-02-20T20:00:00.000Z').toBe(true);
  });

  it('takes no other job out of the window', () => {
    const { jobs, refused } = plan(
      job('*/10 * * * *', 120, { id: 'other' }),
      attested('2026-02-19T03:10:00Z'),
    );
    expect(jobs.map(({ id }) => id)).toEqual(['other']);
    expect(refused).toMatchObject([
      {
        id: 'attested',
        code: 'attestation-expires',
        reason: expect.stringContaining('Renew'),
      },
    ]);
  });

  it('takes along only what must move with it', () => {
    const lock = 'bat000:/tmp/lock';
    const { jobs, refused } = plan(
      attested('2026-02-19T03:10:00Z', { lock }),
      job('*/10 * * * *', 120, { id: 'same lock', lock }),
      job('*/20 * * * *', 120, { id: 'free' }),
    );
    expect(jobs.map(({ id }) => id)).toEqual(['free']);
    expect(refused.map(({ id, code }) => [id, code])).toEqual([
      ['attested', 'attestation-expires'],
      ['same lock', 'moves-with-refused'],
    ]);
  });

  it('that cannot be read holds for no time', () => {
    expect(plan(attested('next week')).refused).toMatchObject([
      { code: 'attestation-expires' },
    ]);
  });
});

describe('a pause', () => {
  it('is looked for in the whole range', () => {
    // Every 3 minutes by day, every 12 at night: only there it costs one tick.
    const night = job('*/3 8-23 * * *', 700, { hostTls12: false });
    const both: HandoverJob = {
      ...night,
      legacy: [...night.legacy, ...job('*/12 0-7 * * *', 700).legacy],
      target: [...night.target, ...job('*/12 0-7 * * *', 700).target],
    };
    const [move] = plan(both).jobs;
    expect(move.procedure).toBe('pause');
    expect(move.heldTicks).toHaveLength(1);
    // Tokyo’s night.
    expect(new Date(move.oldLineGoesAt).getUTCHours()).toBeGreaterThanOrEqual(
      15,
    );
  });

  it('is shared by the jobs of one crontab', () => {
    const jobs = Array.from({ length: 40 }, (_, i) =>
      job(`*/${2 + (i % 4)} * * * *`, 200 + i, {
        id: `${i}`,
        hostTls12: false,
        places: [i < 20 ? BATCH : OTHER],
      }),
    );
    const { windows } = plan(...jobs);
    expect(windows.length).toBeLessThanOrEqual(8);
    expect(windows.every(({ edits }) => edits.length === 1)).toBe(true);
  });

  it('has its ticks accepted by a person before the line goes', () => {
    const { steps, jobs } = plan(job('*/5 * * * *', 420, { hostTls12: null }));
    const actions = steps.map(({ action }) => action);
    expect(actions.indexOf('accept-held-ticks')).toBeLessThan(
      actions.indexOf('remove-old-line'),
    );
    const accept = steps.find(({ action }) => action === 'accept-held-ticks')!;
    expect(accept.confirmedBy).toBe('person');
    expect(accept.text).toContain(jobs[0].heldTicks[0]);
  });
});

describe('clocks that jump', () => {
  const options = (from: string): HandoverOptions => ({
    from: new Date(from),
    withinDays: 3,
  });
  const newYork = (expression: string, seconds = 60) =>
    job(expression, seconds, {}, 'America/New_York');

  it('never have a job switch right before a tick that only the old side has', () => {
    // 02:30 does not exist on 8 March: cron runs at 03:00, Scheduler skips it.
    const { jobs } = planHandover(
      [newYork('30 2 * * *')],
      options('2026-03-07T12:00:00Z'),
    );
    expect(jobs[0].lastLegacyTick).toBe('2026-03-08T07:00:00.000Z');
    expect(jobs[0].firstTargetTick).toBe('2026-03-09T06:30:00.000Z');
    expect(jobs[0].differences).toEqual([]);
  });

  it('have each tick named that the new side loses later', () => {
    const { jobs } = planHandover(
      [newYork('30 2 * * *')],
      options('2026-03-06T12:00:00Z'),
    );
    expect(jobs[0].lastLegacyTick).toBe('2026-03-06T07:30:00.000Z');
    expect(jobs[0].differences).toEqual([
      { at: '2026-03-08T07:00:00.000Z', side: 'legacy', cause: 'dst-gap' },
    ]);
  });

  it('leave no window while the next tick is one that the new side loses', () => {
    const sunday = newYork('30 2 * * 0');
    const from = new Date('2026-03-05T12:00:00Z');
    const soon = planHandover([sunday], { from, withinDays: 1 });
    expect(soon.refused).toMatchObject([{ code: 'no-window' }]);
    const later = planHandover([sunday], { from, withinDays: 14 });
    expect(later.jobs[0].lastLegacyTick).toBe('2026-03-08T07:00:00.000Z');
  });

  it('keep the guard away, since both sides could not meet', () => {
    const { jobs } = planHandover(
      [newYork('* * * * *', 90)],
      options('2026-10-31T23:00:00Z'),
    );
    const [move] = jobs;
    expect(move.procedure).toBe('guard');
    // The hour from 05:00 to 06:00 UTC comes twice by the clock.
    const repeated = Date.parse('2026-11-01T06:00:00Z');
    expect(
      Date.parse(move.startDate) > repeated + 3_600_000 ||
        Date.parse(move.oldLineGoesAt) < repeated - 3_600_000,
    ).toBe(true);
  });
});

describe('what cannot be promised', () => {
  it.each<[string, string, Partial<HandoverJob>]>([
    ['`~`', 'unreadable-schedule', { legacy: job('~ 3 * * *', 9).legacy }],
    [
      '`every` of Sidekiq',
      'unreadable-schedule',
      {
        legacy: [
          {
            dialect: 'sidekiq-scheduler',
            expression: 'every: 5m',
            timezone: 'UTC',
          },
        ],
      },
    ],
    [
      'rate()',
      'rate-has-no-phase',
      {
        target: [
          {
            dialect: 'eventbridge',
            expression: 'rate(5 minutes)',
            timezone: 'UTC',
          },
        ],
      },
    ],
    [
      'a new schedule without any old tick',
      'schedules-differ',
      { target: job('5 4 * * *', 9).target },
    ],
    [
      'a new schedule that lacks some of the old ticks',
      'schedules-differ',
      { legacy: job('0 3,4 * * *', 9).legacy },
    ],
    [
      'a new schedule with ticks of its own',
      'schedules-differ',
      { target: job('0 3,4 * * *', 9).target },
    ],
    [
      'a new schedule that differs beyond the plan',
      'schedules-differ',
      {
        legacy: job('0 3 15 7,8 *', 9).legacy,
        target: job('0 3 15 7 *', 9).target,
      },
    ],
    [
      'a line that never runs again',
      'never-runs',
      { legacy: job('0 0 30 2 *', 9).legacy },
    ],
    [
      'a longest run below zero',
      'no-longest-run',
      {
        longestRun: { seconds: -1, source: 'measured', expiresAt: null },
      },
    ],
    ['no old schedule', 'no-target', { legacy: [] }],
  ])('%s is refused, with what to do', (_, code, change) => {
    const { jobs, refused } = plan(job('0 3 * * *', 9, change));
    expect(jobs).toEqual([]);
    expect(refused).toMatchObject([{ code }]);
    expect(refused[0].reason).toMatch(/[A-Z].*\.$/);
  });

  it.each<[string, string, Partial<HandoverJob>]>([
    [
      'a new schedule without any old tick',
      'schedules-differ',
      { target: job('5 4 * * *', 9).target },
    ],
    [
      'a line that never runs again',
      'never-runs',
      { legacy: job('0 0 30 2 *', 9).legacy },
    ],
  ])('%s is refused for that at a chosen instant too', (_, code, change) => {
    const switchAt = new Date('2026-02-19T05:26:00Z');
    const { refused } = planHandover([job('0 3 * * *', 9, change)], {
      from: FROM,
      withinDays: 14,
      switchAt,
    });
    expect(refused).toMatchObject([{ code }]);
  });

  it('jobs merged into one new schedule are refused: it would run what the other still runs', () => {
    const { target } = job('0 3,4 * * *', 9);
    const three = job('0 3 * * *', 9, { id: 'three', target });
    const four = job('0 4 * * *', 9, { id: 'four', target });
    expect(plan(three, four)).toMatchObject({
      jobs: [],
      refused: [
        { id: 'three', code: 'schedules-differ' },
        { id: 'four', code: 'schedules-differ' },
      ],
    });
  });

  it.each<[string, Partial<HandoverOptions>]>([
    ['no instant to start from', { from: new Date(NaN) }],
    ['no days', { withinDays: 0 }],
    ['too many days', { withinDays: 63 }],
    ['half a minute', { switchAt: new Date('2026-02-19T05:26:30Z') }],
    ['a switch at no instant', { switchAt: new Date(NaN) }],
    ['a margin that is no number', { safety: { marginSeconds: NaN } }],
  ])('%s is no option', (_, change) => {
    const options = { from: FROM, withinDays: 14, ...change };
    expect(() => planHandover([], options)).toThrow(RangeError);
  });

  it('two jobs of one id are an error', () => {
    const twice = job('0 3 * * *', 9);
    expect(() => plan(twice, twice)).toThrow(RangeError);
  });
});

describe('steps', () => {
  const inOrder = (move: HandoverJob) =>
    plan(move).steps.map(({ action }) => action);

  it.each<[string, Partial<HandoverJob>, string[]]>([
    [
      '*/10 * * * *',
      {},
      [
        'deploy-target',
        'see-runs-ended',
        'remove-old-line',
        'target-starts',
        'see-old-line-gone',
        'see-first-run',
      ],
    ],
    [
      '*/1 * * * *',
      { hostTls12: false, warnings: [{ code: 'x', message: 'Look first.' }] },
      [
        'settle-first',
        'accept-held-ticks',
        'deploy-target',
        'remove-old-line',
        'see-old-line-gone',
        'see-runs-ended',
        'target-starts',
        'see-first-run',
      ],
    ],
    [
      '*/1 * * * *',
      {},
      [
        'deploy-target',
        'put-guard-around-old-line',
        'target-starts',
        'see-first-run',
        'remove-old-line',
        'see-old-line-gone',
      ],
    ],
  ])('of %s with %j come in order', (expression, more, actions) => {
    expect(inOrder(job(expression, 120, more))).toEqual(actions);
  });

  it('each have something to see, lie in the time of the plan, and can be taken back', () => {
    const { steps, from } = plan(
      job('*/10 * * * *', 120),
      job('* * * * *', 90),
      job('*/2 * * * *', 200, { hostTls12: false }),
    );
    for (const step of steps) {
      expect(step.at >= from).toBe(true);
      expect(step.check).not.toBe('');
      expect(step.reversible).toBe(true);
      const onlyLooks = /^(see-runs|settle)/.test(step.action);
      expect(step.undo === null).toBe(onlyLooks);
    }
  });

  it('say how the guard knows a tick, and what an unreachable guard means', () => {
    const guard = plan(job('* * * * *', 90)).steps.find(
      ({ action }) => action === 'put-guard-around-old-line',
    )!;
    expect(guard.text).toContain('the tick of the line’s own schedule');
    expect(guard.text).toContain('one conditional write');
    expect(guard.text).toContain('does not run on the host');
    expect(guard.text).toContain('an earlier tick runs');
  });
});
