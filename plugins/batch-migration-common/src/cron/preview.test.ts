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
          ja: expect.stringMatching(/03:15.*月曜日/),
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
        fit: [],
        issues: [],
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
