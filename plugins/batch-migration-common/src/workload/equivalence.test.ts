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
});
