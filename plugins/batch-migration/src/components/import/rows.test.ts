import { CRONTAB, previewOf } from '../../__testUtils__/crontab';
import { remarksByLine, rowsOf } from './rows';

const read = (text: string, cron?: 'debian' | 'cronie') =>
  previewOf({ text, dialect: 'user', cron });

describe('rowsOf', () => {
  it('gives each job and each unreadable line one row', async () => {
    const rows = rowsOf(await read(CRONTAB));
    expect(rows.map(({ line, mark }) => [line, mark])).toEqual([
      [6, 'exact'],
      [7, 'look'],
      [8, 'look'],
      [9, 'kind'],
      [10, 'broken'],
      [11, 'look'],
      [12, 'kind'],
      [13, 'look'],
      [14, 'off'],
      [15, 'broken'],
    ]);
    expect(rows[9].job).toBeNull();
  });

  it('says what never runs once, and proposes to retire it', async () => {
    const [row] = rowsOf(await read('0 0 31 2 * /opt/old.sh\n'));
    expect(row.remarks).toEqual([
      { severity: 'info', column: null, own: 'retire' },
    ]);
  });

  it('puts the gravest remark first', async () => {
    const [row] = rowsOf(
      await read('0 3 1,15 * 5 API_TOKEN=***MASKED:API_TOKEN*** a'),
    );
    expect(row.remarks[0]).toMatchObject({ code: 'missing-newline' });
    expect(row.mark).toBe('broken');
    expect(row.remarks.length).toBeGreaterThan(2);
  });

  it.each([
    ['*/7 * * * *', { own: 'unevenMinutes', every: 7, gap: 4 }],
    ['*/40 * * * *', { own: 'unevenMinutes', every: 40, gap: 20 }],
    ['0 */5 * * *', { own: 'unevenHours', every: 5, gap: 4 }],
  ])('tells of the short gap of %s', async (schedule, gap) => {
    const [row] = rowsOf(await read(`${schedule} a\n`));
    expect(row.remarks).toContainEqual(expect.objectContaining(gap));
    expect(row.mark).toBe('look');
  });

  it.each(['*/5 * * * *', '0 */6 * * *', '*/60 * * * *', '7 * * * *'])(
    'finds no short gap in %s',
    async schedule => {
      const [{ remarks }] = rowsOf(await read(`${schedule} a\n`));
      expect(JSON.stringify(remarks)).not.toContain('uneven');
    },
  );

  it('never calls exact what the target would start twice', async () => {
    const preview = await read('0 9 * * 1 a\n');
    const [job] = preview.jobs;
    const [row] = rowsOf({
      ...preview,
      jobs: [
        { ...job, translation: { ...job.translation, deduplicate: true } },
      ],
    });
    expect(row.mark).toBe('look');
  });

  it('names the lock that only this host sees', async () => {
    const [row] = rowsOf(await read('5 4 * * * flock -n /tmp/s.lock a\n'));
    expect(row.mark).toBe('look');
    expect(row.remarks[0]).toMatchObject({ own: 'fit', severity: 'warning' });
  });
});

it('lists remarks on settings too', async () => {
  const preview = await read(CRONTAB);
  const lines = [...remarksByLine(rowsOf(preview), preview).keys()];
  // Debian knows no CRON_TZ.
  expect(lines).toEqual([4, 7, 8, 9, 10, 11, 12, 13, 15]);
});
