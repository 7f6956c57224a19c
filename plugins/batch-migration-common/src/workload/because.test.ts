import { assess } from './assess';
import type { Observation, Plan, Run, Workload } from './model';
import {
  INSTANCE,
  LAST_TICK,
  LEGACY,
  NOW,
  TARGET,
  days,
  minutes,
  plan,
  run,
  seen,
  seenTarget,
  workload,
} from './testEstate';

const TWIN = { ...LEGACY, ref: LEGACY.ref.replace('bat000', 'bat001') };

const look = (
  observations: Observation[],
  over: {
    workload?: Partial<Workload>;
    plan?: Partial<Plan>;
    runs?: Run[];
  } = {},
) =>
  assess(
    workload(over.workload),
    plan(over.plan),
    observations,
    over.runs ?? [],
    NOW,
  );

const because = (...args: Parameters<typeof look>) => look(...args).because!;
const ids = (...of: Array<{ id: number }>) => of.map(({ id }) => id);

const ticks = (count: number) =>
  Array.from({ length: count }, (_, i) =>
    run(TARGET, new Date(Date.parse(LAST_TICK) - i * 86_400_000).toISOString()),
  );

describe('placement', () => {
  it('rests on what is active, whatever stands beside it', () => {
    const on = seen(TWIN, 'active');
    const off = seen(LEGACY, 'idle');
    const target = seenTarget('active');
    const found = because([off, on, target], {
      workload: { locations: [LEGACY, TWIN, TARGET] },
    });
    expect(found.placement).toEqual({
      observationIds: ids(on, target),
      runIds: [],
    });
  });

  it('rests on all places where none is active', () => {
    const [a, b] = [seen(LEGACY, 'idle'), seen(TWIN, 'absent')];
    const found = because([a, b], { workload: { locations: [LEGACY, TWIN] } });
    expect(found.placement.observationIds).toEqual(ids(a, b));
  });

  it('of what is unknown rests on the last look that saw and the one that failed', () => {
    const last = seen(LEGACY, 'idle', { at: days(-2) });
    const failed = seen(LEGACY, 'unknown', { detail: { reason: 'denied' } });
    const found = because([last, failed], {
      workload: { locations: [LEGACY] },
    });
    expect(found.placement.observationIds).toEqual(ids(last, failed));
    expect(found.stale.observationIds).toEqual(ids(last, failed));
  });

  it.each(['idle', 'absent'] as const)(
    'names the instance whose being %s decides',
    state => {
      const line = seen(LEGACY, 'active', { at: days(-1) });
      const instance = seen(INSTANCE, state);
      const found = because([line, instance], {
        workload: {
          locations: [LEGACY],
          hostInstances: [{ host: 'default/bat000', location: INSTANCE }],
        },
      });
      expect(found.placement.observationIds).toContain(instance.id);
    },
  );
});

describe('stage', () => {
  const gone = seen(LEGACY, 'active', { at: days(-30), until: days(-9) });
  const off = seen(LEGACY, 'idle', { at: days(-9), until: minutes(60) });
  const target = seenTarget('active', { at: days(-10) });

  it('planned rests on the line that was seen', () => {
    const line = seen(LEGACY, 'active');
    const found = because([line], { workload: { locations: [LEGACY] } });
    expect(found.stage).toEqual({ observationIds: ids(line), runIds: [] });
  });

  it('built rests on the target that was seen', () => {
    const built = seenTarget('idle');
    expect(because([gone, seen(LEGACY, 'active'), built]).stage).toEqual({
      observationIds: ids(built),
      runIds: [],
    });
  });

  it('cut over rests on both sides as they were last seen at once', () => {
    const silent = seen(LEGACY, 'idle', { at: days(-9), until: days(-1) });
    const found = look([gone, silent, target]);
    expect(found).toMatchObject({ stage: 'cut-over', stale: true });
    expect(found.because).toMatchObject({
      stage: { observationIds: ids(silent, target) },
      stale: { observationIds: ids(silent) },
    });
  });

  it('proven rests on the look that saw it let go, and on the runs that counted', () => {
    const again = seen(LEGACY, 'idle', { at: days(-1) });
    const runs = ticks(7);
    const found = look([gone, off, again, target], { runs });
    expect(found.stage).toBe('proven');
    expect(found.because!.soak).toEqual(found.because!.stage);
    expect(found.because!.stage.observationIds).toEqual(ids(off));
    expect([...found.because!.stage.runIds].sort()).toEqual(
      ids(...runs).sort(),
    );
  });

  it('counts only runs since the last bad one', () => {
    const runs = ticks(5).map((one, i) =>
      i === 2 ? { ...one, outcome: 'failed' as const } : one,
    );
    expect(because([gone, off, target], { runs }).soak.runIds).toEqual(
      ids(runs[1], runs[0]),
    );
  });

  it('retained rests on the plan alone', () => {
    const found = because([seen(LEGACY, 'active')], {
      workload: { locations: [LEGACY] },
      plan: { strategy: 'retain' },
    });
    expect(found.stage).toEqual({ observationIds: [], runIds: [] });
  });
});

