import { ConfigReader } from '@backstage/config';
import { readOptions } from './config';

const app = { baseUrl: 'https://portal.example/' };

describe('readOptions', () => {
  it('has a default for everything but the address of the portal', () => {
    expect(readOptions(new ConfigReader({ app }))).toEqual({
      frequency: { seconds: 10 },
      directory: null,
      roleTypes: [],
      appUrl: 'https://portal.example',
      maxRemovedShare: 0.3,
    });
  });

  it('reads what is configured', () => {
    expect(
      readOptions(
        new ConfigReader({
          app,
          batchMigration: {
            catalog: { frequency: { minutes: 1 } },
            repositories: { directory: '/srv/repositories' },
            roleTypes: ['metrics'],
            removal: { maxShare: 1 },
          },
        }),
      ),
    ).toMatchObject({
      frequency: { minutes: 1 },
      directory: '/srv/repositories',
      roleTypes: ['metrics'],
      maxRemovedShare: 1,
    });
  });

  it.each([-0.1, 1.1])('refuses the share %p', maxShare => {
    expect(() =>
      readOptions(
        new ConfigReader({ app, batchMigration: { removal: { maxShare } } }),
      ),
    ).toThrow('batchMigration.removal.maxShare must be from 0 to 1');
  });
});
