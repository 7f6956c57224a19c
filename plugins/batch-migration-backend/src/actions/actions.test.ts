import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { mockServices, mockCredentials } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { operations, startApi, type Api } from '../routes/testApi';

jest.setTimeout(240_000);

/** Each call that reads, with the tool by which agents make it, or why there is none. */
const TOOLS: Record<string, string | { none: string }> = {
  '/summary': 'get-summary',
  '/workloads': 'list-workloads',
  '/workloads/{id}': 'get-workload',
  '/workloads/{id}/plan': 'get-plan',
  '/workloads/{id}/attestations': 'get-attestations',
  '/workloads/{id}/history': 'get-history',
  '/workloads/{id}/runs': 'get-runs',
  '/requirements': 'list-requirements',
  '/waves': 'list-waves',
  '/waves/{name}': 'get-wave',
  '/exemptions': 'list-exemptions',
  '/servers': 'list-servers',
  '/servers/{namespace}/{name}': 'get-server',
  '/sources': 'list-sources',
  '/history/head': 'get-history-head',
  '/schedule/density': 'get-schedule-density',
  '/progress': 'get-progress',
  '/forecast': 'get-forecast',
  '/target-candidates': 'list-target-candidates',
  '/changes': { none: 'says only that a page should ask anew' },
  '/export.csv': { none: 'a file; list-workloads tells the same' },
  '/plans/export': { none: 'a file; get-plan tells the same' },
  '/plans/schema': { none: 'describes that file' },
  '/views': { none: 'views of a person, for pages' },
  '/views/{id}': { none: 'views of a person, for pages' },
  '/servers/{namespace}/{name}/capture-tokens': { none: 'about credentials' },
  '/servers/{namespace}/{name}/cost': 'get-server-cost',
  '/workloads/{id}/canary': 'get-canary',
  '/approvals': 'list-approvals',
  '/approvals.csv': { none: 'a file; list-approvals tells the same' },
  '/approvals/{place}/{id}': 'get-approval',
  '/approvals/{place}/{id}/log': { none: 'a file, and of production' },
  '/workloads/{id}/approvals': 'get-workload-approvals',
  '/inventory': { none: 'for plugins alone' },
  '/openapi': { none: 'tools describe themselves' },
};

/** Tools beside them: previews, and a part of what a call answers. */
const OTHER_TOOLS = [
  'explain-workload',
  'preview-crontab',
  'preview-handover',
  'preview-golden-path',
];

