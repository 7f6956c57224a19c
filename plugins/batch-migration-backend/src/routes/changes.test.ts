import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Knex } from 'knex';
import { testDatabases } from '../testDatabases';
import { expectDocumented, startApi, type Api } from './testApi';

jest.setTimeout(240_000);

const databases = testDatabases();

describe.each(databases.eachSupportedId())('Changes on %s', databaseId => {
  let knex: Knex;
  let api: Api;
  let mayRead = true;
  const permissions = mockServices.permissions.mock({
    authorize: async requests =>
      requests.map(() => ({ result: AuthorizeResult.ALLOW })),
    authorizeConditional: async requests =>
      requests.map(() => ({
        result: mayRead ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
      })),
  });

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    api = await startApi({ knex, features: [permissions.factory] });
    await api.user('post', '/refresh').expect(200);
  });
  afterAll(() => api.stop());

  const changes = async () =>
    expectDocumented(await api.user('get', '/changes')).body;

  it('has another revision after a plan was changed, and not before', async () => {
    const before = await changes();
    expect(await changes()).toEqual(before);

    const { body } = await api.user('get', '/workloads');
    const { id } = body.items[0];
    const plan = await api.user('get', `/workloads/${id}/plan`);
    await api
      .user('put', `/workloads/${id}/plan`)
      .set('If-Match', plan.headers.etag)
      .send({ ...plan.body, notes: 'Asked the team' })
      .expect(200);
    expect((await changes()).revision).not.toBe(before.revision);
  });

  it('tells how far a look at everything is while it runs', async () => {
    let answer = () => {};
    let asked = () => {};
    const isAsked = new Promise<void>(resolve => {
      asked = resolve;
    });
    const observe = jest
      .spyOn(api.instances, 'observe')
      .mockImplementation(async locations => {
        asked();
        await new Promise<void>(resolve => {
          answer = resolve;
        });
        return locations.map(location => ({
          ...{ location, state: 'active' as const, detail: {} },
        }));
      });
    const refreshing = api
      .user('post', '/refresh')
      .then(({ status }) => status);
    await isAsked;
    expect((await changes()).round).toEqual({
      startedAt: expect.stringMatching(/^2026-/),
      ...{ step: 'probes', done: 0, total: expect.any(Number) },
    });
    answer();
    observe.mockRestore();
    expect(await refreshing).toBe(200);
    expect((await changes()).round).toBeNull();
  });

  it('tells nothing to who may read nothing', async () => {
    mayRead = false;
    await api.user('get', '/changes').expect(403);
    mayRead = true;
  });
});
