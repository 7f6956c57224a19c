import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_ORIGIN_LOCATION,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { INVENTORY_LOCATION } from './entities';

const PAGE = 500;

/** Refs of all entities that came from the inventory, page by page. */
export async function entitiesInCatalog(
  catalog: Pick<CatalogService, 'queryEntities'>,
  credentials: BackstageCredentials,
): Promise<string[]> {
  const refs: string[] = [];
  const fields = ['kind', 'metadata.namespace', 'metadata.name'];
  let cursor: string | undefined;
  do {
    const { items, pageInfo } = await catalog.queryEntities(
      cursor === undefined
        ? {
            filter: {
              [`metadata.annotations.${ANNOTATION_ORIGIN_LOCATION}`]:
                INVENTORY_LOCATION,
            },
            fields,
            limit: PAGE,
          }
        : { cursor, fields, limit: PAGE },
      { credentials },
    );
    refs.push(...items.map(entity => stringifyEntityRef(entity)));
    cursor = pageInfo.nextCursor;
  } while (cursor !== undefined);
  return refs;
}
