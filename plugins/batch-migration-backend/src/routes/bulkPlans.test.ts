import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  EMPTY_PLAN,
  type BulkPlanRequest,
  type PlanConflict,
} from 'backstage-plugin-batch-migration-common';
import { testDatabases } from '../testDatabases';
import { expectDocumented, startApi, type Api } from './testApi';

jest.setTimeout(240_000);

const databases = testDatabases();

describe.each(databases.eachSupportedId())(
  'plans in bulk on %s',
  databaseId => {
    let api: Api;
    let ids: string[];
    let unreadable: string[] = [];
    let locked: string[] = [];

    const permissions = mockServices.permissions.mock({
      authorize: async requests =>
        requests.map(({ permission, resourceRef }: any) => ({
          result:
            unreadable.includes(resourceRef) ||
            (locked.includes(resourceRef) &&
              permission.name === 'batchMigration.plan.update')
              ? AuthorizeResult.DENY
              : AuthorizeResult.ALLOW,
        })),
      authorizeConditional: async requests =>
        requests.map(() => ({ result: AuthorizeResult.ALLOW })),
    });

    beforeAll(async () => {
      api = await startApi({
        knex: await databases.init(databaseId),
        features: [permissions.factory],
      });
      await api.user('post', '/refresh');
      const { body } = await api.user('get', '/workloads?orderBy=name');
      ids = body.items.map(({ id }: { id: string }) => id);
      if (ids.length !== 3) throw new Error('Not all were discovered');
    });

    afterAll(() => api.stop());

    beforeEach(() => {
      unreadable = [];
      locked = [];
    });

    const planOf = async (id: string) =>
      (await api.user('get', `/workloads/${id}/plan`)).body;
    const versions = () =>
      Promise.all(
        ids.map(async workloadId => ({
          workloadId,
          version: (await planOf(workloadId)).version as number,
        })),
      );
    const bulk = async (body: BulkPlanRequest | object) =>
      expectDocumented(await api.user('post', '/plans/bulk').send(body));
    const events = async (id: string) =>
      (await api.user('get', `/workloads/${id}/history`)).body.items.filter(
        ({ type }: { type: string }) => type === 'plan-updated',
      );

    it('sets what is named in each, and leaves the rest', async () => {
      const own = {
        ...EMPTY_PLAN,
        notes: 'Mine',
        requirements: [
          { id: 'B02', text: 'No stop', check: 'probe' },
          { id: 'own', text: 'Ask Ueda', check: null },
        ],
      };
      await api
        .user('put', `/workloads/${ids[0]}/plan`)
        .set('If-Match', '"v0"')
        .send(own)
        .expect(200);
      const plans = await versions();
      const { status, body } = await bulk({
        plans,
        change: {
          strategy: 'replatform',
          ownerRef: 'Group:News',
          requirements: [{ id: 'B02', text: 'No double run', check: 'link' }],
        },
      });
      expect(status).toBe(200);
      expect(body.plans).toEqual(
        plans.map(one => ({ ...one, version: one.version + 1 })),
      );
      expect(await planOf(ids[0])).toEqual({
        ...own,
        version: 2,
        strategy: 'replatform',
        ownerRef: 'group:default/news',
        requirements: [
          { id: 'B02', text: 'No double run', check: 'link' },
          own.requirements[1],
        ],
      });
      expect(await planOf(ids[1])).toMatchObject({ version: 1, notes: null });
      const listed = await api.user('get', '/workloads?strategy=replatform');
      expect(listed.body.totalItems).toBe(3);
    });

    it('leaves a plan in which nothing changes, with one event for each that does', async () => {
      const before = await Promise.all(ids.map(events));
      await api
        .user('put', `/workloads/${ids[1]}/plan`)
        .set('If-Match', '"v1"')
        .send({ ...(await planOf(ids[1])), wave: 'one' })
        .expect(200);
      const plans = await versions();
      const { body } = await bulk({ plans, change: { wave: 'one' } });
      expect(
        body.plans.map(
          ({ version }: { version: number }, n: number) =>
            version - plans[n].version,
        ),
      ).toEqual([1, 0, 1]);
      const after = await Promise.all(ids.map(events));
      expect(after.map((each, n) => each.length - before[n].length)).toEqual([
        1, 1, 1,
      ]);
      expect(after[0][0]).toMatchObject({
        actor: 'user:default/mori',
        changes: [{ field: 'wave', before: null, after: 'one' }],
      });
    });

    it('changes none where one changed meanwhile, and says which', async () => {
      const plans = await versions();
      const stale = plans.map((one, n) =>
        n === 2 ? { ...one, version: one.version - 1 } : one,
      );
      const { status, body } = await bulk({
        plans: stale,
        change: { wave: 'two' },
      });
      expect(status).toBe(409);
      const conflicts: PlanConflict[] = body.error.conflicts;
      expect(conflicts).toEqual([
        {
          workloadId: ids[2],
          name: expect.any(String),
          expected: stale[2].version,
          current: await planOf(ids[2]),
        },
      ]);
      expect(await versions()).toEqual(plans);
    });

    it('lets one of two win who plan the same at the same moment', async () => {
      const plans = await versions();
      const answers = await Promise.all(
        ['three', 'four'].map(wave => bulk({ plans, change: { wave } })),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(await versions()).toEqual(
        plans.map(one => ({ ...one, version: one.version + 1 })),
      );
      const waves = await Promise.all(
        ids.map(async id => (await planOf(id)).wave as string),
      );
      expect(new Set(waves).size).toBe(1);
    });

    it('says of what one may not read that it is not there', async () => {
      const plans = await versions();
      unreadable = [ids[1]];
      const { status, body } = await bulk({ plans, change: { wave: 'x' } });
      expect(status).toBe(404);
      expect(body.error.message).toContain(ids[1]);
      expect(body.error.conflicts).toBeUndefined();
      unreadable = [];
      expect(await versions()).toEqual(plans);
    });

    it('changes none where one may not be planned', async () => {
      const plans = await versions();
      locked = [ids[1]];
      const { status, body } = await bulk({ plans, change: { wave: 'x' } });
      expect(status).toBe(403);
      expect(body.error.message).toContain(ids[1]);
      expect(await versions()).toEqual(plans);
    });

    it.each<[string, object, RegExp]>([
      ['no plan', { plans: [] }, /plans/],
      ['no change', { change: {} }, /at least one field/],
      [
        'a schedule for all',
        { change: { intendedSchedule: null } },
        /intendedSchedule/,
      ],
      ['an unknown field', { change: { stage: 'retired' } }, /stage/],
      ['a version of theirs', { change: { version: 9 } }, /version/],
      ['a bad owner', { change: { ownerRef: '=1+1' } }, /ownerRef/],
      ['a strategy of their own', { change: { strategy: 'hope' } }, /strategy/],
      [
        'more requirements than a plan takes',
        {
          change: {
            requirements: Array.from({ length: 200 }, (_, n) => ({
              id: `x${n}`,
              text: 'x',
              check: null,
            })),
          },
        },
        /requirements/,
      ],
    ])('refuses %s', async (_, over, expected) => {
      const plans = await versions();
      const { status, body } = await bulk({
        plans,
        change: { wave: 'x' },
        ...over,
      });
      expect(status).toBe(400);
      expect(body.error.message).toMatch(expected);
      expect(await versions()).toEqual(plans);
    });

    it('refuses a workload that is named twice, and one that is not there', async () => {
      const [first] = await versions();
      const change = { wave: 'x' };
      const twice = await bulk({ plans: [first, first], change });
      expect([twice.status, twice.body.error.message]).toEqual([
        400,
        expect.stringContaining('once'),
      ]);
      const none = await bulk({
        plans: [first, { workloadId: 'nobody', version: 0 }],
        change,
      });
      expect(none.status).toBe(404);
      expect((await versions())[0]).toEqual(first);
    });

    it('is for those who signed in', async () => {
      const { status } = await api
        .nobody('post', '/plans/bulk')
        .send({ plans: await versions(), change: { wave: 'x' } });
      expect(status).toBe(401);
    });

    it('makes plans say again what they said at a version', async () => {
      const [first, second] = await versions();
      const before = await Promise.all(ids.map(planOf));
      const { body } = await bulk({
        plans: [first, second],
        change: { wave: 'autumn', notes: 'Ask first' },
      });
      const back = (restore = [first.version, second.version]) =>
        bulk({
          plans: body.plans.map((one: object, index: number) => ({
            ...one,
            restore: restore[index],
          })),
          change: {},
        });
      // No version of it was ever that high.
      const unknown = await back([first.version, 99]);
      expect(unknown.status).toBe(400);
      expect(unknown.body.error.message).toContain(
        `the plan of ${ids[1]} never was at version 99`,
      );
      expect(await planOf(ids[0])).toMatchObject({ wave: 'autumn' });

      const restored = await back();
      expect(restored.status).toBe(200);
      for (const [index, id] of ids.slice(0, 2).entries()) {
        expect(await planOf(id)).toEqual({
          ...before[index],
          version: body.plans[index].version + 1,
        });
        expect((await events(id))[0].changes).toContainEqual({
          field: 'wave',
          before: 'autumn',
          after: before[index].wave,
        });
      }

      // Somebody else changed one of them since.
      const late = await back();
      expect(late.status).toBe(409);
    });

    it('restores nothing that it would change, too', async () => {
      const [one] = await versions();
      const restored = { ...one, restore: one.version };
      for (const body of [
        { plans: [restored], change: { wave: 'autumn' } },
        { plans: [{ ...restored, steps: [] }], change: {} },
      ]) {
        expect((await bulk(body)).status).toBe(400);
      }
    });
  },
);
