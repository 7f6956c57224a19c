import {
  type AssociationDescription,
  type AssociationExecution,
  DescribeAssociationCommand,
  paginateDescribeAssociationExecutions,
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
import { unknown } from './answers';
import { observeBatches } from './observeBatches';
import { readRunsOf } from './readRunsOf';

const SCHEME = 'ssm-association';
/** Systems Manager publishes no rate for these: few at a time, and the SDK backs off. */
const CONCURRENT_CALLS = 2;
const ASSOCIATION_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * State of one association: `active` when it has a schedule. It has no switch;
 * one that a change calendar holds back cannot be judged from here.
 */
export function associationState({
  ScheduleExpression,
  CalendarNames = [],
}: Pick<AssociationDescription, 'ScheduleExpression' | 'CalendarNames'>): {
  state: ObservedState;
  reason?: string;
} {
  if (!ScheduleExpression) {
    return {
      state: 'idle',
      reason: 'It has no schedule: it runs only when it is made or changed',
    };
  }
  if (CalendarNames.length > 0) {
    return {
      state: 'unknown',
      reason: `Change Calendar ${CalendarNames.join(
        ', ',
      )} decides when it runs`,
    };
  }
  return { state: 'active' };
}

/** How one execution counts; a word to come is never good. */
export function associationOutcome(status: string | undefined): RunOutcome {
  switch (status) {
    case 'Success':
      return 'succeeded';
    case 'Pending':
    case 'InProgress':
      return 'running';
    case 'TimedOut':
      return 'timed-out';
    default:
      return 'failed';
  }
}

/** Looks at associations of State Manager that run a command by a schedule. */
export class SsmAssociationProbe implements Probe {
  readonly id = 'aws-ssm-association';

  constructor(
    private readonly clients: AwsClients,
    private readonly logger: LoggerService,
  ) {}

  handles({ ref }: LocationRef): boolean {
    return ref.startsWith(`${SCHEME}:`);
  }

  async observe(
    locations: LocationRef[],
    { signal }: { now: Date; signal?: AbortSignal },
  ): Promise<ProbeAnswer[]> {
    return observeBatches(
      locations,
      {
        scheme: SCHEME,
        shape: 'region',
        action: 'ssm:DescribeAssociation',
        perCall: 1,
        concurrentCalls: CONCURRENT_CALLS,
        misnamed: ({ key }) =>
          ASSOCIATION_ID.test(key)
            ? null
            : `"${key}" is no id of an association`,
        gone: name => (isNoAssociation(name) ? {} : null),
        look: async ([location], place) => [
          await this.look(location, place, signal),
        ],
      },
      signal,
    );
  }

  async runs(
    locations: LocationRef[],
    options: RunsOptions,
  ): Promise<ProbedRun[]> {
    return readRunsOf(
      locations.filter(({ key }) => ASSOCIATION_ID.test(key)),
      {
        action: 'ssm:DescribeAssociationExecutions',
        concurrentCalls: CONCURRENT_CALLS,
        logger: this.logger,
        nameOf: ({ ref, key }) => `${ref}/${key}`,
        locationsOf: location => [location],
        isGone: isNoAssociation,
        read: location => this.executionsOf(location, options),
      },
      options,
    );
  }

  private async look(
    location: LocationRef,
    place: AwsPlace,
    signal?: AbortSignal,
  ): Promise<ProbeAnswer> {
    const { key } = location;
    const client = await this.clients.get('ssm', place);
    const { AssociationDescription: association } = await client.send(
      new DescribeAssociationCommand({ AssociationId: key }),
      { abortSignal: signal },
    );
    if (!association) {
      return unknown(location, `Systems Manager said nothing about ${key}`);
    }
    const { state, reason } = associationState(association);
    const detail = { ...detailOf(association), ...(reason ? { reason } : {}) };
    return { location, state, detail };
  }

  private async executionsOf(
    location: LocationRef,
    { since, signal }: RunsOptions,
  ): Promise<ProbedRun[]> {
    const place = parsePlace(location.ref, SCHEME, 'region');
    const client = await this.clients.get('ssm', place);
    const found: ProbedRun[] = [];
    const pages = paginateDescribeAssociationExecutions(
      { client, pageSize: 50 },
      { AssociationId: location.key },
      { abortSignal: signal },
    );
    // Their order is not documented: all of them are read.
    for await (const { AssociationExecutions = [] } of pages) {
      found.push(
        ...AssociationExecutions.filter(
          ({ CreatedTime }) => CreatedTime && CreatedTime >= since,
        ).map(execution => toRun(location, execution)),
      );
    }
    return found;
  }
}

function isNoAssociation(errorName: string): boolean {
  return errorName === 'AssociationDoesNotExist';
}

function detailOf(association: AssociationDescription): ObservationDetail {
  const detail: ObservationDetail = { document: association.Name ?? null };
  if (association.ScheduleOffset) {
    // Days after the cron's own: the expression alone would tell the wrong day.
    detail.scheduleOffsetDays = association.ScheduleOffset;
    detail.scheduleExpression = association.ScheduleExpression ?? null;
  } else if (association.ScheduleExpression) {
    // Associations know no zone: State Manager reads them in UTC.
    detail.schedules = [
      {
        dialect: 'eventbridge',
        expression: association.ScheduleExpression,
        timezone: 'UTC',
      },
    ];
  }
  if (association.LastUpdateAssociationDate) {
    detail.modifiedAt = association.LastUpdateAssociationDate.toISOString();
  }
  return detail;
}

function toRun(
  location: LocationRef,
  { ExecutionId, Status, CreatedTime, LastExecutionDate }: AssociationExecution,
): ProbedRun {
  const outcome = associationOutcome(Status);
  const startedAt = CreatedTime!;
  const last =
    LastExecutionDate && LastExecutionDate > startedAt
      ? LastExecutionDate
      : startedAt;
  return {
    location,
    scheduledFor: null,
    startedAt,
    endedAt: outcome === 'running' ? null : last,
    outcome,
    externalId: ExecutionId!,
  };
}
