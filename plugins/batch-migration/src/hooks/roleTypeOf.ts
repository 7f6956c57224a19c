import type { CatalogApi } from '@backstage/plugin-catalog-react';

/** Set by the entity provider of the catalog module. */
export const ROLE_TYPE = 'batch-migration/role-type';

/** The type of a role; `undefined` where the catalog does not know it now. */
export async function roleTypeOf(
  catalogApi: CatalogApi,
  roleRef: string | undefined,
): Promise<string | undefined> {
  if (!roleRef) return undefined;
  // Without it everything is proposed, which hinders nobody.
  const role = await catalogApi.getEntityByRef(roleRef).catch(() => undefined);
  return role?.metadata.annotations?.[ROLE_TYPE];
}
