import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { workloadConditions } from '../permissions';
import { testDatabases } from '../testDatabases';
import { cronItem, inventory } from '../testEstate';
import { startApi, type Api } from './testApi';

jest.setTimeout(240_000);

const NEWS = 'group:default/news-platform';

/** More than two of the pages in which it is written. */
const JOBS = 1_203;
/** `import` and `report`, which the inventory had at the start. */
const FORMER = 2;

const databases = testDatabases();

describe.each(databases.eachSupportedId())('export on %s', databaseId => {
  let api: Api;
  let reading: unknown = { result: AuthorizeResult.ALLOW };

  const permissions = mockServices.permissions.mock({
    authorize: async requests =>
      requests.map(() => ({ result: AuthorizeResult.ALLOW })),
    authorizeConditional: async requests =>
      requests.map(() => reading as { result: AuthorizeResult.ALLOW }),
  });

  const rowsOf = (text: string) => text.split('\r\n').slice(1, -1);
  const nameIn = (row: string) => row.split('","')[1];

  beforeAll(async () => {
    api = await startApi({
      knex: await databases.init(databaseId),
      config: { limits: { export: 1_000 } },
      features: [permissions.factory],
    });
    api.source.readings = [
      inventory(
        [
          cronItem('digest', {
            ownerRef: NEWS,
            command: '=cmd|"/c calc"!A1',
          }),
          ...Array.from({ length: JOBS - 1 }, (_, i) => cronItem(`job-${i}`)),
        ],
        { capturedAt: '2026-02-11T01:00:00.000Z' },
      ),
    ];
    await api.user('post', '/refresh').expect(200);
  });

  beforeEach(() => {
    reading = { result: AuthorizeResult.ALLOW };
  });

  afterAll(async () => {
    await api.stop();
  });

  it('holds each workload once, in the order asked for', async () => {
    const answer = await api.user('get', '/export.csv').expect(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': 'attachment; filename="workloads-2026-02-11.csv"',
      'cache-control': 'no-store',
    });
    expect(answer.text.startsWith('"id","name",')).toBe(true);
    const names = rowsOf(answer.text).map(nameIn);
    expect(names).toHaveLength(JOBS + FORMER);
    expect(new Set(names).size).toBe(JOBS + FORMER);
    expect(names).toEqual([...names].sort());
  });

  it('takes the filters of the list', async () => {
    const { text } = await api
      .user('get', `/export.csv?owner=${NEWS}&kind=scheduled`)
      .expect(200);
    expect(rowsOf(text).map(nameIn)).toEqual(['digest']);
    const none = await api.user('get', '/export.csv?stage=retired').expect(200);
    expect(rowsOf(none.text)).toEqual([]);
  });

  it('holds no formula', async () => {
    const { text } = await api.user('get', '/export.csv?text=digest');
    expect(text).toContain(`,"'=cmd|""/c calc""!A1",`);
  });

  it('begins with a byte order mark where one is asked for', async () => {
    const { text } = await api.user('get', '/export.csv?bom=true');
    expect(text.startsWith('\uFEFF"id"')).toBe(true);
  });

  it('holds only what the caller may read', async () => {
    reading = {
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'batch-migration',
      resourceType: 'batch-migration-workload',
      conditions: workloadConditions.isOwner({ owners: [NEWS] }),
    };
    const { text } = await api.user('get', '/export.csv').expect(200);
    expect(rowsOf(text).map(nameIn)).toEqual(['digest']);
  });

  it('is refused, and no empty file, where nothing may be read', async () => {
    reading = { result: AuthorizeResult.DENY };
    const answer = await api.user('get', '/export.csv').expect(403);
    expect(answer.body.error.message).toContain('batchMigration.workload.read');
  });

  it.each([
    ['orderBy=size', 'orderBy'],
    ['bom=yes', 'bom'],
    ['stage=done', 'stage'],
    ['limit=5', 'limit'],
  ])('refuses %s', async (query, field) => {
    const answer = await api.user('get', `/export.csv?${query}`).expect(400);
    expect(answer.body.error.message).toContain(field);
  });

  it('tells the audit log who took it', async () => {
    api.auditor.createEvent.mockClear();
    await api.user('get', '/export.csv?text=digest').expect(200);
    expect(api.auditor.createEvent.mock.calls).toEqual([
      [
        expect.objectContaining({
          eventId: 'workloads-export',
          meta: { filters: ['text'] },
        }),
      ],
    ]);
  });
});
