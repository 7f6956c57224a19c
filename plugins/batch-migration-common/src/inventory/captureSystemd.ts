import type { InventoryPlace } from '../workload/inventory';
import type { CaptureReading } from './captureReading';
import type { ListedProcess } from './processList';
import {
  readTimers,
  readUnitFiles,
  readUnits,
  type ListedUnits,
} from './systemctl';
import { addServices } from './systemdServices';
import { addTimers, type AnsweredUnits } from './systemdTimers';
import { hostUnits, unitPathsOf } from './systemdUnits';

const OWN = 'etc/systemd/system';
const OF_PACKAGES = ['lib/systemd/system', 'usr/lib/systemd/system'];

export const SYSTEMD_LISTS = {
  timers: 'systemctl-timers.txt',
  unitFiles: 'systemctl-unit-files.txt',
  units: 'systemctl-units.txt',
};

/** Place of the units of a host. */
export function systemdPlaceOf(reading: CaptureReading): InventoryPlace {
  // Hosts have one of the two, or both as one.
  const ofPackages =
    OF_PACKAGES.find(folder => reading.isComplete(folder)) ?? OF_PACKAGES[0];
  return reading.place(`systemd:${reading.host}`, OWN, ofPackages);
}

/** Takes timers as jobs, and the services of an administrator as workers. */
export function addSystemd(
  reading: CaptureReading,
  processes: readonly ListedProcess[] | null,
): void {
  if (unitPathsOf(reading.files).length === 0) return;
  const place = systemdPlaceOf(reading);
  const answers = {
    timers: listOf(reading, SYSTEMD_LISTS.timers, readTimers),
    unitFiles: listOf(reading, SYSTEMD_LISTS.unitFiles, readUnitFiles),
    units: listOf(reading, SYSTEMD_LISTS.units, readUnits),
    knowsWants: reading.isComplete(OWN),
  };
  const { units, unreadable } = hostUnits(reading.files, [
    ...(answers.timers?.units.keys() ?? []),
    ...(answers.units?.units.keys() ?? []),
  ]);
  for (const { path, reason } of unreadable) {
    reading.leaveOpen(place, reason);
    reading.issue(path, null, 'error', 'unreadable-file', reason);
  }
  const started = addTimers(reading, place.ref, units, answers);
  addServices(reading, place.ref, units, { started, answers, processes });
}

function listOf<T>(
  reading: CaptureReading,
  path: string,
  read: (text: string) => ListedUnits<T>,
): AnsweredUnits<T> | null {
  const text = reading.optionalTextOf(path);
  if (text === null) return null;
  const listed = read(text);
  for (const line of listed.unread) {
    reading.issue(
      path,
      line,
      'warning',
      'unreadable-line',
      'This line is no row of the list of systemctl',
    );
  }
  const isComplete = listed.unread.length === 0 && reading.isComplete(path);
  return { units: listed.units, isComplete };
}