describe('dormant', () => {
  it('rests on the look that first found the line, and on the last ones', () => {
    const gone = seen(LEGACY, 'absent', { at: days(-40) });
    const first = seen(LEGACY, 'idle', { at: days(-30) });
    const between = seen(LEGACY, 'idle', { at: days(-20) });
    const last = seen(LEGACY, 'idle');
    const target = seenTarget('idle');
    const found = look([gone, first, between, last, target]);
    expect(found).toMatchObject({ dormant: true });
    expect(found.because!.dormant).toEqual({
      observationIds: ids(first, last, target),
      runIds: [],
    });
  });

  it('is not told of what was ever active', () => {
    const was = seen(LEGACY, 'active', { at: days(-30) });
    const found = because([was, seen(LEGACY, 'idle'), seenTarget('idle')]);
    expect(found.dormant).toBeUndefined();
  });
});

describe('where nobody looked at the place that decides', () => {
  it('placement rests on what is known of the others', () => {
    const off = seen(LEGACY, 'idle');
    const found = look([off], { workload: { locations: [LEGACY, TWIN] } });
    expect(found).toMatchObject({ placement: 'unknown' });
    expect(found.because!.placement.observationIds).toEqual(ids(off));
  });

  it('a soak rests on the target', () => {
    const target = seenTarget('active');
    const found = because([target], {
      workload: { locations: [TARGET], soakPassedAt: days(-3) },
    });
    expect(found.soak.observationIds).toEqual(ids(target));
    expect(found.stage.observationIds).toEqual(ids(target));
  });

  it('a tool that can be used nowhere, and has no target, rests on its old place', () => {
    const was = seen(LEGACY, 'active', { at: days(-9), until: days(-8) });
    const off = seen(LEGACY, 'idle');
    const found = look([was, off], {
      workload: { kind: 'on-demand', schedule: null, locations: [LEGACY] },
    });
    expect(
      found.blockers.find(({ type }) => type === 'no-target-linked'),
    ).toMatchObject({ observationIds: ids(off) });
  });
});

describe('blockers', () => {
  const off = seen(LEGACY, 'idle', { at: days(-9), until: minutes(60) });

  it('rest on the side that was looked at', () => {
    const line = seen(LEGACY, 'active');
    const built = seenTarget('idle');
    expect(look([line, built]).blockers).toMatchObject([
      { type: 'target-not-active', observationIds: ids(built), runIds: [] },
      { type: 'legacy-still-active', observationIds: ids(line), runIds: [] },
    ]);
  });

  it('of a soak rest on its runs', () => {
    const gone = seen(LEGACY, 'active', { at: days(-30), until: days(-9) });
    const runs = ticks(2);
    const found = look([gone, off, seenTarget('active')], { runs });
    expect(found.blockers).toMatchObject([
      { type: 'soak-not-passed', ...found.because!.soak },
    ]);
    expect(found.blockers[0].runIds).toHaveLength(2);
  });

  it('of what is not seen rest on the look that failed', () => {
    const failed = seen(LEGACY, 'unknown', { detail: { reason: 'denied' } });
    const found = look([failed], { workload: { locations: [LEGACY] } });
    expect(
      found.blockers.find(({ type }) => type === 'not-observed'),
    ).toMatchObject({ observationIds: ids(failed) });
  });

  it('of a tool that can be used nowhere rest on both sides', () => {
    const [line, target] = [seen(LEGACY, 'idle'), seenTarget('idle')];
    const was = seen(LEGACY, 'active', { at: days(-9), until: days(-8) });
    const found = look([was, line, target], {
      workload: { kind: 'on-demand', schedule: null },
    });
    expect(
      found.blockers.find(({ type }) => type === 'target-not-active'),
    ).toMatchObject({ observationIds: ids(line, target) });
  });

  it('of a gap in the plan rest on nothing seen', () => {
    const [gap] = look([seen(LEGACY, 'active')], {
      plan: { strategy: null },
    }).blockers;
    expect(gap).toEqual({
      type: 'no-strategy',
      message: 'No strategy is chosen.',
    });
  });
});

it('names the runs of a double and of a failure', () => {
  const runs = [run(LEGACY, LAST_TICK), run(TARGET, LAST_TICK)];
  const both = look([seen(LEGACY, 'active'), seenTarget('active')], { runs });
  expect(both.dangers[0]).toMatchObject({
    type: 'runs-twice',
    runIds: ids(...runs),
  });
  const failed = run(TARGET, LAST_TICK, { outcome: 'failed' });
  const off = seen(LEGACY, 'idle');
  expect(
    look([off, seenTarget('active')], { runs: [failed] }).dangers[0],
  ).toMatchObject({ type: 'run-failed', runIds: [failed.id] });
});
