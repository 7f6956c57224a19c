import type { InventoryRun, RunRange } from '../workload/inventory';
import type { EntityRef, Instant } from '../workload/model';
import { crontabsOf } from './captureCrontabs';
import { cronRuns } from './cronRuns';
import type { InventoryFiles } from './files';
import type { CronLine } from './matchRuns';
import { serverPlace } from './serverYaml';

/**
 * The runs that a log tells of which a host ships while it writes it, with the
 * same ids as those in the log of a capture. It knows the crontabs only as the
 * newest capture has them: a range of a file that cron read anew since then
 * begins after that, and says nothing of the lines that were captured.
 *
 * @param text - lines of cron's log in their order
 * @param readAt - when the log was read: nothing in it is later
 * @param lines - what is in the crontabs of the server
 */
export function shippedRuns(log: {
  serverRef: EntityRef;
  host: string;
  text: string;
  readAt: Instant;
  timezone: string;
  lines: readonly CronLine[];
}): { runs: InventoryRun[]; ranges: RunRange[]; problems: string[] } {
  const prefix = `crontab:${serverPlace(log.serverRef)}/`;
  const pathOf = ({ location }: CronLine) => location.ref.slice(prefix.length);
  const own = log.lines.filter(one => one.location.ref.startsWith(prefix));
  const crontabs = crontabsOf(
    new Map(own.map(one => [pathOf(one), { readable: true, text: '' }])),
  ).map(({ name, path }) => ({
    name,
    path,
    items: own.filter(one => pathOf(one) === path),
  }));
  const files: InventoryFiles = new Map([
    ['var/log/cron', { readable: true, text: log.text }],
  ]);
  const { runs, ranges, issues } = cronRuns({
    ...{ files, crontabs },
    host: log.host,
    capturedAt: log.readAt,
    timezone: log.timezone,
    isComplete: () => true,
  });
  const problems = issues.filter(({ code }) => code === 'unreadable-line');
  return { runs, ranges, problems: problems.map(({ message }) => message) };
}
