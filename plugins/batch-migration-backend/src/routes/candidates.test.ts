// Only tests import these.
/* eslint-disable @backstage/no-undeclared-imports */
import { createBackendModule } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { targetFindersExtensionPoint } from 'backstage-plugin-batch-migration-node';
import { found, MemoryFinder, PLACE } from '../candidates/testFinder';
import { testDatabases } from '../testDatabases';
import { expectDocumented, startApi, type Api } from './testApi';

jest.setTimeout(240_000);

const LINK = {
  repository: null,
  links: [
    { workloadIds: [] as string[], location: { ref: PLACE, key: 'digest' } },
  ],
};

const databases = testDatabases();

describe.each(databases.eachSupportedId())(
  'target candidates on %s',
  databaseId => {
    let api: Api;
    let ids: Record<string, string>;
    let hidden: Set<string>;
    let mayDismiss: boolean;
    let scope: 'all' | 'nothing';
    const finder = new MemoryFinder();
    const tasks = new Map<string, () => Promise<unknown>>();
    const scheduler = mockServices.scheduler.mock({
      scheduleTask: async ({ id, fn }) => {
        tasks.set(id, async () => fn(new AbortController().signal));
      },
      triggerTask: async () => {},
    });

    const permissions = mockServices.permissions.mock({
      authorize: async requests =>
        requests.map(({ permission, resourceRef }: any) => ({
          result:
            hidden.has(resourceRef) ||
            (permission.name === 'batchMigration.target.dismiss' && !mayDismiss)
              ? AuthorizeResult.DENY
              : AuthorizeResult.ALLOW,
        })),
      authorizeConditional: async requests =>
        requests.map(() => ({
          result:
            scope === 'all' ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
        })),
    });

    beforeAll(async () => {
      hidden = new Set();
      mayDismiss = true;
      scope = 'all';
      finder.readings = [
        found('digest', {
          image: 'news/batch:3',
          starts: ['arn:aws:states:ap-northeast-1:111122223333:stateMachine:d'],
          tags: { team: 'news' },
        }),
        found('purge-cdn'),
        {
          status: 'failed',
          place: 'rule:111122223333/us-east-1',
          reason: 'AWS refused events:ListRules',
        },
      ];
      api = await startApi({
        knex: await databases.init(databaseId),
        features: [
          permissions.factory,
          scheduler.factory,
          createBackendModule({
            pluginId: 'batch-migration',
            moduleId: 'finder',
            register(env) {
              env.registerInit({
                deps: { finders: targetFindersExtensionPoint },
                async init({ finders }) {
                  finders.addTargetFinder(finder);
                },
              });
            },
          }),
        ],
      });
      await api.user('post', '/refresh').expect(200);
      const { body } = await api.user('get', '/workloads');
      ids = Object.fromEntries(
        body.items.map((one: any) => [one.name, one.id]),
      );
      if (!ids.digest) throw new Error('No workload was discovered');
    });

    afterAll(async () => {
      await api.stop();
    });

    beforeEach(() => {
      hidden = new Set();
      mayDismiss = true;
      scope = 'all';
    });

    const list = async (query = '') =>
      expectDocumented(
        await api.user('get', `/target-candidates${query}`).expect(200),
      ).body;
    const named = async (query = '') =>
      (await list(query)).items.map(({ name }: any) => name);
    const one = async (name: string) => (await list(`?text=${name}`)).items[0];

    it('has nothing before anybody looked', async () => {
      expect(await list()).toEqual({
        items: [],
        totalItems: 0,
        nextCursor: null,
        searchedAt: null,
        unread: [],
      });
    });

    it('tells what was found, what it may replace, and what could not be read', async () => {
      await tasks.get('batch-migration-find-targets')!();
      const body = await list('?linked=false');
      expect(body).toMatchObject({
        totalItems: 2,
        nextCursor: null,
        searchedAt: expect.any(String),
        unread: [
          {
            source: 'memory',
            place: 'rule:111122223333/us-east-1',
            readAt: null,
            reason: 'AWS refused events:ListRules',
          },
        ],
      });
      expect(body.items).toMatchObject([
        {
          location: { ref: PLACE, key: 'digest' },
          name: 'digest',
          state: 'active',
          image: 'news/batch:3',
          tags: { team: 'news' },
          linked: false,
          linkedTo: [],
          proposals: [
            {
              workload: { id: ids.digest, name: 'digest' },
              reasons: ['same-name', 'same-occurrences'],
              doubts: [],
            },
          ],
          dismissal: null,
        },
        // It runs, and replaces nothing.
        { name: 'purge-cdn', state: 'active', proposals: [] },
      ]);
      expect(body.items[0].scheduleTexts[0].ja).toMatch(/4/);
    });

    it('tells what is proposed for one workload', async () => {
      expect(await named(`?workload=${ids.digest}`)).toEqual(['digest']);
      expect(await named(`?workload=${ids.import}`)).toEqual([]);
      const answer = expectDocumented(
        await api.user('get', '/target-candidates?workload=none'),
      );
      expect(answer.status).toBe(404);
    });

    it('turns pages', async () => {
      const first = await list('?limit=1');
      expect(first.items).toHaveLength(1);
      expect(await named(`?limit=1&cursor=${first.nextCursor}`)).toEqual([
        'purge-cdn',
      ]);
    });

    it.each([
      '?linked=yes',
      '?cursor=x',
      '?limit=0',
      '?unknown=1',
      '?linked=true&linked=false',
    ])('answers 400 to %s', async query => {
      const answer = await api.user('get', `/target-candidates${query}`);
      expect(expectDocumented(answer).status).toBe(400);
    });

    it('names no workload that one may not read', async () => {
      hidden = new Set([ids.digest]);
      expect(await one('digest')).toMatchObject({ proposals: [] });
      const answer = await api.user(
        'get',
        `/target-candidates?workload=${ids.digest}`,
      );
      expect(answer.status).toBe(404);
      scope = 'nothing';
      expect(await list()).toMatchObject({
        items: [],
        totalItems: 2,
        nextCursor: null,
        unread: [],
      });
    });

    it('is linked by a person, and unlinked', async () => {
      const { id } = await one('digest');
      const link = {
        ...LINK,
        links: [{ ...LINK.links[0], workloadIds: [ids.digest] }],
      };
      const linked = expectDocumented(
        await api.user('put', '/target-links').send(link).expect(200),
      );
      expect(linked.body).toEqual({ repository: null, linked: 1 });
      const again = await api.user('put', '/target-links').send(link);
      expect(again.body).toEqual({ repository: null, linked: 0 });

      expect(await one('digest')).toMatchObject({
        linked: true,
        linkedTo: [{ id: ids.digest, name: 'digest' }],
        proposals: [],
      });
      expect(await named('?linked=false')).toEqual(['purge-cdn']);
      expect(await named('?linked=true')).toEqual(['digest']);
      expect(await named(`?workload=${ids.digest}`)).toEqual([]);
      const { body } = expectDocumented(
        await api.user('get', `/workloads/${ids.digest}`),
      );
      expect(body.repositories).toEqual([]);
      expect(body.locations).toContainEqual(
        expect.objectContaining({ side: 'target', key: 'digest' }),
      );

      hidden = new Set([ids.digest]);
      expect(await one('digest')).toMatchObject({ linked: true, linkedTo: [] });
      const path = `/target-candidates/${id}/links/${ids.digest}`;
      expect((await api.user('delete', path)).status).toBe(404);
      hidden = new Set();

      const undone = expectDocumented(
        await api.user('delete', path).expect(200),
      );
      expect(undone.body).toMatchObject({
        linked: false,
        proposals: [{ workload: { name: 'digest' } }],
      });
      const { body: after } = await api.user('get', `/workloads/${ids.digest}`);
      expect(after.locations).not.toContainEqual(
        expect.objectContaining({ side: 'target' }),
      );
      // Again changes nothing.
      await api.user('delete', path).expect(200);
      const history = await api.user('get', `/workloads/${ids.digest}/history`);
      expect(
        history.body.items.map(({ type }: any) => type).slice(0, 2),
      ).toEqual(['target-unlinked', 'target-linked']);
    });

    it('keeps what a repository linked', async () => {
      const { id } = await one('purge-cdn');
      const link = {
        repository: 'https://git.example.jp/news/batch',
        links: [
          {
            workloadIds: [ids.import],
            location: { ref: PLACE, key: 'purge-cdn' },
          },
        ],
      };
      await api.user('put', '/target-links').send(link).expect(200);
      const answer = expectDocumented(
        await api.user(
          'delete',
          `/target-candidates/${id}/links/${ids.import}`,
        ),
      );
      expect(answer.status).toBe(409);
      expect(answer.body.error.message).toContain('by a repository');
      expect(await one('purge-cdn')).toMatchObject({ linked: true });
    });

    it('is dismissed with a reason, and taken back', async () => {
      const { id } = await one('digest');
      const path = `/target-candidates/${id}/dismissal`;
      mayDismiss = false;
      const refused = await api.user('post', path).send({ reason: 'x' });
      expect(refused.status).toBe(403);
      mayDismiss = true;
      for (const body of [{}, { reason: ' ' }, { reason: 'x', by: 'y' }]) {
        const wrong = expectDocumented(await api.user('post', path).send(body));
        expect(wrong.status).toBe(400);
      }
      const reason = 'Belongs to the archive team';
      const { body } = expectDocumented(
        await api.user('post', path).send({ reason }).expect(200),
      );
      expect(body.dismissal).toEqual({
        reason,
        actor: 'user:default/mori',
        at: expect.any(String),
      });
      const second = await api.user('post', path).send({ reason: 'Other' });
      expect(second.body.dismissal.reason).toBe(reason);
      expect(await named('?dismissed=false')).toEqual(['purge-cdn']);
      expect(await named('?dismissed=true')).toEqual(['digest']);
      expect(
        expectDocumented(await api.user('delete', path).expect(200)).body
          .dismissal,
      ).toBeNull();
      expect(api.auditor.createEvent).toHaveBeenCalledWith(
        expect.objectContaining({ eventId: 'target-dismiss' }),
      );
    });

    it.each(['999999', 'x', '-1'])(
      'answers 404 for the target %s',
      async id => {
        const answer = expectDocumented(
          await api
            .user('post', `/target-candidates/${id}/dismissal`)
            .send({ reason: 'x' }),
        );
        expect(answer.status).toBe(404);
      },
    );

    it('lets no service make a statement', async () => {
      const { id } = await one('digest');
      const answer = await api
        .plugin('post', `/target-candidates/${id}/dismissal`)
        .send({ reason: 'x' });
      expect(answer.status).toBe(403);
    });
  },
);
