import type { InventoryItem } from '../workload/inventory';
import type { Kind, Role } from '../workload/model';
import type { InventoryFiles } from './files';
import {
  serverPlace,
  type DescribedRole,
  type ServerDescription,
} from './serverYaml';

/**
 * The role of a crontab (`user/batch`, `cron.d/news`, `crontab`): the one that
 * names it, else the first of type `scheduled-jobs`, else one made for it, so
 * that a job of a host that nobody described is seen all the same.
 */
export function ownerOfCrontab(
  description: ServerDescription,
  name: string,
): DescribedRole {
  const folder = `${name.split('/')[0]}/*`;
  return (
    description.roles.find(role => role.crontabs.includes(name)) ??
    description.roles.find(role => role.crontabs.includes(folder)) ??
    description.roles.find(role => role.role.type === 'scheduled-jobs') ??
    madeRole(description, 'scheduled-jobs', 'scheduled')
  );
}

/** What the gem calls its file: https://github.com/sidekiq-scheduler/sidekiq-scheduler */
const SCHEDULER_FILE = /(?:^|\/)sidekiq[-_]scheduler\.ya?ml$/;

/**
 * The sidekiq-scheduler files: those that roles name, and those that are there
 * by that name, which belong to the first role for it, else to one made for them.
 */
export function ownerOfScheduler(
  description: ServerDescription,
  files: InventoryFiles,
): Array<{ path: string; role: DescribedRole }> {
  const named = description.roles.flatMap(role =>
    role.schedulers.map(path => ({ path, role })),
  );
  const found = [...files.keys()].filter(
    path => SCHEDULER_FILE.test(path) && !named.some(one => one.path === path),
  );
  if (found.length === 0) return named;
  const role =
    description.roles.find(one => one.role.type === 'job-scheduler') ??
    madeRole(description, 'job-scheduler', 'scheduled');
  return [...named, ...found.map(path => ({ path, role }))];
}

/**
 * The role of a worker that nobody described: the first for queue workers,
 * else one made for it.
 */
export function ownerOfWorker(description: ServerDescription): DescribedRole {
  return (
    description.roles.find(
      ({ role }) => role.type === 'queue-worker' && role.kind === 'resident',
    ) ?? madeRole(description, 'queue-worker', 'resident')
  );
}

/** Whether a role names a file of jobs itself, not only its folder. */
export function isNamedByRole(
  { roles }: ServerDescription,
  name: string,
): boolean {
  return roles.some(({ crontabs }) => crontabs.includes(name));
}

/** The described roles, and those that items needed and nobody described. */
export function rolesInUse(
  description: ServerDescription,
  items: readonly InventoryItem[],
): Role[] {
  const roles = description.roles.map(({ role }) => role);
  const made = [
    madeRole(description, 'scheduled-jobs', 'scheduled').role,
    madeRole(description, 'job-scheduler', 'scheduled').role,
    madeRole(description, 'queue-worker', 'resident').role,
  ].filter(
    ({ ref }) =>
      items.some(item => item.roleRef === ref) &&
      !roles.some(role => role.ref === ref),
  );
  return [...roles, ...made];
}

function madeRole(
  { server }: ServerDescription,
  type: string,
  kind: Kind,
): DescribedRole {
  const [namespace, name] = serverPlace(server.ref).split('/');
  return {
    role: {
      ref: `resource:${namespace}/${name}-${type}`,
      title: type,
      description: null,
      type,
      kind,
      ownerRef: server.ownerRef,
      systemRef: server.systemRef,
      serverRefs: [server.ref],
    },
    crontabs: [],
    schedulers: [],
    workloads: [],
    jobOwners: {},
  };
}
