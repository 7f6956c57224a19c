import { assess } from './assess';
import type { MemberDetail, Plan } from './model';
import {
  LEGACY,
  NEXT_TICK,
  NOW,
  cron,
  minutes,
  plan,
  seen,
  workload,
} from './testEstate';

const member = (
  name: string,
  state: MemberDetail['state'],
  over: Partial<MemberDetail> = {},
): MemberDetail => ({
  name,
  state,
  ...(state === 'active' || state === 'idle'
    ? {
        schedules: [{ ...cron('15 4 * * *') }],
        command: 'bin/batch RankingDaily',
        user: 'batch',
      }
    : {}),
  ...over,
});

const dangersOf = (
  members: MemberDetail[],
  over: {
    plan?: Partial<Plan>;
    state?: 'active' | 'idle';
    until?: string;
  } = {},
) =>
  assess(
    workload({ locations: [LEGACY] }),
    plan(over.plan),
    [
      seen(LEGACY, over.state ?? 'active', {
        until: over.until,
        detail: { members },
      }),
    ],
    [],
    NOW,
  ).dangers;

const named = (...args: Parameters<typeof dangersOf>) =>
  dangersOf(...args)
    .map(({ severity, type }) => `${severity} ${type}`)
    .filter(danger => danger.includes('host') || danger.includes('members'));

describe('Auto Scaling group whose members differ', () => {
  it.each<[string, MemberDetail[], string[]]>([
    ['one host', [member('i-1', 'active')], []],
    [
      'one of two, off on the other',
      [member('i-1', 'active'), member('i-2', 'idle')],
      ['pressing members-differ'],
    ],
    [
      'one of two, missing on the other',
      [member('i-1', 'active'), member('i-2', 'absent')],
      ['pressing members-differ'],
    ],
    [
      'one of two, and the other was not read',
      [member('i-1', 'active'), member('i-2', 'unknown')],
      [],
    ],
    [
      'both alike',
      [member('i-1', 'active'), member('i-2', 'active')],
      ['acute runs-on-several-hosts'],
    ],
    [
      'both, at other times',
      [
        member('i-1', 'active'),
        member('i-2', 'active', { schedules: [{ ...cron('15 5 * * *') }] }),
      ],
      ['acute runs-on-several-hosts', 'acute members-differ'],
    ],
    [
      'both alike but for blanks',
      [
        member('i-1', 'active'),
        member('i-2', 'active', {
          command: 'bin/batch  RankingDaily',
          schedules: [{ ...cron('15  4 * * *') }],
        }),
      ],
      ['acute runs-on-several-hosts'],
    ],
    [
      'another user where it is off',
      [member('i-1', 'active'), member('i-2', 'idle', { user: 'root' })],
      ['pressing members-differ'],
    ],
    [
      'a command that one member does not tell',
      [
        member('i-1', 'active'),
        member('i-2', 'active', { command: undefined }),
      ],
      ['acute runs-on-several-hosts'],
    ],
  ])('active on %s', (_, members, expected) => {
    expect(named(members)).toEqual(expected);
  });

  it('may run on as many as the plan expects', () => {
    const both = [member('i-1', 'active'), member('i-2', 'active')];
    expect(named(both, { plan: { expectedActive: 2 } })).toEqual([]);
  });

  it('says who differs in what, and when it runs next', () => {
    const [danger] = dangersOf(
      [
        member('i-1', 'active'),
        member('i-2', 'active', { command: 'bin/batch Old', user: 'root' }),
        member('i-3', 'absent'),
      ],
      { plan: { expectedActive: 2 } },
    );
    expect(danger).toMatchObject({
      type: 'members-differ',
      severity: 'acute',
      nextAt: NEXT_TICK,
      message:
        'The hosts behind var/spool/cron/crontabs/batch on bat000 differ: it is active on i-1, i-2, missing on i-3; ' +
        'command and user differ between i-1, i-2; next run at 13 Feb 2026 04:15 (Asia/Tokyo).',
    });
    expect(danger.observationIds).toHaveLength(1);
  });

  it('is not said of a group that is not seen now', () => {
    const members = [member('i-1', 'active'), member('i-2', 'idle')];
    expect(named(members, { until: minutes(-1) })).toEqual([]);
  });
});
