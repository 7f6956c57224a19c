import { migrationReport } from './migrationReport';
import { answers } from '../testUtils/answers';
import { portal, workload } from '../testUtils/workload';
import { checkAnswers } from './answers';
import { hostAnswers } from './hostAnswers';
import { prepareJobs } from './prepareJobs';

const TOKEN = { token: 'plugin-token' };
const prepare = (
  workloads: Parameters<typeof portal>[0],
  changes: Parameters<typeof answers>[0] = {},
) =>
  prepareJobs(
    answers({ workloadIds: workloads.map(({ id }) => id), ...changes }),
    portal(workloads),
    TOKEN,
  );

describe('prepareJobs', () => {
  it('takes over schedule, command, variables and standard input', async () => {
    const [legacy] = workload('w1').locations;
    const detail = {
      stdin: 'hello\n',
      environment: { RAILS_ENV: 'production', MAILTO: 'x', PATH: '/bin' },
    };
    const [job] = await prepare([
      workload('w1', { locations: [{ ...legacy, detail }] }),
    ]);
    expect(job).toMatchObject({
      name: 'job-w1',
      workloadId: 'w1',
      schedules: [
        {
          name: 'job-w1',
          expression: 'cron(15 4 ? * MON-FRI *)',
          timezone: 'Asia/Tokyo',
        },
      ],
      command: 'cd /srv/app && bundle exec rake digest:send',
      stdin: 'hello\n',
      environment: { RAILS_ENV: 'production' },
      comparison: { status: 'exact' },
    });
    expect(job.warnings).toHaveLength(3);
  });

  it('names each schedule of a job that needs two', async () => {
    const schedule = {
      dialect: 'debian-cron' as const,
      expression: '0 4 1 * 1',
      timezone: 'Asia/Tokyo',
    };
    const [job] = await prepare([workload('w1', { schedule })]);
    expect(job.schedules.map(({ name }) => name)).toEqual([
      'job-w1-s1',
      'job-w1-s2',
    ]);
    expect(job.comparison.deduplicate).toBe(true);
  });

  it('never calls a schedule that is meant to change the same as before', async () => {
    const base = workload('w1');
    const intendedSchedule = {
      dialect: 'eventbridge' as const,
      expression: 'cron(0 6 * * ? *)',
      timezone: 'Asia/Tokyo',
      reason: 'The feed comes later now',
    };
    const [job] = await prepare([
      { ...base, plan: { ...base.plan, intendedSchedule } },
    ]);
    expect(job.comparison.status).toBe('intended');
    expect(job.warnings.join()).toContain('The feed comes later now');
    const report = migrationReport(answers(), [job]);
    expect(report).toContain('is meant to change');
    expect(report).not.toContain('Same instants as before');
  });

  it('gives names that AWS takes to workloads that have none', async () => {
    const jobs = await prepare([
      workload('a1', { name: '日次バッチ' }),
      workload('a2', { name: 'Feed import!' }),
      workload('a3', { name: 'feed/import' }),
      workload('a4', { name: '../../etc/passwd' }),
    ]);
    expect(jobs.map(({ name }) => name)).toEqual([
      'job-a1',
      'feed-import',
      'feed-import-2',
      'etc-passwd',
    ]);
  });

  it('uses the schedule that the plan intends', async () => {
    const base = workload('w1');
    const intendedSchedule = {
      dialect: 'eventbridge' as const,
      expression: 'cron(0 5 * * ? *)',
      timezone: 'Asia/Tokyo',
      reason: 'After the backup',
    };
    const [job] = await prepare([
      { ...base, plan: { ...base.plan, intendedSchedule } },
    ]);
    expect(job.schedules[0].expression).toBe('cron(0 5 * * ? *)');
    expect(job.warnings).toContain(
      'The schedule is meant to change: After the backup',
    );
  });

  it('refuses ids that the portal does not know, all at once', async () => {
    await expect(
      prepareJobs(answers({ workloadIds: ['w1', 'w2'] }), portal([]), TOKEN),
    ).rejects.toThrow(/knows no workload w1, w2/);
  });

  it('passes on other errors of the portal as they are', async () => {
    const broken = {
      ...portal([]),
      workload: async () => {
        throw Object.assign(new Error('Forbidden'), { statusCode: 403 });
      },
    };
    await expect(prepareJobs(answers(), broken, TOKEN)).rejects.toThrow(
      'Forbidden',
    );
  });

  it.each([
    [
      'a schedule that EventBridge cannot express',
      { schedule: cron('0 0 */2 * 1') },
      /cannot be translated: /,
    ],
    ['@reboot', { schedule: cron('@reboot') }, /cannot be translated: /],
    ['a workload without a schedule', { kind: 'resident' }, /resident/],
    [
      'a masked credential without a reference',
      { command: 'x -p***MASKED:DB_PASSWORD***' },
      /masked DB_PASSWORD/,
    ],
    ['an empty command', { command: ' ' }, /command is empty/],
    ['a NUL character', { command: 'a\u0000b' }, /control character/],
    [
      'text that CloudFormation would replace',
      { command: 'echo {{resolve:ssm:x}}' },
      /CloudFormation/,
    ],
    ['text that the CDK would replace', { command: '${Token[A.1]}' }, /CDK/],
    [
      'a command that RunTask refuses',
      { command: 'x'.repeat(8200) },
      /too long/,
    ],
  ])('refuses %s with the reason', async (_, changes, message) => {
    await expect(
      prepare([
        workload('w1', changes as Partial<ReturnType<typeof workload>>),
      ]),
    ).rejects.toThrow(message);
  });

  it('reports everything that stands in the way at once', async () => {
    await expect(
      prepare([
        workload('w1', { schedule: cron('@reboot') }),
        workload('w2', { command: '***MASKED:TOKEN***' }),
      ]),
    ).rejects.toThrow(/w1.*cannot be translated.*w2.*TOKEN/s);
  });

  it('puts a variable in the place of a masked credential', async () => {
    const arn = 'arn:aws:ssm:ap-northeast-1:111122223333:parameter/news/db';
    const [job] = await prepare(
      [workload('w1', { command: "sh -c 'x -p***MASKED:DB_PASSWORD***'" })],
      { secrets: { DB_PASSWORD: arn } },
    );
    expect(job.command).toBe(`sh -c 'x -p'"\${DB_PASSWORD}"''`);
    expect(job.secrets).toEqual({ DB_PASSWORD: arn });
    expect(JSON.stringify(job)).not.toContain('"***MASKED');
  });

  it('does not repeat what was typed instead of a reference', async () => {
    const attempt = prepare([workload('w1')], {
      secrets: { DB_PASSWORD: 'hunter2' },
    });
    await expect(attempt).rejects.toThrow(/DB_PASSWORD must be the ARN/);
    await expect(attempt).rejects.not.toThrow(/hunter2/);
  });

  it.each([
    ['15 4 * * *', 'cron(15 4 ? * * *)', /^cron\(15 4 \? \* \* \*\)$/],
    ['15 4 * * *', 'cron(15 4 * * ? 2026-2199)', /^cron.*2026-2199\)$/],
    ['15 4 * * *', 'cron(16 4 * * ? *)', /other instants.*only the old one/],
    ['15 4 * * 1-5', 'cron(15 4 * * ? *)', /only the chosen one starts/],
    ['15 4 * * *', 'cron(15 4 * * * *)', /is no schedule/],
    ['15 4 * * *', 'cron(15 4 * * ? 2026)', /other instants/],
  ])(
    'of a job at %s takes %s only for the same instants',
    async (line, expression, expected) => {
      const moving = workload('w1', {
        schedule: {
          ...{ dialect: 'debian-cron' as const, expression: line },
          timezone: 'Asia/Tokyo',
        },
      });
      const attempt = prepare([moving], {
        schedules: [{ workloadId: 'w1', expression, timezone: 'Asia/Tokyo' }],
      });
      const answer = await attempt.then(
        ([job]) => job.schedules[0].expression,
        ({ message }) => message,
      );
      expect(answer).toMatch(expected);
    },
  );

  it('makes a new job that has no legacy side', async () => {
    const newJob = {
      name: 'feed-import',
      expression: '*/5 * * * *',
      timezone: 'Asia/Tokyo',
      command: 'node jobs/hello.mjs',
    };
    const [job] = await prepareJobs(
      answers({ workloadIds: [], newJob }),
      portal([]),
      TOKEN,
    );
    expect(job).toMatchObject({
      name: 'feed-import',
      workloadId: null,
      origin: null,
      comparison: { status: 'new' },
    });
    expect(job.schedules[0].expression).toMatch(/^cron\(/);
    expect(job.nextRuns).toHaveLength(5);
  });

  it.each([
    ['a name', { name: 'Feed Import' }, /name must be/],
    [
      'an expression',
      { expression: 'cron(0 4 * * * *)' },
      /no schedule|cannot/,
    ],
    ['five fields', { expression: '61 * * * *' }, /cannot be used/],
    ['a time zone', { timezone: 'Asia/Edo' }, /no time zone/],
    ['a command', { command: '' }, /command is empty/],
  ])('refuses %s that AWS would not take', async (_, changes, message) => {
    const newJob = {
      name: 'feed-import',
      expression: 'rate(5 minutes)',
      timezone: 'Asia/Tokyo',
      command: 'true',
      ...changes,
    };
    await expect(
      prepareJobs(answers({ workloadIds: [], newJob }), portal([]), TOKEN),
    ).rejects.toThrow(message);
  });

  it('needs workloads or a new job', async () => {
    await expect(
      prepareJobs(answers({ workloadIds: [] }), portal([]), TOKEN),
    ).rejects.toThrow(/Choose at least one workload/);
  });
});

