import type { InventoryItem } from '../workload/inventory';
import type { CaptureReading } from './captureReading';
import { crontabItems } from './crontabItems';
import type { CrontabLines } from './cronRuns';
import { pathsIn, type InventoryFiles } from './files';
import { ownerOfCrontab, ownerOfScheduler } from './roles';
import { sidekiqItems } from './sidekiqItems';

const USER_CRONTABS = 'var/spool/cron/crontabs';
const RED_HAT_CRONTABS = 'var/spool/cron';
const SYSTEM_CRONTAB = 'etc/crontab';
const CRON_D = 'etc/cron.d';

/** The jobs of one crontab, by the name that cron gives it. */
export interface CapturedCrontab extends CrontabLines {
  items: InventoryItem[];
}

/** The crontabs among paths, in the order in which cron reads them. */
export function crontabsOf(
  files: InventoryFiles,
): Array<{ path: string; name: string; user: string | null }> {
  const userCrontabs = [
    ...pathsIn(files, USER_CRONTABS),
    ...pathsIn(files, RED_HAT_CRONTABS),
  ].map(path => {
    const user = path.slice(path.lastIndexOf('/') + 1);
    return { path, name: `user/${user}`, user };
  });
  const cronD = pathsIn(files, CRON_D).map(path => ({
    path,
    name: path.slice('etc/'.length),
    user: null,
  }));
  const system = files.has(SYSTEM_CRONTAB)
    ? [{ path: SYSTEM_CRONTAB, name: 'crontab', user: null }]
    : [];
  return [...userCrontabs, ...system, ...cronD];
}

/** The lines of every crontab of a capture; they are not yet among the items. */
export function readCrontabs(reading: CaptureReading): CapturedCrontab[] {
  const { files, description, cron, timezone } = reading;
  return crontabsOf(files).flatMap(({ path, name, user }) => {
    const place = reading.place(`crontab:${reading.host}/${path}`, path);
    const text = reading.textOf(path, place);
    if (text === null) return [];
    const role = ownerOfCrontab(description, name);
    const { items, issues, unread } = crontabItems({
      ...{ text, path, user, cron, timezone, role },
      dialect: user === null ? 'system' : 'user',
      placeRef: place.ref,
      serverRef: description.server.ref,
    });
    reading.add(place, { items: [], issues, unread });
    return [{ name, path, items }];
  });
}

/** Takes the jobs of the sidekiq-scheduler files. */
export function addSchedulers(reading: CaptureReading): void {
  const { files, description, timezone } = reading;
  for (const { path, role } of ownerOfScheduler(description, files)) {
    if (!files.has(path)) continue;
    const place = reading.place(`crontab:${reading.host}/${path}`, path);
    const text = reading.textOf(path, place);
    if (text === null) continue;
    reading.add(
      place,
      sidekiqItems({
        ...{ text, path, timezone, role },
        placeRef: place.ref,
        serverRef: description.server.ref,
      }),
    );
  }
}
