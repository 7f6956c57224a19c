import { previewCrontab } from './preview';

const now = new Date('2026-02-12T01:24:00Z');

it('answers the contract for a job and its file', () => {
  const answer = previewCrontab(
    {
      text: 'MAILTO=""\nRAILS_ENV=production\n# daily digest\n15 3 * * 1-5 cd /srv/app && bundle exec rake digest:send\n',
      dialect: 'user',
    },
    now,
    { timezone: 'Asia/Tokyo' },
  );
  expect(answer).toEqual({
    dialect: 'user',
    cron: 'debian',
    fileVerdict: { accepted: true, reason: null },
    jobs: [
      {
        line: 4,
        enabled: true,
        name: 'daily digest',
        user: null,
        schedule: '15 3 * * 1-5',
        timezone: 'Asia/Tokyo',
        command: 'cd /srv/app && bundle exec rake digest:send',
        stdin: null,
        environment: { MAILTO: '', RAILS_ENV: 'production' },
        description: {
          en: 'At 03:15, Monday through Friday',
          ja: '平日 3:15',
        },
        translation: {
          status: 'exact',
          schedules: [
            { expression: 'cron(15 3 ? * MON-FRI *)', timezone: 'Asia/Tokyo' },
          ],
          deduplicate: false,
          reason: null,
          differences: [],
        },
        nextRuns: [
          '2026-02-12T18:15:00.000Z',
          '2026-02-15T18:15:00.000Z',
          '2026-02-16T18:15:00.000Z',
          '2026-02-17T18:15:00.000Z',
          '2026-02-18T18:15:00.000Z',
        ],
        fit: expect.arrayContaining([
          expect.objectContaining({ rule: 'interval', verdict: 'fits' }),
          expect.objectContaining({ rule: 'memory', verdict: 'unknown' }),
          expect.objectContaining({
            rule: 'local-paths',
            verdict: 'does-not-fit',
          }),
        ]),
        issues: [],
        maskedSecrets: [],
        workloadId: null,
      },
    ],
    environment: [
      { line: 1, name: 'MAILTO', value: '' },
      { line: 2, name: 'RAILS_ENV', value: 'production' },
    ],
    issues: [],
  });
});

it('a schedule that never fires is exact with an issue, without schedules and runs', () => {
  const { jobs } = previewCrontab(
    { text: '0 0 30 2 * x\n', dialect: 'user' },
    now,
    {
      timezone: 'Asia/Tokyo',
    },
  );
  expect(jobs[0]).toMatchObject({
    translation: { status: 'exact', schedules: [] },
    nextRuns: [],
    issues: [{ code: 'never-fires' }],
    description: { en: 'Never', ja: '実行されない' },
  });
});

it('masks credentials wherever the answer quotes them', () => {
  const text = [
    'DB_PASSWORD=two words and more',
    '# API_TOKEN=s3cret of the digest',
    '0 6 * * * flock /tmp/a.lock run --password hunter2 > /var/log/a?token=t0ken % PASSWORD=stdin1',
    'SLACK_TOKEN=xoxb-123456789012 is broken',
    '61 6 * * * run --secret h1dden',
    '',
  ].join('\n');
  const answer = previewCrontab({ text, dialect: 'user' }, now, {
    timezone: 'Asia/Tokyo',
  });
  for (const secret of [
    'two words',
    'and more',
    's3cret',
    'hunter2',
    't0ken',
    'stdin1',
    'xoxb-1',
    'h1dden',
  ]) {
    expect(JSON.stringify(answer)).not.toContain(secret);
  }
  expect(answer.jobs[0]).toMatchObject({
    maskedSecrets: expect.arrayContaining(['PASSWORD', 'TOKEN', 'DB_PASSWORD']),
    environment: { DB_PASSWORD: '***MASKED:DB_PASSWORD***' },
  });
});

it.each([
  ['* * * * * run', 'fits'],
  ['0 3 * * * run', 'fits'],
  ['* * * * * sleep 30; run', 'does-not-fit'],
  // Nobody knows when it starts, so nobody knows how often.
  ['@reboot run', 'unknown'],
  ['0 0 30 2 * run', 'unknown'],
])('of %s the interval %s', (line, verdict) => {
  const { jobs } = previewCrontab({ text: `${line}\n`, dialect: 'user' }, now, {
    timezone: 'UTC',
  });
  expect(jobs[0].fit).toContainEqual(
    expect.objectContaining({ rule: 'interval', verdict }),
  );
});