function cron(expression: string) {
  return {
    dialect: 'debian-cron' as const,
    expression,
    timezone: 'Asia/Tokyo',
  };
}

it('refuses a parameter that the tasks would look for elsewhere', () => {
  const arn = 'arn:aws:ssm:us-east-1:111122223333:parameter/news/db';
  expect(() => checkAnswers(answers({ secrets: { DB: arn } }))).toThrow(
    'the parameter of DB must be in account 111122223333 and region ap-northeast-1',
  );
});

describe('what the host shared', () => {
  const LINE =
    "flock -n /tmp/pickup.lock -c 'bin/pickup' >> /var/log/pickup.log 2>&1";
  const [legacy] = workload('w1').locations;
  const mailed = {
    ...legacy,
    detail: { environment: { MAILTO: 'ops@example.com' } },
  };
  const old = workload('w1', { command: LINE, locations: [mailed] });
  const unasked = hostAnswers.parse({});

  it('is asked for: each open question is named before anything is made', async () => {
    const refusal = prepare([old], { host: unasked });
    await expect(refusal).rejects.toThrow(/mail: alerts or none/);
    await expect(refusal).rejects.toThrow(/locks: guard or efs/);
    await expect(refusal).rejects.toThrow(/output: logs or kept/);
  });

  it('asks nothing of a job that uses nothing of it', async () => {
    expect(await prepare([workload('w1')], { host: unasked })).toHaveLength(1);
  });

  it('is answered in the job and in migration.md', async () => {
    const host = hostAnswers.parse({
      mail: 'alerts',
      locks: 'guard',
      output: 'logs',
    });
    const jobs = await prepare([old, { ...old, id: 'w2' }], { host });
    expect(jobs[0].command).toBe("flock -n /tmp/pickup.lock -c 'bin/pickup'");
    expect(jobs[0].origin?.command).toBe(LINE);
    expect(jobs[0].warnings.join()).toMatch(/side by side/);
    const report = migrationReport(answers({ host }), jobs);
    expect(report).toContain('Failures go to the alert topic');
    expect(report).toContain('Output goes to the log group');
  });

  it('refuses answers that do not go together', () => {
    expect(() =>
      checkAnswers(answers({ host: { ...unasked, locks: 'efs' } })),
    ).toThrow(/files: efs/);
  });
});
