import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  LocationRef,
  ObservationDetail,
  ObservedState,
  RunOutcome,
} from 'backstage-plugin-batch-migration-common';
import type {
  Probe,
  ProbeAnswer,
  ProbedRun,
  RunsOptions,
} from 'backstage-plugin-batch-migration-node';
import { type ClusterReader, reasonOf } from '../clusters';
import { byRef, isObjectName, unknown } from './answers';
import { type CronJob, cronJobSchema, type Job, jobSchema } from './objects';

const SCHEME = 'k8s-cronjob';
/** Set on a Job by the CronJob controller since Kubernetes 1.28. */
const SCHEDULED = 'batch.kubernetes.io/cronjob-scheduled-timestamp';

/** State of one CronJob: a suspended one starts nothing. */
export function cronJobState({ metadata, spec }: CronJob): {
  state: ObservedState;
  reason?: string;
} {
  if (metadata.deletionTimestamp) {
    return { state: 'idle', reason: 'It is being deleted' };
  }
  return spec.suspend === true ? { state: 'idle' } : { state: 'active' };
}

/**
 * Its schedule, where Kubernetes reads it as Debian's cron does; `null`
 * otherwise. Kubernetes starts on either day where one of them is `*` with a
 * step, and Debian's cron only on both.
 */
export function comparableSchedule(schedule: string): string | null {
  const fields = schedule.trim().split(/\s+/);
  if (
    /^@(hourly|daily|midnight|weekly|monthly|yearly|annually)$/.test(schedule)
  )
    return schedule;
  if (
    fields.length !== 5 ||
    !fields.every(field => /^[0-9A-Za-z*,/-]+$/.test(field))
  ) {
    return null;
  }
  const [, , dayOfMonth, , dayOfWeek] = fields;
  const hasStep = [dayOfMonth, dayOfWeek].some(day => day.startsWith('*/'));
  const areBoth = dayOfMonth !== '*' && dayOfWeek !== '*';
  return hasStep && areBoth ? null : schedule;
}

/** How a Job ended. One that is neither complete nor failed still runs. */
export function jobOutcome({ status }: Job): {
  outcome: RunOutcome;
  endedAt: string | null;
} {
  const is = (type: string) =>
    status?.conditions?.find(one => one.type === type && one.status === 'True');
  const complete = is('Complete');
  if (complete) {
    return {
      outcome: 'succeeded',
      endedAt: status?.completionTime ?? complete.lastTransitionTime ?? null,
    };
  }
  const failed = is('Failed');
  if (failed) {
    return {
      outcome: failed.reason === 'DeadlineExceeded' ? 'timed-out' : 'failed',
      endedAt: failed.lastTransitionTime ?? null,
    };
  }
  return { outcome: 'running', endedAt: null };
}

/** Looks at CronJobs of Kubernetes, and at the Jobs that they started. */
export class CronJobProbe implements Probe {
  readonly id = 'k8s-cronjob';

  constructor(
    private readonly reader: ClusterReader,
    private readonly logger: LoggerService,
  ) {}

  handles({ ref }: LocationRef): boolean {
    return ref.startsWith(`${SCHEME}:`);
  }

  async observe(
    locations: LocationRef[],
    { signal }: { now: Date; signal?: AbortSignal },
  ): Promise<ProbeAnswer[]> {
    const answers: ProbeAnswer[] = [];
    // One namespace after the other: a call lists all that is in it.
    for (const [ref, group] of byRef(locations)) {
      answers.push(...(await this.observeNamespace(ref, group, signal)));
    }
    return answers;
  }

  async runs(
    locations: LocationRef[],
    { since, signal, onUnread }: RunsOptions,
  ): Promise<ProbedRun[]> {
    const runs: ProbedRun[] = [];
    const failures: Error[] = [];
    const namespaces = [...byRef(locations)];
    for (const [ref, group] of namespaces) {
      try {
        const place = this.reader.namespaceOf(ref, SCHEME);
        const jobs = await this.reader.list(place, 'jobs', jobSchema, signal);
        for (const location of group) {
          const own = jobs.filter(({ metadata }) =>
            metadata.ownerReferences?.some(
              ({ kind, name }) => kind === 'CronJob' && name === location.key,
            ),
          );
          runs.push(...own.flatMap(job => toRun(location, job, since) ?? []));
        }
      } catch (error) {
        const reason = reasonOf(error, 'jobs', ref);
        this.logger.warn(reason);
        failures.push(new Error(reason));
        group.forEach(location => onUnread?.(location, reason));
      }
    }
    // Nothing read is not "no runs".
    if (failures.length > 0 && failures.length === namespaces.length) {
      throw failures[0];
    }
    return runs;
  }

  private async observeNamespace(
    ref: string,
    locations: LocationRef[],
    signal?: AbortSignal,
  ): Promise<ProbeAnswer[]> {
    try {
      const place = this.reader.namespaceOf(ref, SCHEME);
      const seen = await this.reader.list(
        place,
        'cronjobs',
        cronJobSchema,
        signal,
      );
      const known = new Map(seen.map(each => [each.metadata.name, each]));
      return locations.map(location => {
        if (!isObjectName(location.key)) {
          return unknown(location, `"${location.key}" is no name of a CronJob`);
        }
        const cronJob = known.get(location.key);
        if (!cronJob) return { location, state: 'absent', detail: {} };
        const { state, reason } = cronJobState(cronJob);
        const detail = detailOf(cronJob, place.cluster.timezone);
        return {
          location,
          state,
          detail: { ...detail, ...(reason ? { reason } : {}) },
        };
      });
    } catch (error) {
      const reason = reasonOf(error, 'cronjobs', ref);
      return locations.map(location => unknown(location, reason));
    }
  }
}

function detailOf(
  { metadata, spec }: CronJob,
  clusterTimezone: string,
): ObservationDetail {
  const detail: ObservationDetail = {
    enabled: spec.suspend !== true,
    concurrencyPolicy: spec.concurrencyPolicy ?? 'Allow',
  };
  const expression = comparableSchedule(spec.schedule);
  if (expression) {
    detail.schedules = [
      {
        dialect: 'debian-cron',
        expression,
        timezone: spec.timeZone ?? clusterTimezone,
      },
    ];
  } else {
    detail.scheduleExpression = spec.schedule;
  }
  const deadline = spec.jobTemplate?.spec?.activeDeadlineSeconds;
  if (deadline) detail.timeoutSeconds = deadline;
  if (metadata.creationTimestamp) {
    detail.createdAt = new Date(metadata.creationTimestamp).toISOString();
  }
  return detail;
}

/** `null` for a Job that has not started, or started before `since`. */
function toRun(location: LocationRef, job: Job, since: Date): ProbedRun | null {
  const startedAt = instant(job.status?.startTime);
  if (!startedAt || startedAt < since) return null;
  const { outcome, endedAt } = jobOutcome(job);
  return {
    location,
    scheduledFor: instant(job.metadata.annotations?.[SCHEDULED]),
    startedAt,
    endedAt: outcome === 'running' ? null : instant(endedAt) ?? startedAt,
    outcome,
    externalId: job.metadata.uid ?? `${location.ref}/${job.metadata.name}`,
  };
}

function instant(text: string | null | undefined): Date | null {
  const date = new Date(text ?? NaN);
  return Number.isNaN(date.getTime()) ? null : date;
}
