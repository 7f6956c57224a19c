import {
  GetScheduleCommand,
  type GetScheduleCommandOutput,
} from '@aws-sdk/client-scheduler';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type {
  LocationRef,
  ObservationDetail,
  ObservedState,
} from 'backstage-plugin-batch-migration-common';
import type {
  CountedStarts,
  Probe,
  ProbeAnswer,
  ProbedRun,
  RunsOptions,
} from 'backstage-plugin-batch-migration-node';
import type { AwsClients } from '../clients';
import { mapConcurrently } from '../concurrent';
import { reasonOf } from '../failure';
import { parsePlace } from '../places';
import { parseCluster, TASKS_KEPT_MS } from './ecsTaskRuns';
import { observeBatches } from './observeBatches';
import { readRunsOfTargets } from './readRunsOfTargets';
import { countStateMachineStarts } from './stateMachineStarts';

const SCHEME = 'scheduler';
/** `GetSchedule` allows many more; this keeps a round from being a burst. */
const CONCURRENT_CALLS = 8;

/**
 * State of one schedule: `active` when it is ENABLED and `now` lies between
 * its `StartDate` and `EndDate`, both inclusive; where one is missing, that
 * side is open. A schedule that waits for its start is `idle`.
 */
export function scheduleState(
  { State, StartDate, EndDate }: Partial<GetScheduleCommandOutput>,
  now: Date,
): ObservedState {
  if (State === 'DISABLED') return 'idle';
  // A word that this version does not know must not count as switched on.
  if (State !== 'ENABLED') return 'unknown';
  const started = !StartDate || StartDate <= now;
  const ended = EndDate !== undefined && EndDate < now;
  return started && !ended ? 'active' : 'idle';
}

/** Looks at schedules of EventBridge Scheduler, and at the runs of what they start. */
export class SchedulerScheduleProbe implements Probe {
  readonly id = 'aws-scheduler-schedule';

  constructor(readonly clients: AwsClients, readonly logger: LoggerService) {}

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
        shape: 'named',
        action: 'scheduler:GetSchedule',
        perCall: 1,
        concurrentCalls: CONCURRENT_CALLS,
        gone: name => (name === 'ResourceNotFoundException' ? {} : null),
        look: async ([location]) => {
          const schedule = await this.getSchedule(location, signal);
          const state = scheduleState(schedule, now);
          const detail = detailOf(schedule);
          if (state === 'unknown') {
            detail.reason = `The schedule's State is "${schedule.State}", which this version does not know`;
          }
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
    const startersByArn = new Map<string, LocationRef[]>();
    await mapConcurrently(
      locations,
      CONCURRENT_CALLS,
      async location => {
        const arn = await this.targetOf(location, options);
        if (arn) {
          startersByArn.set(arn, [...(startersByArn.get(arn) ?? []), location]);
        }
      },
      options.signal,
    );
    return readRunsOfTargets(this, startersByArn, options);
  }

  runsKeptMs(targetArn: string): number | null {
    return parseCluster(targetArn) ? TASKS_KEPT_MS : null;
  }

  async countStarts(
    targetArns: readonly string[],
    options: { from: Date; until: Date; signal?: AbortSignal },
  ): Promise<Map<string, CountedStarts[]>> {
    return countStateMachineStarts(this, targetArns, options);
  }

  private async targetOf(
    location: LocationRef,
    { signal, onUnread }: RunsOptions,
  ): Promise<string | null> {
    try {
      const { Target } = await this.getSchedule(location, signal);
      return Target?.Arn ?? null;
    } catch (error) {
      // What is gone starts nothing.
      if (toError(error).name !== 'ResourceNotFoundException') {
        const place = `${location.ref}/${location.key}`;
        onUnread?.(location, reasonOf(error, 'scheduler:GetSchedule', place));
      }
      return null;
    }
  }

  private async getSchedule(
    { ref, key }: LocationRef,
    signal?: AbortSignal,
  ): Promise<GetScheduleCommandOutput> {
    const place = parsePlace(ref, SCHEME, 'named');
    const client = await this.clients.get('scheduler', place);
    return client.send(
      new GetScheduleCommand({ GroupName: place.name, Name: key }),
      { abortSignal: signal },
    );
  }
}

/** What it tells beside its state. */
export function detailOf(
  schedule: GetScheduleCommandOutput,
): ObservationDetail {
  const detail: ObservationDetail = { enabled: schedule.State === 'ENABLED' };
  if (schedule.ScheduleExpression) {
    detail.schedules = [
      {
        dialect: 'eventbridge',
        expression: schedule.ScheduleExpression,
        timezone: schedule.ScheduleExpressionTimezone ?? 'UTC',
      },
    ];
  }
  if (schedule.StartDate) detail.startDate = schedule.StartDate.toISOString();
  if (schedule.EndDate) detail.endDate = schedule.EndDate.toISOString();
  if (schedule.Target?.Arn) detail.targetArn = schedule.Target.Arn;
  if (schedule.CreationDate) {
    detail.createdAt = schedule.CreationDate.toISOString();
  }
  if (schedule.LastModificationDate) {
    detail.modifiedAt = schedule.LastModificationDate.toISOString();
  }
  if (schedule.State) detail.scheduleState = schedule.State;
  return detail;
}
