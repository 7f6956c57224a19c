import { maskSecrets } from '../workload';
import { maskEnvironment } from '../workload/maskEnvironment';
import type { InventoryItem } from '../workload/inventory';
import type { ScheduleSpec } from '../workload/model';
import { nameOfCommand } from '../cron/runtime';
import {
  cronOfPeriod,
  earliestStart,
  periodText,
  type AnacronPeriod,
} from './anacronPeriod';
import { parseAnacrontab, type AnacronJob } from './anacrontab';
import type { CapturedCrontab } from './captureCrontabs';
import type { CaptureReading } from './captureReading';
import { folderStartOf } from './folderStart';
import { ownerOfCrontab } from './roles';

export const ANACRONTAB = 'etc/anacrontab';

/** When the host starts anacron: at a minute of these hours, both inclusive. */
interface AnacronStart {
  minute: number;
  hours: { from: number; until: number };
}

/** The jobs of the anacrontab of a capture; they are not yet among the items. */
export function readAnacron(
  reading: CaptureReading,
  crontabs: readonly CapturedCrontab[],
): InventoryItem[] {
  if (!reading.files.has(ANACRONTAB)) return [];
  const place = reading.place(
    `anacron:${reading.host}/${ANACRONTAB}`,
    ANACRONTAB,
  );
  const text = reading.textOf(ANACRONTAB, place);
  if (text === null) return [];
  const { jobs, issues } = parseAnacrontab(text);
  for (const { line, message } of issues) {
    reading.leaveOpen(place, `${ANACRONTAB}, line ${line} cannot be read`);
    reading.issue(ANACRONTAB, line, 'error', 'unreadable-line', message);
  }
  const start = startOf(reading, crontabs);
  if (!start && jobs.length > 0) {
    reading.issue(
      ANACRONTAB,
      null,
      'warning',
      'anacron-start-unknown',
      'Nothing in the capture tells at which time of the day anacron is started, so the times of its jobs are not known. Capture etc/cron.d and etc/cron.hourly, or the unit anacron.timer.',
    );
  }
  const seen = new Map<string, number>();
  return jobs.map(job => {
    const count = (seen.get(job.id) ?? 0) + 1;
    seen.set(job.id, count);
    const key = count === 1 ? job.id : `${job.id}#${count}`;
    return itemOf(reading, job, { ref: place.ref, key }, start);
  });
}

function itemOf(
  reading: CaptureReading,
  job: AnacronJob,
  location: InventoryItem['location'],
  start: AnacronStart | null,
): InventoryItem {
  const role = ownerOfCrontab(reading.description, 'anacrontab');
  const command = maskSecrets(job.command);
  const environment = maskEnvironment(job.environment);
  const schedule = scheduleOf(reading, job, start);
  const name = maskSecrets(job.id).text || nameOfCommand(command.text);
  const item: InventoryItem = {
    ...{ kind: 'scheduled', name, schedule, location },
    roleRef: role.role.ref,
    ownerRef: role.jobOwners[name] ?? null,
    description: null,
    command: command.text,
    user: 'root',
    state: 'active',
    detail: {
      ...(schedule && { schedules: [{ ...schedule }] }),
      ...{ command: command.text, user: 'root', line: job.line },
      period: periodText(job.period),
      delayMinutes: job.delayMinutes,
      ...(job.randomDelayMinutes > 0 && {
        randomDelayMinutes: job.randomDelayMinutes,
      }),
      ...(Object.keys(environment.values).length > 0 && {
        environment: environment.values,
      }),
    },
    maskedSecrets: [...new Set([...command.names, ...environment.names])],
    where: `${ANACRONTAB}, line ${job.line}`,
  };
  // What it starts is a workload of its own, and told there.
  if (folderStartOf(item) === null) tellOfTimes(reading, job);
  return item;
}

function scheduleOf(
  reading: CaptureReading,
  job: AnacronJob,
  start: AnacronStart | null,
): ScheduleSpec | null {
  const time = start && earliestStart(job, start);
  const expression = time ? cronOfPeriod(job.period, time) : null;
  return expression === null
    ? null
    : {
        dialect: reading.cron.flavour === 'cronie' ? 'cronie' : 'debian-cron',
        expression,
        timezone: reading.timezone,
      };
}

function tellOfTimes(reading: CaptureReading, job: AnacronJob): void {
  if (isCounted(job.period)) {
    reading.issue(
      ANACRONTAB,
      job.line,
      'info',
      'counts-from-last-run',
      `anacron starts it ${periodText(
        job.period,
      )}, counted from its last run, so its next times are not known. Choose fixed times before migrating.`,
    );
  }
  if (job.randomDelayMinutes > 0) {
    reading.issue(
      ANACRONTAB,
      job.line,
      'info',
      'randomized-delay',
      `anacron starts it up to ${job.randomDelayMinutes} minutes later than shown, drawn anew for each run.`,
    );
  }
}

function isCounted(period: AnacronPeriod): boolean {
  return period.unit === 'days' && period.days > 1;
}

/** What starts anacron: a line of cron, `0anacron` in cron.hourly, or its timer. */
function startOf(
  reading: CaptureReading,
  crontabs: readonly CapturedCrontab[],
): AnacronStart | null {
  const lines = crontabs
    .flatMap(({ items }) => items)
    .filter(({ state }) => state === 'active');
  const own = lines.find(
    line => /\banacron\b/.test(line.command) && folderStartOf(line) === null,
  );
  const hourly = reading.files.has('etc/cron.hourly/0anacron')
    ? lines.find(line => folderStartOf(line)?.folder === 'etc/cron.hourly')
    : undefined;
  const line = own ?? hourly;
  return line?.schedule
    ? startOfCron(line.schedule.expression)
    : startOfTimer(reading);
}

function startOfCron(expression: string): AnacronStart | null {
  if (expression === '@hourly') {
    return { minute: 0, hours: { from: 0, until: 23 } };
  }
  const [, minute, hours] =
    /^(\d{1,2}) +(\*|\d{1,2}|\d{1,2}-\d{1,2}) +\* +\* +\*$/.exec(
      expression.trim().replace(/\s+/g, ' '),
    ) ?? [];
  if (minute === undefined) return null;
  const [from, until = from] =
    hours === '*' ? [0, 23] : hours.split('-').map(Number);
  return { minute: Number(minute), hours: { from, until } };
}

/** Debian's own: `OnCalendar=*-*-* 07..23:30`. */
function startOfTimer(reading: CaptureReading): AnacronStart | null {
  for (const folder of ['etc', 'lib', 'usr/lib']) {
    const file = reading.files.get(`${folder}/systemd/system/anacron.timer`);
    const [, from, until, minute] =
      (file?.readable &&
        /^OnCalendar=(?:\*-\*-\* )?(\d{1,2})(?:\.\.(\d{1,2}))?:(\d{2})(?::00)?\s*$/m.exec(
          file.text,
        )) ||
      [];
    if (minute !== undefined) {
      return {
        minute: Number(minute),
        hours: { from: Number(from), until: Number(until ?? from) },
      };
    }
  }
  return null;
}
