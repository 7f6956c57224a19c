import { assess } from './assess';
import type {
  Observation,
  ObservationDetail,
  ScheduleSpec,
  WorkloadLocation,
} from './model';
import {
  DAILY,
  LEGACY,
  NEXT_TICK,
  NOW,
  TARGET,
  eventBridge,
  plan,
  seen,
  seenTarget,
  workload,
} from './testEstate';

const OTHER: WorkloadLocation = { ...TARGET, key: 'other-half' };

const differs = (
  observations: Observation[],
  schedule: ScheduleSpec = DAILY,
  targets = [TARGET],
) =>
  assess(
    workload({ schedule, locations: [LEGACY, ...targets] }),
    plan(),
    [seen(LEGACY, 'active'), ...observations],
    [],
    NOW,
  ).dangers.find(({ type }) => type === 'not-equivalent');

describe('not-equivalent', () => {
  it('is pressing and has no instant while the target is off', () => {
    const target = seenTarget('idle', { expression: 'cron(15 5 * * ? *)' });
    expect(differs([target])).toMatchObject({
      severity: 'pressing',
      nextAt: null,
    });
  });

  it('is not said of a target that is off and only half deployed', () => {
    const half = seenTarget('idle', { expression: 'cron(15 4 ? * MON *)' });
    const missing = seen(OTHER, 'absent');
    expect(differs([half, missing], DAILY, [TARGET, OTHER])).toBeUndefined();
    expect(differs([half, missing], DAILY, [TARGET])).toBeDefined();
  });

  it('is not said of what only daylight saving makes differ', () => {
    const berlin = { ...DAILY, timezone: 'Europe/Berlin' };
    const schedulesOf = (expression: string) =>
      [
        eventBridge(expression, 'Europe/Berlin'),
      ] as ObservationDetail['schedules'];
    const target = (expression: string) =>
      seenTarget('active', { detail: { schedules: schedulesOf(expression) } });
    const early = { ...berlin, expression: '30 2 * * *' };
    expect(differs([target('cron(30 2 * * ? *)')], early)).toBeUndefined();
    expect(differs([target('cron(31 2 * * ? *)')], early)).toBeDefined();
  });

  it('is not said of a target that has no schedule', () => {
    const service = seenTarget('active', { detail: { schedules: [] } });
    expect(differs([service])).toBeUndefined();
  });

  it('is acute where the old line starts never again, and the target does', () => {
    const never = { ...DAILY, expression: '0 4 30 2 *' };
    expect(differs([seenTarget('active')], never)).toMatchObject({
      severity: 'acute',
      nextAt: NEXT_TICK,
    });
  });

  it.each([
    // NOW is 10:24 in Tokyo, and the target has run at 9:05.
    ['today', '30 10 * * *', '2026-02-12T01:30:00.000Z'],
    ['after this very minute', '24 10 * * *', '2026-02-13T00:05:00.000Z'],
    ['after what was today', '30 9 * * *', '2026-02-13T00:05:00.000Z'],
  ])('hurts first at a tick to come: %s', (_, expression, nextAt) => {
    const target = seenTarget('active', { expression: 'cron(5 9 * * ? *)' });
    const danger = differs([target], { ...DAILY, expression });
    expect(danger).toMatchObject({ severity: 'acute', nextAt });
  });
});
