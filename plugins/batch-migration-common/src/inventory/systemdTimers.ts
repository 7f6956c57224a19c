import { parseSystemdTimer, type SystemdJob } from '../cron';
import { maskSecrets } from '../workload';
import { maskEnvironment } from '../workload/maskEnvironment';
import type { InventoryItem } from '../workload/inventory';
import type { CaptureReading } from './captureReading';
import { isTimerOfDistribution } from './distributionJobs';
import { isNamedByRole, ownerOfCrontab } from './roles';
import type { HostUnit } from './systemdUnits';

/** A list of systemd. */
export interface AnsweredUnits<T> {
  units: ReadonlyMap<string, T>;
  /** Whether a unit that is not in it is not loaded. */
  isComplete: boolean;
}

/** What systemd itself said; `null` where nobody asked it. */
export interface SystemdAnswers {
  timers: AnsweredUnits<{ hasNext: boolean }> | null;
  unitFiles: AnsweredUnits<string> | null;
  units: AnsweredUnits<{ active: string; sub: string }> | null;
  /** Whether all links of `*.wants` are in the capture. */
  knowsWants: boolean;
}

/**
 * Takes the timers of a host. Those that its distribution brings stay with the
 * operating system, unless a role names them.
 *
 * @returns names of the units that they start
 */
export function addTimers(
  reading: CaptureReading,
  placeRef: string,
  units: ReadonlyMap<string, HostUnit>,
  answers: SystemdAnswers,
): Set<string> {
  const started = new Set<string>();
  const leftOut: string[] = [];
  for (const unit of units.values()) {
    if (!unit.name.endsWith('.timer')) continue;
    const service = (name: string) => {
      const found =
        units.get(name) ?? units.get(name.replace(/@[^@]*\./, '@.'));
      return found && serviceText(found);
    };
    const first = parse(reading, unit, undefined);
    const activates =
      first.job?.activates ?? unit.name.replace(/timer$/, 'service');
    started.add(activates);
    const isLeftOut =
      isTimerOfDistribution(unit.name) &&
      !isNamedByRole(reading.description, `systemd/${unit.name}`);
    if (isLeftOut) {
      leftOut.push(unit.name);
      continue;
    }
    if (/@\.timer$/.test(unit.name)) continue;
    const parsed = parse(reading, unit, service(activates));
    tellIssues(reading, unit, parsed);
    reading.items.push(
      itemOf(reading, placeRef, unit, parsed.job, activates, answers),
    );
  }
  if (leftOut.length > 0) {
    reading.issue(
      leftOut.map(name => units.get(name)!.path)[0].replace(/\/[^/]*$/, ''),
      null,
      'info',
      'of-the-distribution',
      `Left out, for they belong to the operating system: ${leftOut.join(
        ', ',
      )}. Name one in crontabs of a role to take it, such as systemd/${
        leftOut[0]
      }.`,
    );
  }
  return started;
}

/** systemd reads drop-ins as if they stood below the unit. */
export function serviceText({ text, dropIns }: HostUnit): string {
  return [text, ...dropIns.map(dropIn => dropIn.text)].join('\n');
}

function parse(
  reading: CaptureReading,
  unit: HostUnit,
  service: string | undefined,
) {
  return parseSystemdTimer(unit.text, {
    unit: unit.name,
    timezone: reading.timezone,
    dropIns: unit.dropIns.map(({ text }) => text),
    ...(service !== undefined && { service }),
  });
}

function tellIssues(
  reading: CaptureReading,
  unit: HostUnit,
  parsed: ReturnType<typeof parseSystemdTimer>,
): void {
  const files = [
    { path: unit.path, issues: parsed.issues },
    ...unit.dropIns.map(({ path }, index) => ({
      path,
      issues: parsed.dropIns[index].issues,
    })),
  ];
  for (const { path, issues } of files) {
    for (const { line, column, severity, code, message } of issues) {
      reading.issue(path, line, severity, code, message, column);
    }
  }
}

function itemOf(
  reading: CaptureReading,
  placeRef: string,
  unit: HostUnit,
  job: SystemdJob | null,
  activates: string,
  answers: SystemdAnswers,
): InventoryItem {
  const role = ownerOfCrontab(reading.description, `systemd/${unit.name}`);
  const name = unit.name.replace(/\.timer$/, '');
  const command = maskSecrets(job?.command || `systemctl start ${activates}`);
  const environment = maskEnvironment(job?.environment ?? {});
  const schedules = (job?.triggers ?? []).map(one => one.scheduleSpec);
  const schedule =
    schedules.find(({ expression }) => !expression.startsWith('On')) ??
    schedules[0] ??
    null;
  const user = job?.command ? job.user ?? 'root' : null;
  return {
    ...{ kind: 'scheduled', name, schedule, user },
    roleRef: role.role.ref,
    ownerRef: role.jobOwners[name] ?? null,
    description: job?.description ? maskSecrets(job.description).text : null,
    command: command.text,
    location: { ref: placeRef, key: unit.name },
    ...stateOf(unit, job, answers, {
      ...(schedules.length > 0 && {
        schedules: schedules.map(one => ({ ...one })),
      }),
      ...{ command: command.text, activates },
      ...(user !== null && { user }),
      ...(job && { line: job.line }),
      ...(job?.workingDirectory && { workingDirectory: job.workingDirectory }),
      ...(Object.keys(environment.values).length > 0 && {
        environment: environment.values,
      }),
    }),
    maskedSecrets: [...new Set([...command.names, ...environment.names])],
    where: job ? `${unit.path}, line ${job.line}` : unit.path,
  };
}

/** Whether a timer would start its service if its time came. */
function stateOf(
  unit: HostUnit,
  job: SystemdJob | null,
  answers: SystemdAnswers,
  detail: InventoryItem['detail'],
): Pick<InventoryItem, 'state' | 'detail'> {
  const idle = (reason: string, isOn = false) => ({
    state: 'idle' as const,
    detail: { ...detail, ...(isOn && { enabled: true }), reason },
  });
  const file = answers.unitFiles?.units.get(unit.name);
  if (unit.isMasked || file?.startsWith('masked')) {
    return idle('the timer is masked');
  }
  const isEnabled = unit.isWanted || /^enabled/.test(file ?? '');
  if (!job) {
    return idle(
      'systemd refuses the timer: it has no time that counts',
      isEnabled,
    );
  }
  const { timers } = answers;
  const listed = timers?.units.get(unit.name);
  if (listed) {
    return listed.hasNext
      ? { state: 'active', detail }
      : idle('systemctl list-timers shows no next time of it', isEnabled);
  }
  if (timers?.isComplete) {
    return idle(
      'systemctl list-timers does not list it: it is not started',
      isEnabled,
    );
  }
  if (isEnabled) return { state: 'active', detail };
  if (file !== undefined || answers.knowsWants) {
    return idle('the timer is not enabled');
  }
  return {
    state: 'unknown',
    detail: {
      ...detail,
      reason:
        'The capture tells neither what systemctl says of the timer nor all *.wants folders',
    },
  };
}
