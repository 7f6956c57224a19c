import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import type { RequirementTemplate } from 'backstage-plugin-batch-migration-common';
import { batchMigrationApiRef } from '../../api';
import { useEstate } from '../../hooks/useEstate';
import { roleTypeOf } from '../../hooks/roleTypeOf';
import { useLoad } from '../../hooks/useLoad';

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
    const roleType = await roleTypeOf(catalogApi, roleRef);
    return api.requirements({ roleType }, { signal });
  }, `requirements of ${roleRef}`);
  return {
    library: loaded.value?.items ?? [],
    language: locale.startsWith('ja') ? 'ja' : 'en',
  };
}
