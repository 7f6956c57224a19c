import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  parseEntityRef,
  type ApiEntity,
  type Entity,
  type ResourceEntity,
} from '@backstage/catalog-model';
import type { DeferredEntity } from '@backstage/plugin-catalog-node';
import type { Role, Server } from 'backstage-plugin-batch-migration-common';

/** Where all servers and roles come from: the plugin's own inventory. */
const INVENTORY_LOCATION = 'batch-migration:inventory';

/** The catalog demands an owner; this one says that nobody is known. */
export const UNKNOWN_OWNER = 'group:default/unknown';

/** A legacy server as the catalog shows it. */
export function serverEntity(server: Server): ResourceEntity {
  return resource(server, 'legacy-server', []);
}

/** One duty of legacy servers, depending on each of them. */
export function roleEntity(role: Role): ResourceEntity {
  return resource(role, 'server-role', role.serverRefs, {
    'batch-migration/role-type': role.type,
  });
}

function resource(
  { ref, title, description, ownerRef, systemRef }: Server | Role,
  type: string,
  dependsOn: string[],
  annotations: Record<string, string> = {},
): ResourceEntity {
  const { namespace, name } = parseEntityRef(ref);
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      namespace,
      name,
      title,
      ...(description ? { description } : {}),
      annotations: {
        [ANNOTATION_LOCATION]: INVENTORY_LOCATION,
        [ANNOTATION_ORIGIN_LOCATION]: INVENTORY_LOCATION,
        ...annotations,
      },
    },
    spec: {
      type,
      owner: ownerRef ?? UNKNOWN_OWNER,
      ...(systemRef ? { system: systemRef } : {}),
      ...(dependsOn.length > 0 ? { dependsOn } : {}),
    },
  };
}

/** The REST API, described by itself. */
export function apiEntity(definition: string): ApiEntity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'API',
    metadata: {
      name: 'batch-migration',
      title: 'Batch Migration API',
      description: 'Servers, workloads, plans, and what was observed of them',
      annotations: {
        [ANNOTATION_LOCATION]: INVENTORY_LOCATION,
        [ANNOTATION_ORIGIN_LOCATION]: INVENTORY_LOCATION,
      },
    },
    spec: {
      type: 'openapi',
      lifecycle: 'experimental',
      owner: UNKNOWN_OWNER,
      definition,
    },
  };
}

/** An entity of a generated repository, with the file that it was read from. */
export function repositoryEntity(entity: Entity, file: string): Entity {
  const location = `file:${file}`;
  return {
    ...entity,
    metadata: {
      ...entity.metadata,
      annotations: {
        ...entity.metadata.annotations,
        [ANNOTATION_LOCATION]: location,
        [ANNOTATION_ORIGIN_LOCATION]: location,
      },
    },
  };
}

/** Provided entities, each under the key of its provider. */
export function deferred(
  entities: Entity[],
  locationKey: string,
): DeferredEntity[] {
  return entities.map(entity => ({ entity, locationKey }));
}