describe('actions', () => {
  const registry = actionsRegistryServiceMock();
  let api: Api;
  let id: string;
  let isAllowed = true;

  const permissions = mockServices.permissions.mock({
    authorize: async requests =>
      requests.map(() => ({
        result: isAllowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
      })),
    authorizeConditional: async requests =>
      requests.map(() => ({
        result: isAllowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
      })),
  });

  const invoke = async (name: string, input: object) => {
    const { output } = await registry.invoke({
      id: `test:${name}`,
      input: input as never,
      credentials: mockCredentials.user('user:default/mori'),
    });
    return output as Record<string, unknown>;
  };

  beforeAll(async () => {
    api = await startApi({
      features: [
        permissions.factory,
        createServiceFactory({
          service: actionsRegistryServiceRef,
          deps: {},
          factory: () => registry,
        }),
      ],
    });
    id = (await api.user('get', '/workloads')).body.items[0].id;
  });

  beforeEach(() => {
    isAllowed = true;
  });

  afterAll(async () => {
    await api.stop();
  });

  it('registers calls that only read, each with an example', async () => {
    const { actions } = await registry.list();
    const reading = operations.filter(({ method }) => method === 'get');
    expect(
      reading.map(({ path }) => path).filter(path => !(path in TOOLS)),
    ).toEqual([]);
    expect(actions.map(({ name }) => name).sort()).toEqual(
      [
        ...OTHER_TOOLS,
        ...Object.values(TOOLS).filter(tool => typeof tool === 'string'),
      ].sort(),
    );
    for (const { attributes, examples } of actions) {
      expect(attributes).toEqual({
        readOnly: true,
        destructive: false,
        idempotent: true,
      });
      expect(examples).toHaveLength(1);
    }
  });

  it.each([
    ['get-summary', {}, '/summary'],
    [
      'list-workloads',
      { limit: 1, text: ['import'] },
      '/workloads?limit=1&text=import',
    ],
    ['get-workload', { id: '' }, '/workloads/:id'],
    ['get-plan', { id: '' }, '/workloads/:id/plan'],
    ['get-runs', { id: '', days: 3 }, '/workloads/:id/runs?days=3'],
    ['get-history', { id: '' }, '/workloads/:id/history'],
    ['get-attestations', { id: '' }, '/workloads/:id/attestations'],
    ['list-servers', {}, '/servers'],
    [
      'get-server',
      { namespace: 'default', name: 'bat000' },
      '/servers/default/bat000',
    ],
    [
      'get-schedule-density',
      { frequent: true },
      '/schedule/density?frequent=true',
    ],
    ['get-progress', { wave: 'one' }, '/progress?wave=one'],
    ['get-forecast', {}, '/forecast'],
    ['list-waves', { limit: 5 }, '/waves?limit=5'],
    ['list-exemptions', { state: ['asked'] }, '/exemptions?state=asked'],
    [
      'list-requirements',
      { roleType: 'bastion' },
      '/requirements?roleType=bastion',
    ],
    ['list-sources', { limit: 1 }, '/sources?limit=1'],
    [
      'list-target-candidates',
      { linked: false },
      '/target-candidates?linked=false',
    ],
    [
      'list-approvals',
      { kind: ['patch'], limit: 3 },
      '/approvals?kind=patch&limit=3',
    ],
    ['get-workload-approvals', { id: '' }, '/workloads/:id/approvals'],
    ['get-history-head', {}, '/history/head'],
    [
      'get-server-cost',
      { namespace: 'default', name: 'bat000' },
      '/servers/default/bat000/cost',
    ],
  ])('%s %j answers as %s', async (name, input, path) => {
    const asked = 'id' in input ? { ...input, id } : input;
    const { body } = await api.user('get', path.replace(':id', id));
    expect(Object.keys(await invoke(name, asked)).sort()).toEqual(
      Object.keys(body).sort(),
    );
  });

  it('says why', async () => {
    const { body } = await api.user('get', `/workloads/${id}`);
    const { assessment, evidence, name } = body;
    expect(await invoke('explain-workload', { id })).toEqual({
      ...{ id, name, assessment, evidence },
    });
    expect(assessment.because.placement.observationIds).toHaveLength(1);
  });

  it('previews a crontab and a handover', async () => {
    const crontab = await invoke('preview-crontab', {
      text: '0 5 * * * run --password hunter2\n',
      dialect: 'user',
    });
    expect(crontab.jobs).toHaveLength(1);
    expect(JSON.stringify(crontab)).not.toContain('hunter2');
    const handover = await invoke('preview-handover', { workloadIds: [id] });
    expect(handover.plan).toMatchObject({ refused: [{ id }] });
  });

  it.each([
    ['list-workloads', { limit: 0 }, 'limit'],
    ['get-workload', { id: 'no one' }, 'No workload'],
    ['get-server', { namespace: 'default', name: 'nowhere' }, 'nowhere'],
    ['get-schedule-density', { timezone: 'Mars/Base' }, 'timezone'],
    ['explain-workload', { id: 'nobody' }, 'No workload'],
    ['get-wave', { name: 'nowhen' }, 'nowhen'],
    ['list-waves', { limit: 101 }, 'limit'],
    ['list-exemptions', { state: ['done'] }, 'state'],
    ['list-target-candidates', { cursor: 'x' }, 'cursor'],
    ['list-approvals', { kind: ['flag'] }, 'kind'],
    ['get-approval', { place: 'nowhere', id: 'patch-1' }, 'nowhere'],
    ['get-progress', { from: 'today' }, 'from'],
    ['get-progress', { server: 'a', wave: 'b' }, 'wave'],
    ['preview-crontab', { text: '', dialect: 'anacron' }, 'dialect'],
    ['preview-handover', { workloadIds: ['nobody'] }, 'nobody'],
  ])('%s refuses %j', async (name, input, message) => {
    await expect(invoke(name, input)).rejects.toThrow(message);
  });

  it('shows nobody what they may not read', async () => {
    isAllowed = false;
    await expect(invoke('get-workload', { id })).rejects.toThrow('No workload');
    await expect(
      invoke('preview-handover', { workloadIds: [id] }),
    ).rejects.toThrow('No workload');
    expect(await invoke('list-workloads', {})).toMatchObject({ items: [] });
  });
});
