import type { ExecutionStatus } from '@aws-sdk/client-sfn';
import {
  consoleUrl,
  outcomeOf,
  parseStateMachine,
  readInstant,
  readObject,
} from '../probes/stateMachineRuns';
import {
  instantOf,
  isObject,
  textOf,
  unreadable,
  type Envelope,
  type EventReading,
} from './envelope';

/**
 * Reads a "Step Functions Execution Status Change".
 *
 * A success whose output did not fit into the event may have been a skipped
 * duplicate: such a run goes on, until polling reads how it ended.
 */
export function readExecution(envelope: Envelope): EventReading {
  const { account, region, sentAt, detail } = envelope;
  const machine = textOf(detail.stateMachineArn);
  const execution = textOf(detail.executionArn);
  const status = textOf(detail.status);
  const startedAt = instantOf(detail.startDate);
  const place = machine && parseStateMachine(machine);
  if (!machine || !execution || !status || !startedAt || !place) {
    return unreadable(
      'its detail lacks stateMachineArn, executionArn, status or startDate',
    );
  }
  if (
    place.accountId !== account ||
    place.region !== region ||
    !execution.startsWith(machine.replace(':stateMachine:', ':execution:'))
  ) {
    return unreadable(`${execution} is not of ${account} in ${region}`);
  }
  const stopDate = instantOf(detail.stopDate) ?? undefined;
  const output = textOf(detail.output) ?? undefined;
  const isCut = status === 'SUCCEEDED' && !isIncluded(detail.outputDetails);
  const input = readObject(textOf(detail.input) ?? undefined);
  return {
    type: 'run',
    event: {
      sentAt,
      startedBy: scheduleOf(input.scheduleArn),
      targetArns: [
        detail.stateMachineAliasArn,
        detail.stateMachineVersionArn,
        machine,
      ].flatMap(arn => textOf(arn) ?? []),
      run: {
        scheduledFor: readInstant(input.scheduledTime),
        startedAt,
        endedAt: isCut ? null : stopDate ?? null,
        outcome: isCut
          ? 'running'
          : outcomeOf({
              status: status as ExecutionStatus,
              stopDate,
              output,
            }),
        externalId: execution,
        url: consoleUrl(execution),
      },
    },
  };
}

/** Where nothing is said of it the output is there, or there is none. */
function isIncluded(details: unknown): boolean {
  return !isObject(details) || details.included !== false;
}

/** The location of `arn:…:scheduler:region:account:schedule/group/name`. */
function scheduleOf(arn: unknown) {
  const match =
    /^arn:aws[a-z-]*:scheduler:([a-z0-9-]+):(\d{12}):schedule\/([^/]+)\/([^/]+)$/.exec(
      textOf(arn) ?? '',
    );
  if (!match) return null;
  const [, region, account, group, key] = match;
  return { ref: `scheduler:${account}/${region}/${group}`, key };
}
