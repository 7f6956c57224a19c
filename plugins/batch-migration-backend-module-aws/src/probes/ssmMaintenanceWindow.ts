import {
  GetMaintenanceWindowCommand,
  type GetMaintenanceWindowResult,
  type MaintenanceWindowExecution,
  type MaintenanceWindowTask,
  paginateDescribeMaintenanceWindowExecutions,
  paginateDescribeMaintenanceWindowTasks,
} from '@aws-sdk/client-ssm';
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
import type { AwsClients } from '../clients';
import { type AwsPlace, parsePlace } from '../places';
import { observeBatches } from './observeBatches';
import { readRunsOf } from './readRunsOf';

const SCHEME = 'ssm-window';
/** Systems Manager publishes no rate for these: few at a time, and the SDK backs off. */
const CONCURRENT_CALLS = 2;
/** `MaintenanceWindowId` in the reference of Systems Manager. */
const WINDOW_ID = /^mw-[0-9a-f]{17}$/;

/**
 * State of one maintenance window: `active` when it is enabled, has a task,
 * and `now` lies between its `StartDate` and `EndDate`, both inclusive.
 */
export function windowState(
  window: Pick<GetMaintenanceWindowResult, 'Enabled' | 'StartDate' | 'EndDate'>,
  tasks: number,
  now: Date,
): { state: ObservedState; reason?: string } {
  const { Enabled, StartDate, EndDate } = window;
  if (Enabled === false) return { state: 'idle' };
  if (Enabled === undefined) {
    return {
      state: 'unknown',
      reason: 'Systems Manager did not tell whether the window is enabled',
    };
  }
  if (tasks === 0) {
    return {
      state: 'idle',
      reason: 'The window has no task: it starts nothing',
    };
  }
  const [start, end] = [StartDate, EndDate].map(
    date => date && Date.parse(date),
  );
  if (Number.isNaN(start) || Number.isNaN(end)) {
    return {
      state: 'unknown',
      reason: `Its dates cannot be read: ${StartDate ?? ''} to ${
        EndDate ?? ''
      }`,
    };
  }
  const isOpen =
    (!start || start <= now.getTime()) && (!end || end >= now.getTime());
  return { state: isOpen ? 'active' : 'idle' };
}

/** How one execution counts; a word to come is never good, and one without an end still runs. */
export function windowOutcome({
  Status,
  EndTime,
}: Pick<MaintenanceWindowExecution, 'Status' | 'EndTime'>): RunOutcome {
  switch (Status) {
    case 'SUCCESS':
      return 'succeeded';
    case 'TIMED_OUT':
      return 'timed-out';
    case 'SKIPPED_OVERLAPPING':
      return 'skipped-duplicate';
    case 'FAILED':
    case 'CANCELLED':
      return 'failed';
    default:
      return EndTime ? 'failed' : 'running';
  }
}

/** Looks at maintenance windows of Systems Manager, which run commands by a schedule. */
export class SsmMaintenanceWindowProbe implements Probe {
  readonly id = 'aws-ssm-maintenance-window';

  constructor(
    private readonly clients: AwsClients,
    private readonly logger: LoggerService,
  ) {}

  handles({ ref }: LocationRef): boolean {
    return ref.startsWith(`${SCHEME}:`);
  }

  async observe(
    locations: LocationRef[],
    { now, signal }: { now: Date; signal?: AbortSignal },
  ): Promise<ProbeAnswer[]> {
    return observeBatches(
      locations,
      {
        scheme: SCHEME,
        shape: 'region',
        action: 'ssm:GetMaintenanceWindow',
        perCall: 1,
        concurrentCalls: CONCURRENT_CALLS,
        misnamed: ({ key }) =>
          WINDOW_ID.test(key)
            ? null
            : `"${key}" is no id of a maintenance window`,
        gone: name => (isNoWindow(name) ? {} : null),
        look: async ([location], place) => {
          const { window, tasks } = await this.look(
            location.key,
            place,
            signal,
          );
          const { state, reason } = windowState(window, tasks.length, now);
          const detail = {
            ...detailOf(window, tasks),
            ...(reason ? { reason } : {}),
          };
          return [{ location, state, detail }];
        },
      },
      signal,
    );
  }

