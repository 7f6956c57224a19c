import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import type { RequirementTemplate } from 'backstage-plugin-batch-migration-common';
import { batchMigrationApiRef } from '../../api';
import { useEstate } from '../../hooks/useEstate';
import { useLoad } from '../../hooks/useLoad';

/** Set by the entity provider of the catalog module. */
const ROLE_TYPE = 'batch-migration/role-type';

/**
 * Requirements that are proposed for the type of a role; all where the catalog
 * does not know it. A plan can be edited without them.
 */
export function useRequirementLibrary(roleRef: string | undefined): {
  library: readonly RequirementTemplate[];
  language: 'en' | 'ja';
} {
  const api = useApi(batchMigrationApiRef);
  const catalogApi = useApi(catalogApiRef);
  const { locale } = useEstate();
  const loaded = useLoad(async signal => {
    const role = roleRef
      ? await catalogApi.getEntityByRef(roleRef).catch(() => undefined)
      : undefined;
    const roleType = role?.metadata.annotations?.[ROLE_TYPE];
    return api.requirements({ roleType }, { signal });
  }, `requirements of ${roleRef}`);
  return {
    library: loaded.value?.items ?? [],
    language: locale.startsWith('ja') ? 'ja' : 'en',
  };
}
