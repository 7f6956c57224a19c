import type {
  InventoryIssue,
  InventoryItem,
  InventoryPlace,
  ServerInventory,
} from '../workload/inventory';
import { maskSecrets } from '../workload';
import type { Instant } from '../workload/model';
import { crontabItems } from './crontabItems';
import { pathsIn, type FileItems, type InventoryFiles } from './files';
import { ownerOfCrontab, ownerOfScheduler, rolesInUse } from './roles';
import {
  serverPlace,
  type DescribedRole,
  type DescribedWorkload,
  type ServerDescription,
} from './serverYaml';
import { sidekiqItems } from './sidekiqItems';

/** What Git says should be on one server: intent, never an observation. */
export function declaredInventory(options: {
  description: ServerDescription;
  files: InventoryFiles;
  readAt: Instant;
  /** Zone of hosts for which the description names none. */
  timezone: string;
}): ServerInventory {
  const { description, files, readAt } = options;
  const host = serverPlace(description.server.ref);
  const timezone = description.timezone ?? options.timezone;
  const cron = {
    flavour: description.cron?.flavour ?? 'debian',
    version: description.cron?.version ?? null,
    running: null,
  } as const;
  const items: InventoryItem[] = [];
  const places: InventoryPlace[] = [];
  const issues: InventoryIssue[] = [];

  const read = (
    path: string,
    itemsOf: (text: string, placeRef: string) => FileItems,
  ) => {
    const ref = `declared:${host}/${path}`;
    const file = files.get(path);
    if (file?.readable) {
      const found = itemsOf(file.text, ref);
      items.push(...found.items);
      issues.push(...found.issues);
      const { unread } = found;
      places.push({ ref, complete: unread === null, reason: unread });
    } else {
      const reason =
        file?.reason ?? `server.yaml names ${path}, which is not there`;
      places.push({ ref, complete: false, reason });
      issues.push({
        ...{ serverRef: description.server.ref, path },
        ...{ line: null, column: null },
        ...{ severity: 'error', code: 'unreadable-file', message: reason },
      });
    }
  };

  for (const { path, name, user } of declaredCrontabs(files)) {
    const role = ownerOfCrontab(description, name);
    read(path, (text, placeRef) =>
      crontabItems({
        ...{ text, path, placeRef, user, cron, timezone, role },
        dialect: user === null ? 'system' : 'user',
        serverRef: description.server.ref,
      }),
    );
  }
  for (const { path, role } of ownerOfScheduler(description, files)) {
    read(path, (text, placeRef) =>
      sidekiqItems({
        ...{ text, path, placeRef, timezone, role },
        serverRef: description.server.ref,
      }),
    );
  }
  for (const role of description.roles) {
    for (const workload of role.workloads) {
      // What was switched off on purpose is only described, for old captures.
      if (workload.enabled) items.push(describedItem(role, workload));
    }
  }
  return {
    server: description.server,
    roles: rolesInUse(description, items),
    capturedAt: readAt,
    items,
    places,
    issues,
  };
}

/** `crontabs/<user>`, `crontab` and `cron.d/<name>`, as they lie beside `server.yaml`. */
function declaredCrontabs(
  files: InventoryFiles,
): Array<{ path: string; name: string; user: string | null }> {
  return [
    ...pathsIn(files, 'crontabs').map(path => {
      const user = path.slice('crontabs/'.length);
      return { path, name: `user/${user}`, user };
    }),
    ...(files.has('crontab')
      ? [{ path: 'crontab', name: 'crontab', user: null }]
      : []),
    ...pathsIn(files, 'cron.d').map(path => ({ path, name: path, user: null })),
  ];
}

function describedItem(
  role: DescribedRole,
  workload: DescribedWorkload,
): InventoryItem {
  const command = maskSecrets(workload.command);
  const process = workload.process && maskSecrets(workload.process).text;
  return {
    kind: workload.kind,
    name: workload.name,
    roleRef: role.role.ref,
    ownerRef: workload.ownerRef,
    description: workload.description,
    schedule: workload.schedule,
    command: command.text,
    user: workload.user,
    location: workload.location,
    state: 'active',
    detail: {
      command: command.text,
      ...(workload.schedule && { schedules: [{ ...workload.schedule }] }),
      // Where a credential is masked, no process would be found by it.
      ...(process && process === workload.process && { process }),
    },
    maskedSecrets: command.names,
    where: `server.yaml, ${workload.name}`,
  };
}
