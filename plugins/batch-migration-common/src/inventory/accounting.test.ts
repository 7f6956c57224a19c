import { maskSecrets } from '../workload';
import { longestRunOf } from '../workload/longestRun';
import type { InventoryItem } from '../workload/inventory';
import { readAccounting } from './accounting';
import { cronRuns } from './cronRuns';
import { filesOf } from './testCapture';
import { growth, NOT_QUADRATIC } from '../testing/growth';

const CAPTURED_AT = '2026-02-12T03:00:00.000Z';
const DAY = '2026-02-12';

const line = (command: string): InventoryItem => ({
  kind: 'scheduled',
  name: command,
  roleRef: 'resource:default/jobs',
  ownerRef: null,
  description: null,
  schedule: {
    dialect: 'debian-cron',
    expression: '*/5 * * * *',
    timezone: 'UTC',
  },
  command: maskSecrets(command).text,
  user: 'batch',
  location: {
    ref: 'crontab:default/bat000/var/spool/cron/crontabs/batch',
    key: command,
  },
  state: 'active',
  detail: {},
  maskedSecrets: [],
  where: '',
});

const cmd = (time: string, pid: number, command = 'job') =>
  `Feb 12 ${time} bat000 CRON[${pid}]: (batch) CMD (${command})`;

const seconds = (time: string) => Date.parse(`${DAY}T${time}Z`) / 1000;
/** cron's child: it starts the shell and waits for it. */
const child = (time: string, real: string, pid: number, parent = 700) =>
  `${seconds(time)} ${real} 0 0 ${pid} ${parent} cron`;
const shell = (time: string, pid: number, parent: number, status = 0) =>
  `${seconds(time)} 1.00 ${status} 1001 ${pid} ${parent} sh`;

const read = (log: string[], accounted: string[], commands = ['job', 'two']) =>
  cronRuns({
    files: filesOf({
      'var/log/syslog': `${log.join('\n')}\n`,
      'pacct.txt': `${accounted.join('\n')}\n`,
    }),
    crontabs: [
      {
        name: 'user/batch',
        path: 'var/spool/cron/crontabs/batch',
        items: commands.map(line),
      },
    ],
    host: 'bat000',
    capturedAt: CAPTURED_AT,
    timezone: 'UTC',
    isComplete: () => true,
  });

const endsIn = (log: string[], accounted: string[]) =>
  read(log, accounted).runs.map(({ endedAt, outcome }) => [
    endedAt?.slice(11, 19) ?? null,
    outcome,
  ]);

