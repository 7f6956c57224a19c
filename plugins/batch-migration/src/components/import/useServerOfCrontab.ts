import { parseEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import type {
  Role,
  WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import { batchMigrationApiRef } from '../../api';
import { useLoad } from '../../hooks/useLoad';
import { placeOfRef, type Form } from './place';

const LIMIT = 200;

export interface ServerOfCrontab {
  /** Users or file names of which a crontab is known, most jobs first. */
  namesOf: (form: Form) => string[];
  /** Of the workloads that the file becomes; `null` is a role that is made for it. */
  roleOf: (path: string | undefined) => Pick<Role, 'ref' | 'title'> | null;
}

/** `resource:default/bat000` → `crontab:default/bat000/`, the beginning of its locations. */
function rootOf(serverRef: string): string {
  try {
    const { namespace, name } = parseEntityRef(serverRef);
    return `crontab:${namespace}/${name}/`;
  } catch {
    return `crontab:${serverRef}/`;
  }
}

/** What is known of the server; it only fills fields in, so a failure leaves them empty. */
export function useServerOfCrontab(
  serverRef: string | undefined,
): ServerOfCrontab {
  const api = useApi(batchMigrationApiRef);
  const known = useLoad<{ workloads: WorkloadView[]; roles: Role[] }>(
    async signal => {
      if (!serverRef) return { workloads: [], roles: [] };
      const { namespace, name } = parseEntityRef(serverRef);
      const [{ items }, { roles }] = await Promise.all([
        api.workloads({ server: [serverRef], limit: LIMIT }, { signal }),
        api.server(namespace, name, { signal }),
      ]);
      return { workloads: items, roles };
    },
    `crontabs of ${serverRef ?? ''}`,
  );
  const { workloads, roles } = (!known.loading && known.value) || {
    workloads: [],
    roles: [],
  };
  const root = serverRef ? rootOf(serverRef) : '';
  const refs = workloads.flatMap(({ locations }) =>
    locations.map(({ ref }) => ref).filter(ref => ref.startsWith(root)),
  );
  return {
    namesOf: form => {
      const counts = new Map<string, number>();
      for (const ref of refs) {
        const place = placeOfRef(ref);
        if (place?.form === form) {
          counts.set(place.name, (counts.get(place.name) ?? 0) + 1);
        }
      }
      return [...counts].sort(([, a], [, b]) => b - a).map(([name]) => name);
    },
    roleOf: path => {
      const neighbour = workloads.find(({ locations }) =>
        locations.some(({ ref }) => path && ref === root + path),
      );
      return (
        roles.find(({ ref }) => ref === neighbour?.roleRef) ??
        roles.find(({ type }) => type === 'scheduled-jobs') ??
        null
      );
    },
  };
}
