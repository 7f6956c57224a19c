import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { testDatabases } from '../testDatabases';
import { createDatabase } from '../testEstate';
import { emailDigest } from './emailDigest';
import { KnownOwners } from './KnownOwners';

jest.setTimeout(240_000);

const group: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: {
    name: 'sre',
    title: 'SRE Team',
    annotations: { 'github.com/team-slug': 'acme/platform-sre' },
  },
  spec: { profile: { displayName: 'SRE', email: 'SRE@example.com' } },
};
const odd: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'mori', namespace: 'staff' },
  spec: { profile: { displayName: 7, email: null } },
};

describe('KnownOwners', () => {
  const databases = testDatabases();

  const setUp = async (
    getEntities: jest.Mock,
    clock: () => number = () => 0,
  ) => {
    const database = await createDatabase(await databases.init('SQLITE_3'));
    jest
      .spyOn(database.ownerHints, 'ownersInUse')
      .mockResolvedValue(['group:default/news']);
    const logger = mockServices.logger.mock();
    const auth = mockServices.auth.mock({
      getOwnServiceCredentials: async () => ({} as never),
    });
    const catalog = { getEntities };
    return {
      logger,
      owners: new KnownOwners({ catalog, auth, database, logger, clock }),
    };
  };

  it('are what the catalog calls its groups and users', async () => {
    const { owners } = await setUp(
      jest.fn(async () => ({ items: [group, odd] })),
    );
    expect(await owners.list()).toEqual([
      {
        ref: 'group:default/sre',
        names: ['sre', 'SRE Team', 'SRE', 'acme/platform-sre'],
        emails: ['SRE@example.com'],
        emailDigests: [emailDigest('sre@example.com')],
      },
      { ref: 'user:staff/mori', names: ['mori'], emails: [], emailDigests: [] },
    ]);
  });

  it('are asked for once in five minutes', async () => {
    let now = 0;
    const asked = jest.fn(async () => ({ items: [group] }));
    const { owners } = await setUp(asked, () => now);
    await Promise.all([owners.list(), owners.list()]);
    now = 299_000;
    await owners.list();
    expect(asked).toHaveBeenCalledTimes(1);
    now = 301_000;
    await owners.list();
    expect(asked).toHaveBeenCalledTimes(2);
  });

  it('are those of the estate where the catalog does not answer', async () => {
    let now = 0;
    const asked = jest
      .fn()
      .mockRejectedValueOnce(new Error('it is down'))
      .mockResolvedValue({ items: [group] });
    const { owners, logger } = await setUp(asked, () => now);
    expect(await owners.list()).toEqual([
      { ref: 'group:default/news', names: ['news'], emails: [] },
    ]);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('it is down'),
    );
    now = 31_000;
    expect(await owners.list()).toMatchObject([{ ref: 'group:default/sre' }]);
  });
});