  async runs(
    locations: LocationRef[],
    options: RunsOptions,
  ): Promise<ProbedRun[]> {
    return readRunsOf(
      locations.filter(({ key }) => WINDOW_ID.test(key)),
      {
        action: 'ssm:DescribeMaintenanceWindowExecutions',
        concurrentCalls: CONCURRENT_CALLS,
        logger: this.logger,
        nameOf: ({ ref, key }) => `${ref}/${key}`,
        locationsOf: location => [location],
        isGone: isNoWindow,
        read: location => this.executionsOf(location, options),
      },
      options,
    );
  }

  private async look(WindowId: string, place: AwsPlace, signal?: AbortSignal) {
    const client = await this.clients.get('ssm', place);
    const window = await client.send(
      new GetMaintenanceWindowCommand({ WindowId }),
      { abortSignal: signal },
    );
    const tasks: MaintenanceWindowTask[] = [];
    const pages = paginateDescribeMaintenanceWindowTasks(
      { client },
      { WindowId },
      { abortSignal: signal },
    );
    for await (const { Tasks = [] } of pages) tasks.push(...Tasks);
    return { window, tasks };
  }

  private async executionsOf(
    location: LocationRef,
    { since, signal }: RunsOptions,
  ): Promise<ProbedRun[]> {
    const place = parsePlace(location.ref, SCHEME, 'region');
    const client = await this.clients.get('ssm', place);
    const found: ProbedRun[] = [];
    const pages = paginateDescribeMaintenanceWindowExecutions(
      { client, pageSize: 50 },
      {
        WindowId: location.key,
        Filters: [
          {
            Key: 'ExecutedAfter',
            // To the second, as the reference has it.
            Values: [since.toISOString().replace(/\.\d+Z$/, 'Z')],
          },
        ],
      },
      { abortSignal: signal },
    );
    for await (const { WindowExecutions = [] } of pages) {
      found.push(
        ...WindowExecutions.filter(
          ({ StartTime }) => StartTime && StartTime >= since,
        ).map(execution => toRun(location, execution)),
      );
    }
    return found;
  }
}

function isNoWindow(errorName: string): boolean {
  return errorName === 'DoesNotExistException';
}

function detailOf(
  window: GetMaintenanceWindowResult,
  tasks: readonly MaintenanceWindowTask[],
): ObservationDetail {
  const detail: ObservationDetail = {
    ...(window.Enabled === undefined ? {} : { enabled: window.Enabled }),
    tasks: tasks.map(({ Type, TaskArn }) => ({
      type: Type ?? null,
      document: TaskArn ?? null,
    })),
  };
  if (window.ScheduleOffset) {
    // Days after the cron's own: the expression alone would tell the wrong day.
    detail.scheduleOffsetDays = window.ScheduleOffset;
    detail.scheduleExpression = window.Schedule ?? null;
  } else if (window.Schedule) {
    detail.schedules = [
      {
        dialect: 'eventbridge',
        expression: window.Schedule,
        timezone: window.ScheduleTimezone ?? 'UTC',
      },
    ];
  }
  const [start, end] = [window.StartDate, window.EndDate].map(instantOf);
  if (start) detail.startDate = start;
  if (end) detail.endDate = end;
  if (window.CreatedDate) detail.createdAt = window.CreatedDate.toISOString();
  if (window.ModifiedDate) {
    detail.modifiedAt = window.ModifiedDate.toISOString();
  }
  return detail;
}

/** Systems Manager gives its dates back as they were written. */
function instantOf(text: string | undefined): string | null {
  const at = Date.parse(text ?? '');
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

function toRun(
  location: LocationRef,
  execution: MaintenanceWindowExecution,
): ProbedRun {
  const outcome = windowOutcome(execution);
  const startedAt = execution.StartTime!;
  return {
    location,
    scheduledFor: null,
    startedAt,
    endedAt: outcome === 'running' ? null : execution.EndTime ?? startedAt,
    outcome,
    externalId: execution.WindowExecutionId!,
  };
}
