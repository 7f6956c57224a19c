import { ConfigReader } from '@backstage/config';
import { repositoryHosts } from './repositoryHosts';

const hosts = (repositories: object | undefined, integrations = {}) =>
  repositoryHosts(
    new ConfigReader({
      ...(repositories ? { batchMigration: { repositories } } : {}),
      integrations,
    } as any),
  );

it.each([[undefined], [{}], [{ host: 'local', directory: './x' }]])(
  'publishes on this machine with %j',
  repositories => {
    expect(hosts(repositories)).toEqual({ publishTo: null, hosts: [] });
  },
);

it('knows a host that only upgrades go to', () => {
  const { publishTo, hosts: all } = hosts({
    host: 'local',
    github: { owner: 'our-org' },
  });
  expect(publishTo).toBeNull();
  expect(all.map(({ type }) => type)).toEqual(['github']);
});

it.each([
  [{ host: 'svn' }, /host must be one of local, github, gitlab, got: svn/],
  [{ host: 'github' }, /repositories\.github is missing/],
  [{ host: 'github', github: {} }, /owner/],
  [{ github: { owner: 'a/b' } }, /owner must be a name/],
  [{ github: { owner: 'a', visibility: 'public' } }, /private or internal/],
  [{ github: { owner: 'a', approvals: 7 } }, /from 0 to 6, got: 7/],
  [
    { github: { owner: 'a', host: 'ghe.example.com' } },
    /integrations\.github has no credentials for ghe\.example\.com/,
  ],
  [{ gitlab: { group: '../a' } }, /group must be a name/],
])('refuses %j', (repositories, message) => {
  expect(() => hosts(repositories)).toThrow(message);
});
