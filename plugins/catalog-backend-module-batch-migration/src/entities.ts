import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  parseEntityRef,
  type ApiEntity,
  type Entity,
  type EntityLink,
  type ResourceEntity,
} from '@backstage/catalog-model';
import type { DeferredEntity } from '@backstage/plugin-catalog-node';
import type {
  LocationRef,
  Role,
  Server,
} from 'backstage-plugin-batch-migration-common';

/** Where all servers and roles come from: the plugin's own inventory. */
export const INVENTORY_LOCATION = 'batch-migration:inventory';

/** The catalog demands an owner; this one says that nobody is known. */
export const UNKNOWN_OWNER = 'group:default/unknown';

export const SERVER_TYPE = 'legacy-server';
export const ROLE_TYPE = 'server-role';

/** Kind of a role's duty: `scheduled-jobs`, `queue-worker`, … */
export const ROLE_TYPE_ANNOTATION = 'batch-migration/role-type';

/** What is observed of a server, to filter on. Nobody writes these by hand. */
export const STATUS_ANNOTATIONS = {
  workloads: 'batch-migration/workloads',
  left: 'batch-migration/left',
  acuteDangers: 'batch-migration/in-acute-danger',
  /** `acute` or `none`. */
  danger: 'batch-migration/danger',
  /** `in-use`, `nothing-left`, or `nothing-known` where no workload was ever seen. */
  verdict: 'batch-migration/verdict',
} as const;

/** How many workloads a server has, has left, and has in acute danger. */
export interface ServerCounts {
  count: number;
  left: number;
  inAcuteDanger: number;
}

/** Whether the inventory provides it, and nobody wrote it. */
export function isFromInventory({ metadata }: Entity): boolean {
  return (
    metadata.annotations?.[ANNOTATION_ORIGIN_LOCATION] === INVENTORY_LOCATION
  );
}

interface EntityContext {
  /** Where people open the portal, without a slash at its end. */
  appUrl: string;
}

/** A legacy server as the catalog shows it. */
export function serverEntity(
  server: Server,
  {
    appUrl,
    counts = { count: 0, left: 0, inAcuteDanger: 0 },
  }: EntityContext & { counts?: ServerCounts },
): ResourceEntity {
  return resource(server, SERVER_TYPE, {
    annotations: {
      [STATUS_ANNOTATIONS.workloads]: String(counts.count),
      [STATUS_ANNOTATIONS.left]: String(counts.left),
      [STATUS_ANNOTATIONS.acuteDangers]: String(counts.inAcuteDanger),
      [STATUS_ANNOTATIONS.danger]: counts.inAcuteDanger > 0 ? 'acute' : 'none',
      [STATUS_ANNOTATIONS.verdict]: verdictOf(counts),
    },
    links: [
      workloadsLink(appUrl, 'server', server.ref),
      ...server.instances.flatMap(consoleLink),
    ],
  });
}

/** A server of which nothing is known is never called empty. */
function verdictOf({ count, left }: ServerCounts): string {
  if (count === 0) return 'nothing-known';
  return left > 0 ? 'in-use' : 'nothing-left';
}

/** One duty of legacy servers, depending on each of them. */
export function roleEntity(
  role: Role,
  { appUrl }: EntityContext,
): ResourceEntity {
  return resource(role, ROLE_TYPE, {
    annotations: { [ROLE_TYPE_ANNOTATION]: role.type },
    links: [workloadsLink(appUrl, 'role', role.ref)],
    dependsOn: role.serverRefs,
  });
}

function resource(
  { ref, title, description, ownerRef, systemRef }: Server | Role,
  type: string,
  more: {
    annotations: Record<string, string>;
    links: EntityLink[];
    dependsOn?: string[];
  },
): ResourceEntity {
  const { namespace, name } = parseEntityRef(ref);
  const { annotations, links, dependsOn = [] } = more;
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
      links,
    },
    spec: {
      type,
      owner: ownerRef ?? UNKNOWN_OWNER,
      ...(systemRef ? { system: systemRef } : {}),
      ...(dependsOn.length > 0 ? { dependsOn } : {}),
    },
  };
}

function workloadsLink(
  appUrl: string,
  filter: 'server' | 'role',
  ref: string,
): EntityLink {
  return {
    url: `${appUrl}/batch-migration?${filter}=${encodeURIComponent(ref)}`,
    title: 'Its workloads',
    icon: 'dashboard',
  };
}

/** The instance in the console of AWS; China and GovCloud have other ones. */
function consoleLink({ ref, key }: LocationRef): EntityLink[] {
  const region = /^ec2:\d{12}\/((?!cn-|us-gov-)[a-z]{2}(?:-[a-z]+)+-\d)$/.exec(
    ref,
  )?.[1];
  if (!region || !/^i-[0-9a-f]+$/.test(key)) return [];
  return [
    {
      url: `https://${region}.console.aws.amazon.com/ec2/home?region=${region}#InstanceDetails:instanceId=${key}`,
      title: `EC2 ${key}`,
    },
  ];
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
