import { parseEntityRef } from '@backstage/catalog-model';
import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import type {
  WorkloadFilters,
  WorkloadQuery,
} from 'backstage-plugin-batch-migration-common';
import type { ReactNode } from 'react';
import { rootRouteRef, workloadRouteRef } from '../routes';

/** `bat000` of `resource:default/bat000`; what is no reference stays as it is. */
export function refName(ref: string): string {
  try {
    return parseEntityRef(ref).name;
  } catch {
    return ref;
  }
}

/** Path of an entity's page, or of one of its tabs. */
export function useEntityPath() {
  const entityPath = useRouteRef(entityRouteRef);
  return (ref: string, tab = '') => {
    try {
      const { kind, namespace, name } = parseEntityRef(ref);
      return `${entityPath({
        kind: kind.toLocaleLowerCase('en-US'),
        namespace: namespace.toLocaleLowerCase('en-US'),
        name,
      })}${tab}`;
    } catch {
      return undefined;
    }
  };
}

/** Of a list of links: a line is as high as a target has to be (WCAG 2.2, 2.5.8). */
export const LINES_OF_LINKS = { lineHeight: '24px' };

/** A server or a role leads to its migration tab, an owner to its page. */
export const EntityLink = ({
  entityRef,
  tab,
  children,
}: {
  entityRef: string;
  tab?: '/migration' | '/jobs';
  children?: ReactNode;
}) => {
  const path = useEntityPath()(entityRef, tab);
  const name = children ?? refName(entityRef);
  return path ? <Link to={path}>{name}</Link> : <>{name}</>;
};

export const WorkloadLink = ({
  id,
  children,
  ...rest
}: {
  id: string;
  children: ReactNode;
  'aria-label'?: string;
  className?: string;
}) => {
  const path = useRouteRef(workloadRouteRef);
  return (
    <Link to={path({ id })} {...rest}>
      {children}
    </Link>
  );
};

/** Filters as they stand in the address of the overview. */
export function toSearch(
  filters: WorkloadFilters & Pick<WorkloadQuery, 'orderBy'>,
): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item) search.append(name, item);
    }
  }
  return search.toString();
}

/** Every number that counts workloads leads to the table with that filter. */
export const FilterLink = ({
  filters,
  children,
  ...rest
}: {
  filters: WorkloadFilters;
  children: ReactNode;
  'aria-label'?: string;
  /** Where it stands in a line of text, in which colour alone tells no link. */
  underline?: 'always';
}) => {
  const root = useRouteRef(rootRouteRef);
  return (
    <Link to={`${root()}?${toSearch(filters)}#workloads`} {...rest}>
      {children}
    </Link>
  );
};