describe('process accounting', () => {
  it.each<[string, string[], string[], Array<[string | null, string]>]>([
    [
      'ends a run by the pid of its shell, and tells how it ended',
      [cmd('01:00:01', 12)],
      [shell('01:00:01', 12, 11), child('01:00:01', '65.20', 11)],
      [['01:01:07', 'succeeded']],
    ],
    [
      'tells a failure, and what a signal ended',
      [cmd('01:00:01', 12), cmd('01:05:01', 22)],
      [
        ...[shell('01:00:01', 12, 11, 1), child('01:00:01', '1.00', 11)],
        ...[shell('01:05:01', 22, 21, 137), child('01:05:01', '9.00', 21)],
      ],
      [
        ['01:00:03', 'failed'],
        ['01:05:11', 'failed'],
      ],
    ],
    [
      'tells apart what started in one second',
      [cmd('01:00:01', 13), cmd('01:00:01', 14, 'two')],
      [
        ...[shell('01:00:01', 14, 11), child('01:00:01', '4.50', 11)],
        ...[shell('01:00:01', 13, 12, 2), child('01:00:01', '60.00', 12)],
      ],
      [
        ['01:01:02', 'failed'],
        ['01:00:06', 'succeeded'],
      ],
    ],
    [
      'takes the only child of cron for the only run',
      [cmd('01:00:02', 12)],
      [child('01:00:01', '65.20', 11)],
      [['01:01:08', 'unknown']],
    ],
    [
      'never guesses between two children of cron',
      [cmd('01:00:01', 13)],
      [child('01:00:01', '1.00', 11), child('01:00:01', '60.00', 12)],
      [[null, 'unknown']],
    ],
    [
      'never guesses between two runs',
      [cmd('01:00:01', 13), cmd('01:00:01', 14, 'two')],
      [child('01:00:01', '60.00', 11)],
      [
        [null, 'unknown'],
        [null, 'unknown'],
      ],
    ],
    [
      'does not take the child of a run that the log does not tell of',
      [cmd('01:00:01', 14)],
      [shell('01:00:01', 13, 12), child('01:00:01', '60.00', 12)],
      [[null, 'unknown']],
    ],
    [
      'does not take the daemon, which init started',
      [cmd('01:00:01', 12)],
      [child('01:00:00', '60.00', 11, 1)],
      [[null, 'unknown']],
    ],
    [
      'does not take a pid that came round',
      [cmd('01:00:01', 12)],
      [shell('01:30:01', 12, 11), child('01:30:01', '60.00', 11)],
      [[null, 'unknown']],
    ],
    [
      'does not take what started before or after',
      [cmd('01:00:20', 12)],
      [child('01:00:09', '60.00', 11), child('01:00:22', '60.00', 10)],
      [[null, 'unknown']],
    ],
    [
      'knows that a run goes on while cron waits for it',
      [cmd('01:00:01', 12), cmd('01:05:01', 22), cmd('02:00:01', 32)],
      [
        ...[shell('01:00:01', 12, 11), child('01:00:01', '65.20', 11)],
        // The shell is gone; what it started still holds its output.
        shell('01:05:01', 22, 21),
        ...[shell('02:00:01', 32, 31), child('02:00:01', '65.20', 31)],
      ],
      [
        ['01:01:07', 'succeeded'],
        [null, 'running'],
        ['02:01:07', 'succeeded'],
      ],
    ],
    [
      'says nothing of runs from when it was off',
      [cmd('01:00:01', 12), cmd('02:30:01', 22)],
      [shell('01:00:01', 12, 11), child('01:00:01', '65.20', 11)],
      [
        ['01:01:07', 'succeeded'],
        [null, 'unknown'],
      ],
    ],
    [
      'leaves an end that the log shows, and tells how it ended',
      [
        cmd('01:00:01', 12),
        'Feb 12 01:00:30 bat000 CRON[11]: (batch) END (job)',
      ],
      [shell('01:00:01', 12, 11), child('01:00:01', '65.20', 11)],
      [['01:00:30', 'succeeded']],
    ],
  ])('%s', (_, log, accounted, ends) => {
    expect(endsIn(log, accounted)).toEqual(ends);
  });

  it('changes no id of a run, nor the line it belongs to', () => {
    const log = [cmd('01:00:01', 12), cmd('01:05:01', 22, 'two')];
    const accounted = [
      ...[shell('01:00:00', 12, 11), child('01:00:00', '65.20', 11)],
      ...[shell('01:05:02', 22, 21), child('01:05:01', '65.20', 21)],
    ];
    const idOf = ({ externalId, location, startedAt }: never) => [
      ...[externalId, location, startedAt],
    ];
    expect((read(log, accounted).runs as never[]).map(idOf)).toEqual(
      (read(log, []).runs as never[]).map(idOf),
    );
  });

  it('makes the longest run measured, never shorter than it was', () => {
    const times = ['01:00:01', '01:05:01', '01:10:01'];
    const reals = ['3.00', '59.99', '4.10'];
    const { runs } = read(
      times.map((time, at) => cmd(time, 12 + 10 * at)),
      times.flatMap((time, at) => [
        shell(time, 12 + 10 * at, 11 + 10 * at),
        child(time, reals[at], 11 + 10 * at),
      ]),
    );
    const stored = runs.map((run, id) => ({ ...run, id, source: 'files' }));
    expect(longestRunOf(stored, [], new Date(CAPTURED_AT))).toMatchObject({
      ...{ source: 'measured', seconds: 60 },
    });
  });

  it('names lines that are none', () => {
    const { issues } = read(
      [cmd('01:00:01', 12)],
      ['x', child('01:00:01', '1.00', 11), '1 2 3'],
    );
    expect(issues).toEqual([
      expect.objectContaining({
        ...{ path: 'pacct.txt', line: 1, code: 'unreadable-line' },
        message: '2 lines are no processes',
      }),
    ]);
    expect(readAccounting('\r\n\n').unread).toEqual([]);
  });

  it('of a hostile host takes linear time', () => {
    const readMany = (size: number) => {
      const many = Array.from({ length: size }, (_, at) => at);
      return read(
        many.map(at => cmd('01:00:01', 12 + (at % 3))),
        many.map(at => child('01:00:01', '1.00', 11 + (at % 3), 10 + (at % 5))),
      );
    };
    expect(growth(readMany, 3_000)).toBeLessThan(NOT_QUADRATIC);
  });
});
