import { readService } from '../cron/systemdService';
import { readUnit } from '../cron/systemdUnit';
import { maskSecrets } from '../workload';
import { maskEnvironment } from '../workload/maskEnvironment';
import type { InventoryItem } from '../workload/inventory';
import type { CaptureReading } from './captureReading';
import { processesOf } from './processMatch';
import type { ListedProcess } from './processList';
import { ownerOfWorker } from './roles';
import { serviceText, type SystemdAnswers } from './systemdTimers';
import type { HostUnit } from './systemdUnits';

/**
 * Takes the services that an administrator wrote as workers: those in
 * `/etc/systemd/system` that stay running and that no timer starts. The
 * operating system's own hundred stays with it. A worker that somebody
 * described is told of its processes, and not a second time.
 *
 * @param started - units that timers start
 * @param processes - `null` where the processes of the host are not known
 */
export function addServices(
  reading: CaptureReading,
  placeRef: string,
  units: ReadonlyMap<string, HostUnit>,
  options: {
    started: ReadonlySet<string>;
    answers: SystemdAnswers;
    processes: readonly ListedProcess[] | null;
  },
): void {
  const template = (name: string) => name.replace(/@[^@]*\./, '@.');
  const startedTemplates = new Set([...options.started].map(template));
  for (const unit of units.values()) {
    const isWorker =
      unit.name.endsWith('.service') &&
      unit.isOwn &&
      !/@\.service$/.test(unit.name) &&
      !options.started.has(unit.name) &&
      !startedTemplates.has(template(unit.name)) &&
      // What is masked is switched off for good, and says nothing else.
      !unit.isMasked;
    if (!isWorker) continue;
    const text = serviceText(unit);
    if (!staysRunning(text)) continue;
    const service = readService(text);
    for (const { line, column, severity, code, message } of service.issues) {
      reading.issue(unit.path, line, severity, code, message, column);
    }
    const command = service.commands.join(' && ');
    if (isDescribed(reading, command)) continue;
    reading.items.push(itemOf(reading, placeRef, unit, service, options));
  }
}

/** A service that ends by itself is started by something, and is no worker. */
function staysRunning(text: string): boolean {
  const type = readUnit(text, ['Unit', 'Service', 'Install'])
    .settings.filter(
      ({ section, key }) => section === 'Service' && key === 'Type',
    )
    .pop()?.value;
  return type !== 'oneshot';
}

/** Whether a described worker is looked for by a part of this command. */
export function isDescribed(reading: CaptureReading, command: string): boolean {
  return reading.description.roles.some(({ workloads }) =>
    workloads.some(
      ({ process }) => process !== null && command.includes(process),
    ),
  );
}

function itemOf(
  reading: CaptureReading,
  placeRef: string,
  unit: HostUnit,
  service: ReturnType<typeof readService>,
  {
    answers,
    processes,
  }: {
    answers: SystemdAnswers;
    processes: readonly ListedProcess[] | null;
  },
): InventoryItem {
  const { role, jobOwners } = ownerOfWorker(reading.description);
  const name = unit.name.replace(/\.service$/, '');
  const command = maskSecrets(service.commands.join(' && '));
  const environment = maskEnvironment(service.environment);
  const user = service.user ?? 'root';
  const found = processesOf(service.commands[0] ?? '', processes ?? []);
  return {
    ...{ kind: 'resident', name, schedule: null, user },
    roleRef: role.ref,
    ownerRef: jobOwners[name] ?? null,
    description: service.description && maskSecrets(service.description).text,
    command: command.text,
    location: { ref: placeRef, key: unit.name },
    ...stateOf(unit, answers, found.length, {
      ...{ command: command.text, user },
      ...(found.length > 0 && { processes: found.length }),
      ...(service.workingDirectory && {
        workingDirectory: service.workingDirectory,
      }),
      ...(Object.keys(environment.values).length > 0 && {
        environment: environment.values,
      }),
    }),
    maskedSecrets: [...new Set([...command.names, ...environment.names])],
    where: unit.path,
  };
}

function stateOf(
  unit: HostUnit,
  { units, unitFiles, knowsWants }: SystemdAnswers,
  processes: number,
  detail: InventoryItem['detail'],
): Pick<InventoryItem, 'state' | 'detail'> {
  const listed = units?.units.get(unit.name);
  if (listed) {
    return /^(?:active|reloading)$/.test(listed.active)
      ? { state: 'active', detail }
      : {
          state: 'idle',
          detail: {
            ...detail,
            reason: `systemctl says that it is ${listed.active} (${listed.sub})`,
          },
        };
  }
  if (processes > 0) return { state: 'active', detail };
  if (units?.isComplete) {
    const reason = 'systemctl does not list it: it is not started';
    return { state: 'idle', detail: { ...detail, reason } };
  }
  const isOff =
    !unit.isWanted &&
    (unitFiles ? unitFiles.units.get(unit.name) === 'disabled' : knowsWants);
  return {
    state: 'unknown',
    detail: {
      ...detail,
      reason: `No process has its command line${
        isOff ? ', it is not enabled,' : ''
      } and the capture does not tell what systemctl says of it`,
    },
  };
}
