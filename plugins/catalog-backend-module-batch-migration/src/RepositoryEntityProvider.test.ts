import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import type { EntityProviderConnection } from '@backstage/plugin-catalog-node';
import { RepositoryEntityProvider } from './RepositoryEntityProvider';

const component = (name: string) => `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ${name}
spec:
  type: service
  lifecycle: production
  owner: group:default/sre
`;

async function setUp(directory: string) {
  const mutations: Parameters<EntityProviderConnection['applyMutation']>[0][] =
    [];
  let refresh = async () => {};
  const provider = new RepositoryEntityProvider({
    directory,
    logger: mockServices.logger.mock(),
    taskRunner: {
      async run(task) {
        refresh = async () => task.fn(new AbortController().signal);
      },
    },
  });
  await provider.connect({
    applyMutation: async mutation => {
      mutations.push(mutation);
    },
    refresh: async () => {},
  });
  const namesAfterRefresh = async () => {
    await refresh();
    const mutation = mutations[mutations.length - 1];
    const entities =
      mutation.type === 'full' ? mutation.entities : mutation.added;
    return {
      type: mutation.type,
      names: entities.map(({ entity }) => entity.metadata.name),
    };
  };
  return { namesAfterRefresh, mutations };
}

describe('RepositoryEntityProvider', () => {
  const directory = createMockDirectory();

  beforeEach(() => directory.clear());

  it('provides the component of each repository', async () => {
    directory.setContent({
      'mail-jobs': { 'catalog-info.yaml': component('mail-jobs') },
      'news-jobs': { 'catalog-info.yaml': component('news-jobs') },
    });
    const { namesAfterRefresh, mutations } = await setUp(directory.path);
    expect(await namesAfterRefresh()).toEqual({
      type: 'full',
      names: ['mail-jobs', 'news-jobs'],
    });
    expect(mutations[0]).toMatchObject({
      entities: [
        {
          locationKey: 'batch-migration-repositories',
          entity: {
            metadata: {
              annotations: {
                'backstage.io/managed-by-location': expect.stringMatching(
                  /^file:.*mail-jobs\/catalog-info\.yaml$/,
                ),
              },
            },
          },
        },
        {},
      ],
    });
  });

  it('provides nothing before anything was generated', async () => {
    const { namesAfterRefresh } = await setUp(`${directory.path}/missing`);
    expect(await namesAfterRefresh()).toEqual({ type: 'full', names: [] });
  });

  it('keeps the last known component of a file that broke', async () => {
    directory.setContent({
      jobs: { 'catalog-info.yaml': component('jobs') },
    });
    const { namesAfterRefresh } = await setUp(directory.path);
    await namesAfterRefresh();
    directory.addContent({ jobs: { 'catalog-info.yaml': '{ broken' } });
    expect(await namesAfterRefresh()).toEqual({
      type: 'full',
      names: ['jobs'],
    });
  });

  it('removes nothing when a file was never readable', async () => {
    directory.setContent({
      broken: { 'catalog-info.yaml': 'kind: [' },
      jobs: { 'catalog-info.yaml': component('jobs') },
    });
    const { namesAfterRefresh } = await setUp(directory.path);
    expect(await namesAfterRefresh()).toEqual({
      type: 'delta',
      names: ['jobs'],
    });
  });

  it('drops a repository that is gone', async () => {
    directory.setContent({
      jobs: { 'catalog-info.yaml': component('jobs') },
    });
    const { namesAfterRefresh } = await setUp(directory.path);
    await namesAfterRefresh();
    directory.clear();
    expect(await namesAfterRefresh()).toEqual({ type: 'full', names: [] });
  });
});
