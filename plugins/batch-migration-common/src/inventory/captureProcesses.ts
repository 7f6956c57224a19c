import { maskSecrets } from '../workload';
import type { InventoryItem } from '../workload/inventory';
import type { CaptureReading } from './captureReading';
import { parseProcessList, type ListedProcess } from './processList';

const PROCESS_LIST = 'ps.txt';

/**
 * A described worker is active where a process has its text; it is gone where
 * none has.
 *
 * @returns the processes of the host, `null` where they are not known
 */
export function addProcesses(reading: CaptureReading): ListedProcess[] | null {
  const { description, host, files } = reading;
  const workers = description.roles.flatMap(role =>
    role.workloads
      .filter(workload => workload.process !== null)
      .map(workload => ({ role, workload })),
  );
  if (workers.length === 0 && !files.has(PROCESS_LIST)) return null;
  const place = reading.place(`process:${host}`, PROCESS_LIST);
  const text = reading.textOf(PROCESS_LIST, place);
  if (text === null) return null;
  const list = parseProcessList(text);
  for (const { line, message } of list.issues) {
    // A row that nobody understands may be the very worker that is looked for.
    place.complete = false;
    place.reason = `${PROCESS_LIST}, line ${line}: ${message}`;
    reading.issue(PROCESS_LIST, line, 'warning', 'unreadable-line', message);
  }
  for (const { role, workload } of workers) {
    const found = list.processes.filter(process =>
      process.command.includes(workload.process!),
    );
    if (found.length === 0) continue;
    // The description names the worker; the host's own words stand beside it.
    const command = maskSecrets(workload.command);
    const item: InventoryItem = {
      kind: workload.kind,
      name: workload.name,
      roleRef: role.role.ref,
      ownerRef: workload.ownerRef,
      description: workload.description,
      schedule: workload.schedule,
      command: command.text,
      user: found[0].user,
      location: workload.location,
      state: 'active',
      detail: {
        command: command.text,
        commandLine: maskSecrets(found[0].command).text,
        user: found[0].user,
        processes: found.length,
      },
      maskedSecrets: command.names,
      where: `${PROCESS_LIST}, line ${found[0].line}`,
    };
    reading.items.push(item);
    reading.processesOf.set(item, found);
  }
  return place.complete || list.issues.length === 0 ? list.processes : null;
}
