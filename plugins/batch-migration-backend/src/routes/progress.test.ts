import type { Knex } from 'knex';
import { addDays } from 'backstage-plugin-batch-migration-common';
import type { BatchMigrationDatabase } from '../stores';
import { testDatabases } from '../testDatabases';
import { createDatabase, SERVER } from '../testEstate';
import { takeSnapshot } from '../progress';
import { NO_COUNTS } from '../progress/countProgress';
import { expectDocumented, NOW, startApi, type Api } from './testApi';

jest.setTimeout(240_000);

const databases = testDatabases();
const TODAY = '2026-02-11';

describe.each(databases.eachSupportedId())('progress on %s', databaseId => {
  let knex: Knex;
  let api: Api;
  let database: BatchMigrationDatabase;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    api = await startApi({ knex });
    database = await createDatabase(knex);
    await api.user('post', '/refresh').expect(200);
  });

  beforeEach(async () => {
    await knex('progress').delete();
  });

  afterAll(async () => {
    await api.stop();
  });

  const get = async (path: string) => {
    const answer = expectDocumented(await api.user('get', path));
    expect(answer.status).toBe(200);
    return answer.body;
  };

  /** A record of some weeks up to today, with one more retired in each. */
  const remember = (weeks: number) =>
    database.progress.save(
      Array.from({ length: weeks * 7 + 1 }, (_, day) => {
        const retired = Math.floor(day / 7);
        return {
          ...{ subject: 'all' as const, key: '' },
          date: addDays(TODAY, day - weeks * 7),
          ...{ countedAt: NOW, changes: [], moreChanges: 0 },
          counts: {
            ...NO_COUNTS,
            ...{ scope: 40, retired, notSeen: 0 },
            byStage: {
              ...NO_COUNTS.byStage,
              ...{ retired, discovered: 40 - retired },
            },
          },
        };
      }),
    );

  it('answers nothing before anybody counted, and says so', async () => {
    expect(await get('/progress')).toMatchObject({
      ...{ timezone: 'Asia/Tokyo', from: '2025-02-11', to: TODAY },
      ...{ subject: { type: 'all', key: null }, items: [], gaps: [] },
    });
    expect(await get('/forecast')).toMatchObject({
      today: TODAY,
      items: [
        {
          subject: { type: 'all', key: null },
          forecast: { state: 'too-early', reason: 'too-few-weeks' },
        },
      ],
    });
  });

  it('counts today as the summary does, on all, a server and a wave', async () => {
    await takeSnapshot({
      ...{ database, now: new Date(NOW), timezone: 'Asia/Tokyo' },
    });
    const summary = await get('/summary');
    const own = (body: { items: object[] }) => body.items;
    const { scope, retired, retained, notSeen } = summary;
    const counts = { scope, retired, retained, notSeen };
    expect(own(await get('/progress'))).toMatchObject([
      {
        ...{ date: TODAY, ...counts },
        byStage: [{ key: 'discovered', count: 3 }],
      },
    ]);
    expect(own(await get(`/progress?server=${SERVER}`))).toMatchObject([
      { date: TODAY, scope: 3 },
    ]);
    expect(own(await get('/progress?wave=one'))).toEqual([]);
    expect(await get(`/forecast?server=${SERVER}&wave=one`)).toMatchObject({
      items: [
        { subject: { type: 'server', key: SERVER }, forecast: { scope: 3 } },
        { subject: { type: 'wave', key: 'one' }, forecast: { scope: 0 } },
      ],
    });
  });

  it('foretells a range from the record, and the same again', async () => {
    await remember(20);
    const first = await get('/forecast');
    const [{ forecast }] = first.items;
    expect(forecast).toMatchObject({
      ...{ state: 'range', weeks: 20, unseenWeeks: 0, scope: 40, done: 20 },
      windows: [{ months: 3 }, { months: 6 }, { months: 12, finish: null }],
    });
    expect(forecast.finish.p10 >= TODAY).toBe(true);
    expect(forecast.finish.p10 < forecast.finish.p90).toBe(true);
    expect(forecast.fan[0]).toMatchObject({
      date: TODAY,
      done: { middle: 20 },
    });
    expect((await get('/forecast')).items).toEqual(first.items);
  });

  it('names the days on which nobody counted, and fills none of them', async () => {
    await remember(2);
    await knex('progress')
      .whereBetween('date', ['2026-01-30', '2026-02-01'])
      .orWhere('date', '>', '2026-02-08')
      .delete();
    const { items, gaps } = await get('/progress?from=2026-01-28');
    expect(items.map(({ date }: { date: string }) => date)).toEqual([
      ...['2026-01-28', '2026-01-29', '2026-02-02', '2026-02-03'],
      ...['2026-02-04', '2026-02-05', '2026-02-06', '2026-02-07'],
      '2026-02-08',
    ]);
    expect(gaps).toEqual([
      { from: '2026-01-30', to: '2026-02-01', days: 3 },
      // Today may still be counted.
      { from: '2026-02-09', to: '2026-02-10', days: 2 },
    ]);
  });

  it.each([
    ['/progress?from=2026-02-30', 'from'],
    ['/progress?from=1999-01-01', 'from'],
    ['/progress?to=today', 'to'],
    ['/progress?from=2026-02-02&to=2026-02-01', 'from'],
    ['/progress?from=2024-01-01&to=2026-02-01', 'to'],
    ['/progress?server=a&server=b', 'server'],
    ['/progress?server=a&wave=b', 'wave'],
    ['/progress?owner=a', 'owner'],
    ['/forecast?from=2026-01-01', 'from'],
    [
      `/forecast?${Array.from(
        { length: 60 },
        (_, n) => `server=s${n}&wave=w${n}`,
      ).join('&')}`,
      'server and wave',
    ],
  ])('refuses %s', async (path, field) => {
    const answer = expectDocumented(await api.user('get', path));
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toContain(field);
  });

  it.each(['server=%00', 'wave=%ED%A0%80', 'server='])(
    'bears ?%s',
    async query => {
      expect((await get(`/progress?${query}`)).items).toEqual([]);
      const { items } = await get(`/forecast?${query}`);
      expect(items).toMatchObject([{ forecast: { state: 'too-early' } }]);
    },
  );
});
