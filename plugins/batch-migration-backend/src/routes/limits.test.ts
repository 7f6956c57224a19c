import { createServiceFactory } from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { mockCredentials } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { LIMITED_CALLS, type LimitedCall } from '../limits/CallLimits';
import {
  expectDocumented,
  operations,
  startApi,
  type Api,
  type Method,
} from './testApi';

jest.setTimeout(240_000);

const MORI = mockCredentials.user.header('user:default/mori');
const SATO = mockCredentials.user.header('user:default/sato');

const CRONTAB = { text: '0 5 * * * /a\n', dialect: 'user' };

const GOLDEN_PATH = { template: 'scheduled-fargate-job', form: {} };

/** How each limited call is made once; `:id` stands for a workload. */
const CALLS: Record<LimitedCall, [Method, string, object?]> = {
  crontabPreview: ['post', '/crontab/preview', CRONTAB],
  handoverPreview: ['post', '/handover/preview', { workloadIds: [':id'] }],
  goldenPathPreview: ['post', '/golden-paths/preview', GOLDEN_PATH],
  export: ['get', '/export.csv'],
  refresh: ['post', '/refresh'],
  forecast: ['get', '/forecast'],
  cost: ['get', '/servers/default/bat000/cost'],
  density: ['get', '/schedule/density'],
  canary: ['get', '/workloads/unknown/canary'],
  approvals: ['get', '/approvals'],
  session: [
    'post',
    '/workloads/unknown/sessions/nowhere',
    { reason: 'To look', minutes: 5, requestId: '0123456789abcdef' },
  ],
  planImport: ['post', '/plans/import', { text: 'plans: []' }],
};

/** So large that no call takes it, but for a whole capture. */
const LARGE = 9_000_000;

describe('limits', () => {
  const registry = actionsRegistryServiceMock();
  let api: Api;
  let id: string;

  beforeAll(async () => {
    api = await startApi({
      config: {
        limits: Object.fromEntries(
          Object.keys(LIMITED_CALLS).map(call => [call, 2]),
        ),
      },
      features: [
        createServiceFactory({
          service: actionsRegistryServiceRef,
          deps: {},
          factory: () => registry,
        }),
      ],
    });
    id = (await api.user('get', '/workloads')).body.items[0].id;
  });

  afterAll(async () => {
    await api.stop();
  });

  it.each(Object.entries(CALLS))(
    'refuses %s once it is made too often, to this caller alone',
    async (_call, [method, path, body]) => {
      const make = (authorization: string) =>
        api
          .as(authorization)(method, path)
          .send(body && JSON.parse(JSON.stringify(body).replace(':id', id)));
      await make(MORI);
      expect((await make(MORI)).status).not.toBe(429);
      const refused = expectDocumented(await make(MORI));
      expect(refused.status).toBe(429);
      expect(refused.body.error).toMatchObject({
        name: 'TooManyRequestsError',
        message: expect.stringMatching(
          /^You made this call 2 times within a minute, .* Try again in \d+ seconds\.$/,
        ),
      });
      const seconds = Number(refused.headers['retry-after']);
      expect(seconds).toBeGreaterThan(0);
      expect(seconds).toBeLessThanOrEqual(60);
      expect((await make(SATO)).status).not.toBe(429);
    },
  );

  it('counts tools of agents together with requests', async () => {
    const invoke = (user: string) =>
      registry.invoke({
        id: 'test:preview-crontab',
        input: CRONTAB,
        credentials: mockCredentials.user(user),
      });
    const kato = 'user:default/kato';
    const request = api.as(mockCredentials.user.header(kato));
    await request('post', '/crontab/preview').send(CRONTAB).expect(200);
    await invoke(kato);
    await expect(invoke(kato)).rejects.toThrow('You made this call 2 times');
    await expect(invoke('user:default/abe')).resolves.toBeDefined();
  });

  it.each(operations)(
    '$method $path refuses a body that is too large',
    async ({ method, path }) => {
      const answer = await api
        .as(mockCredentials.user.header('user:default/large'))(
          method,
          path.replace('{namespace}', 'default').replace(/\{\w+\}/g, id),
        )
        .set('Content-Type', 'application/json')
        .set('If-Match', '"v0"')
        .send(JSON.stringify({ text: '#'.repeat(LARGE) }));
      expect(answer.status).toBe(413);
      expect(answer.body.error.message).toMatch(
        /^(The body is too large: this call takes at most \d+ kB|This call takes no body)$/,
      );
    },
  );

  it('waits for no body of unknown length where none is read', async () => {
    const asked = api.user('post', '/refresh');
    asked.write('x');
    expect((await asked).status).toBe(413);
  });
});
