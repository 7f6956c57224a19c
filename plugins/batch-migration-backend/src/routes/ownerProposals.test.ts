import { createServiceFactory } from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { cronItem, inventory } from '../testEstate';
import { expectDocumented, startApi, type Api } from './testApi';

jest.setTimeout(240_000);

const ownerHints = [
  {
    name: 'SRE',
    because: 'comment' as const,
    where: 'bat000, crontab, line 3',
  },
];

describe('GET /workloads/{id}', () => {
  let api: Api;

  beforeAll(async () => {
    api = await startApi({
      features: [
        createServiceFactory({
          service: catalogServiceRef,
          deps: {},
          factory: () =>
            ({
              getEntities: async () => ({
                items: [
                  {
                    apiVersion: 'backstage.io/v1alpha1',
                    kind: 'Group',
                    metadata: { name: 'sre' },
                  },
                ],
              }),
            } as never),
        }),
      ],
    });
    const owned = { ownerHints, user: 'mori' };
    api.source.readings = [
      inventory(
        [
          cronItem('digest', owned),
          cronItem('report', {
            ...owned,
            ownerRef: null,
            detail: { line: 3, user: 'mori' },
          }),
        ],
        { capturedAt: '2026-02-11T01:00:00.000Z' },
      ),
      inventory([cronItem('orphan', { ...owned, ownerRef: null })], {
        capturedAt: '2026-02-11T01:10:00.000Z',
      }),
    ];
    const { status, text } = await api.plugin('post', '/refresh');
    if (status >= 300) throw new Error(text);
  });
  afterAll(() => api.stop());

  const proposalsOf = async (name: string) => {
    const list = await api.user('get', `/workloads?text=${name}`);
    const path = `/workloads/${list.body.items[0].id}`;
    return expectDocumented(await api.user('get', path)).body;
  };

  it('proposes who is named, and sets nobody', async () => {
    const { ownerProposals, ownerRef, assessment } = await proposalsOf(
      'orphan',
    );
    expect(ownerProposals).toEqual([
      {
        ownerRef: 'group:default/sre',
        name: 'SRE',
        because: 'comment',
        where: 'bat000, crontab, line 3',
      },
      expect.objectContaining({ name: 'mori', because: 'unix-user' }),
    ]);
    expect(ownerRef).toBeNull();
    expect(
      assessment.blockers.map(({ type }: { type: string }) => type),
    ).toContain('no-owner');
  });

  it('proposes nobody where somebody owns it', async () => {
    expect((await proposalsOf('digest')).ownerProposals).toEqual([]);
  });
});
