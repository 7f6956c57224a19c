import * as permissions from './permissions';

it('lists every permission, so that a policy knows it as ours', () => {
  const { batchMigrationPermissions, ...exported } = permissions;
  const single = Object.values(exported).filter(
    (one): one is (typeof batchMigrationPermissions)[number] =>
      typeof one === 'object' && 'attributes' in one,
  );
  expect(single.length).toBeGreaterThan(5);
  const listed = batchMigrationPermissions.map(({ name }) => name);
  expect(listed.sort()).toEqual(single.map(({ name }) => name).sort());
  expect(new Set(listed).size).toBe(listed.length);
});
