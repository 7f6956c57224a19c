import { REQUIREMENTS } from 'backstage-plugin-batch-migration-common';
import { expectDocumented, startApi, type Api } from './testApi';

jest.setTimeout(240_000);

describe('requirements', () => {
  let api: Api;

  beforeAll(async () => {
    api = await startApi({
      config: {
        requirements: [
          {
            ...{ id: 'pci', text: 'No card number in logs', check: 'link' },
            roleTypes: ['web-service'],
          },
        ],
      },
    });
  });

  afterAll(() => api.stop());

  const ids = async (query: string) => {
    const { body } = expectDocumented(
      await api.user('get', `/requirements${query}`),
    );
    return body.items.map(({ id }: { id: string }) => id);
  };

  it('has the library and what the installation adds', async () => {
    expect(await ids('')).toEqual([...REQUIREMENTS.map(one => one.id), 'pci']);
  });

  it.each([
    ['web-service', true],
    ['bastion', false],
  ])('proposes by type of role: %s', async (roleType, isOwn) => {
    const found = await ids(`?roleType=${roleType}`);
    expect(found).toContain('B13-fitness');
    expect(found.includes('pci')).toBe(isOwn);
    expect(found.length).toBeLessThan(REQUIREMENTS.length);
  });

  it('refuses a filter that it does not know', async () => {
    const { status } = await api.user('get', '/requirements?role=x');
    expect(status).toBe(400);
  });
});
