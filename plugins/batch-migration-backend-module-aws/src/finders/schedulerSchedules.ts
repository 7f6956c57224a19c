import {
  GetScheduleCommand,
  paginateListScheduleGroups,
  paginateListSchedules,
  type ScheduleSummary,
} from '@aws-sdk/client-scheduler';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type {
  FindOptions,
  FindReading,
  FoundTarget,
  TargetFinder,
} from 'backstage-plugin-batch-migration-node';
import type { AwsClients } from '../clients';
import { inChunks, mapConcurrently } from '../concurrent';
import type { AwsPlace } from '../places';
import { detailOf, scheduleState } from '../probes/schedulerSchedule';
import { ask, lookAtPart, lookAtPlaces } from './look';
import { StartedWork } from './StartedWork';

const SCHEME = 'scheduler';
/** `GetSchedule` allows hundreds a second; a look is in no hurry. */
const CONCURRENT_CALLS = 4;
const BATCH = 100;

/**
 * Finds schedules of EventBridge Scheduler. A list tells no expression: each
 * schedule is asked for once, and again when it was changed.
 */
export class SchedulerScheduleFinder implements TargetFinder {
  readonly id = 'aws-scheduler-schedules';

  constructor(
    private readonly clients: AwsClients,
    private readonly logger: LoggerService,
    private readonly places: readonly AwsPlace[],
  ) {}

  find(options: FindOptions): AsyncIterable<FindReading> {
    const work = new StartedWork(this.clients, this.logger, options.signal);
    return lookAtPlaces(this.places, SCHEME, options, (place, ref) =>
      this.inRegion(place, ref, options, work),
    );
  }

  private async *inRegion(
    place: AwsPlace,
    ref: string,
    options: FindOptions,
    work: StartedWork,
  ): AsyncGenerator<FindReading> {
    for (const group of await this.groupsOf(place, ref, options.signal)) {
      const groupRef = `${ref}/${group}`;
      yield* lookAtPart(groupRef, () =>
        this.inGroup({ ...place, group, ref: groupRef }, options, work),
      );
    }
  }

  private async groupsOf(
    place: AwsPlace,
    ref: string,
    signal?: AbortSignal,
  ): Promise<string[]> {
    const client = await ask(
      'scheduler:ListScheduleGroups',
      ref,
      this.clients.get('scheduler', place),
    );
    const pages = paginateListScheduleGroups(
      { client },
      {},
      { abortSignal: signal },
    );
    const read = async () => {
      const names: string[] = [];
      for await (const { ScheduleGroups = [] } of pages) {
        names.push(...ScheduleGroups.flatMap(({ Name }) => Name ?? []));
      }
      return names;
    };
    return ask('scheduler:ListScheduleGroups', ref, read());
  }

  private async *inGroup(
    place: AwsPlace & { group: string; ref: string },
    options: FindOptions,
    work: StartedWork,
  ): AsyncGenerator<FindReading> {
    const { group, ref } = place;
    const client = await this.clients.get('scheduler', place);
    const pages = paginateListSchedules(
      { client },
      { GroupName: group },
      { abortSignal: options.signal },
    );
    const read = async () => {
      const all: ScheduleSummary[] = [];
      for await (const { Schedules = [] } of pages) all.push(...Schedules);
      return all;
    };
    const schedules = await ask('scheduler:ListSchedules', ref, read());
    for (const batch of inChunks(schedules, BATCH)) {
      const found = await mapConcurrently(
        batch,
        CONCURRENT_CALLS,
        summary => this.targetOf(place, summary, options, work),
        options.signal,
      );
      for (const target of found) {
        if (target) yield { status: 'found', target };
      }
    }
    yield { status: 'read', place: ref };
  }

  /** `null` where it was deleted since it was listed. */
  private async targetOf(
    place: AwsPlace & { group: string; ref: string },
    { Name, State, LastModificationDate, Target }: ScheduleSummary,
    { now, signal, known }: FindOptions,
    work: StartedWork,
  ): Promise<FoundTarget | null> {
    const { group, ref } = place;
    const location = { ref, key: Name! };
    const version = LastModificationDate
      ? `${LastModificationDate.toISOString()} ${State} ${Target?.Arn}`
      : null;
    const before = known(location);
    if (before && version !== null && before.version === version) {
      return { ...before, state: stateOf(before, now) };
    }
    const client = await this.clients.get('scheduler', place);
    try {
      const schedule = await client.send(
        new GetScheduleCommand({ GroupName: group, Name }),
        { abortSignal: signal },
      );
      const { command, image } = await work.of(place, {
        arn: schedule.Target?.Arn,
        taskDefinition: schedule.Target?.EcsParameters?.TaskDefinitionArn,
        input: schedule.Target?.Input,
      });
      const state = scheduleState(schedule, now);
      return {
        location,
        name: Name!,
        kind: 'scheduled',
        state: state === 'absent' ? 'unknown' : state,
        detail: {
          ...detailOf(schedule),
          ...(command === null ? {} : { command }),
        },
        image,
        starts: schedule.Target?.Arn ? [schedule.Target.Arn] : [],
        // Only groups carry tags.
        tags: {},
        version,
      };
    } catch (error) {
      if (toError(error).name === 'ResourceNotFoundException') return null;
      return ask(
        'scheduler:GetSchedule',
        `${ref}/${Name}`,
        Promise.reject(error),
      );
    }
  }
}

/** Time goes on, also for what did not change: its start or end may have come. */
function stateOf({ detail, state }: FoundTarget, now: Date) {
  if (state === 'unknown') return state;
  const { startDate, endDate, scheduleState: State } = detail;
  const at = scheduleState(
    {
      State: State as 'ENABLED' | 'DISABLED',
      StartDate: startDate === undefined ? undefined : new Date(startDate),
      EndDate: endDate === undefined ? undefined : new Date(endDate),
    },
    now,
  );
  return at === 'absent' ? 'unknown' : at;
}
