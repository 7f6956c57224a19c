import {
  CATALOG_FILTER_EXISTS,
  type CatalogApi,
  type EntityFilterQuery,
} from '@backstage/catalog-client';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  compareVersions,
  GOLDEN_PATH_ANNOTATION,
  GOLDEN_PATH_VERSION_ANNOTATION,
  parseGoldenPath,
} from 'backstage-plugin-batch-migration-common';

export const UPGRADE_STATES = [
  'behind',
  'unknown',
  'ahead',
  'current',
] as const;
/** A repository against the template in the catalog; `unknown` is never good. */
export type UpgradeState = (typeof UPGRADE_STATES)[number];

/** A repository that a golden path made. */
export interface MadeRepository {
  /** Entity ref of its component. */
  ref: string;
  name: string;
  owner: string | null;
  goldenPath: string;
  /** What it holds, as the component says. */
  version: string;
  /** What the template holds; `null` where the catalog shows none. */
  newest: string | null;
  state: UpgradeState;
}

/** Name of a golden path → version of its template. */
export type NewestVersions = ReadonlyMap<string, string>;

/** Versions of templates by name; that of the default namespace before others. */
export function newestVersions(templates: Entity[]): NewestVersions {
  const versions = new Map<string, string>();
  const ordered = [...templates].sort(
    (one, other) => Number(isDefault(one)) - Number(isDefault(other)),
  );
  for (const { metadata } of ordered) {
    const version = metadata.annotations?.[GOLDEN_PATH_VERSION_ANNOTATION];
    if (version) versions.set(metadata.name, version);
  }
  return versions;
}

/** What a component says of its golden path; `null` where none made it. */
export function madeRepository(
  component: Entity,
  newest: NewestVersions,
): MadeRepository | null {
  const { annotations, name } = component.metadata;
  const made = parseGoldenPath(annotations?.[GOLDEN_PATH_ANNOTATION]);
  if (!made) return null;
  const version = newest.get(made.name) ?? null;
  return {
    ref: stringifyEntityRef(component),
    name,
    owner: (component.spec?.owner as string | undefined) ?? null,
    goldenPath: made.name,
    version: made.version,
    newest: version,
    state: stateOf(made.version, version),
  };
}

/** Those to upgrade first, then by name. */
export function inOrder(repositories: MadeRepository[]): MadeRepository[] {
  const rank = ({ state }: MadeRepository) => UPGRADE_STATES.indexOf(state);
  return [...repositories].sort(
    (one, other) =>
      rank(one) - rank(other) || one.name.localeCompare(other.name, 'en'),
  );
}

export async function readNewestVersions(
  catalog: CatalogApi,
): Promise<NewestVersions> {
  return newestVersions(
    await readAll(catalog, 'template', GOLDEN_PATH_VERSION_ANNOTATION),
  );
}

/** Every repository of a golden path that the person may see. */
export async function readRepositories(
  catalog: CatalogApi,
): Promise<MadeRepository[]> {
  const [newest, components] = await Promise.all([
    readNewestVersions(catalog),
    readAll(catalog, 'component', GOLDEN_PATH_ANNOTATION),
  ]);
  return inOrder(
    components.flatMap(component => madeRepository(component, newest) ?? []),
  );
}

function stateOf(version: string, newest: string | null): UpgradeState {
  const order = newest === null ? null : compareVersions(version, newest);
  if (order === null) return 'unknown';
  if (order === 0) return 'current';
  return order < 0 ? 'behind' : 'ahead';
}

function isDefault({ metadata }: Entity): boolean {
  return (metadata.namespace ?? 'default') === 'default';
}

async function readAll(
  catalog: CatalogApi,
  kind: string,
  annotation: string,
): Promise<Entity[]> {
  const filter: EntityFilterQuery = {
    kind,
    [`metadata.annotations.${annotation}`]: CATALOG_FILTER_EXISTS,
  };
  const fields = ['kind', 'metadata', 'spec.owner'];
  const entities: Entity[] = [];
  let cursor: string | undefined;
  do {
    const page = await catalog.queryEntities(
      cursor ? { cursor, fields } : { filter, fields, limit: 500 },
    );
    entities.push(...page.items);
    cursor = page.pageInfo.nextCursor;
  } while (cursor);
  return entities;
}
