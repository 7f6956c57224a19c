import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { historyReadPermission } from 'backstage-plugin-batch-migration-common';
import { expectDocumented, startApi, type Api } from './testApi';

jest.setTimeout(240_000);

describe('GET /history/head', () => {
  let api: Api;
  let isAllowed = true;

  beforeAll(async () => {
    const permissions = mockServices.permissions.mock({
      authorize: async requests =>
        requests.map(({ permission }) => ({
          result:
            isAllowed || permission.name !== historyReadPermission.name
              ? AuthorizeResult.ALLOW
              : AuthorizeResult.DENY,
        })),
      authorizeConditional: async requests =>
        requests.map(() => ({ result: AuthorizeResult.ALLOW })),
    });
    api = await startApi({ features: [permissions.factory] });
  });

  afterAll(() => api.stop());

  it('commits to what was written', async () => {
    const before = expectDocumented(await api.user('get', '/history/head'));
    expect(before.status).toBe(200);
    const { sequence, count, hash } = before.body;
    expect(sequence).toBeGreaterThan(0);
    expect(count).toBe(sequence);
    const again = await api.user('get', '/history/head');
    expect(again.body).toMatchObject({ sequence, hash });

    await api.user('post', '/refresh').expect(200);
    const after = await api.user('get', '/history/head');
    expect(after.body.sequence).toBeGreaterThan(sequence);
    expect(after.body.hash).not.toBe(hash);
  });

  it('is for those who may read the history', async () => {
    isAllowed = false;
    const answer = expectDocumented(await api.user('get', '/history/head'));
    expect(answer.status).toBe(403);
    expect(answer.body.error.message).toContain('batchMigration.history.read');
    expect((await api.nobody('get', '/history/head')).status).toBe(401);
  });
});
