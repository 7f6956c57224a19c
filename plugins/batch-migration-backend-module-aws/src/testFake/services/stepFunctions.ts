import * as sdk from '@aws-sdk/client-sfn';
import { AwsFault } from '../fault';
import type { FakeRegion } from '../region';
import type { FakeService } from '../service';

const MACHINE =
  /^arn:aws[a-z-]*:states:[a-z0-9-]+:\d{12}:stateMachine:([^:]{1,80})$/;
const EXECUTION =
  /^arn:aws[a-z-]*:states:[a-z0-9-]+:\d{12}:execution:([^:]{1,80}):([^:]{1,80})$/;

const NOTHING = {
  StartAt: 'Pass',
  States: { Pass: { Type: 'Pass', End: true } },
};

/** Step Functions. */
export const stepFunctions: FakeService = {
  sdk,
  Client: sdk.SFNClient,
  invalid: 'ValidationException',
  operations: {
    ListExecutions: {
      limits: {
        stateMachineArn: { length: [1, 256] },
        statusFilter: { oneOf: sdk.ExecutionStatus },
        // 0 stands for the default.
        maxResults: { range: [0, 1000] },
        nextToken: { length: [1, 3096] },
      },
      answer(input: sdk.ListExecutionsInput, { region, pages }) {
        const { nextToken, maxResults, ...question } = input;
        const { stateMachineArn, mapRunArn, statusFilter } = question;
        if ((stateMachineArn === undefined) === (mapRunArn === undefined)) {
          throw new AwsFault(
            'ValidationException',
            'Exactly one of stateMachineArn and mapRunArn must be specified',
          );
        }
        const { executions } = machineOf(region, stateMachineArn ?? '');
        const { items, token } = pages.turn(
          executions
            .filter(({ status }) => !statusFilter || status === statusFilter)
            .sort((a, b) => Number(b.startDate) - Number(a.startDate)),
          {
            question: ['ListExecutions', question],
            token: nextToken,
            size: maxResults || 100,
            invalid: 'InvalidToken',
          },
        );
        return {
          executions: items.map(
            ({ executionArn, name, status, startDate, stopDate }) => ({
              executionArn,
              stateMachineArn,
              name,
              status,
              startDate,
              stopDate,
            }),
          ),
          nextToken: token,
        };
      },
    },
    DescribeStateMachine: {
      limits: {
        stateMachineArn: { length: [1, 256] },
        includedData: { oneOf: sdk.IncludedData },
      },
      answer(input: sdk.DescribeStateMachineInput, { region }) {
        const { stateMachineArn = '', includedData } = input;
        const { name } = machineOf(region, stateMachineArn);
        const definition = region.definitions.get(name) ?? NOTHING;
        return {
          stateMachineArn,
          name,
          status: 'ACTIVE',
          definition:
            includedData === 'METADATA_ONLY' ? '' : JSON.stringify(definition),
          roleArn: `arn:aws:iam::${region.accountId}:role/${name}`,
          type: 'STANDARD',
          creationDate: new Date(0),
        };
      },
    },
    DescribeExecution: {
      limits: { executionArn: { length: [1, 256] } },
      answer({ executionArn }: sdk.DescribeExecutionInput, { region }) {
        const [, machine] = EXECUTION.exec(executionArn!) ?? [];
        if (!machine) {
          throw new AwsFault('InvalidArn', `Invalid Arn: '${executionArn}'`);
        }
        const found = region.stateMachines
          .get(machine)
          ?.find(execution => execution.executionArn === executionArn);
        if (!found) {
          throw new AwsFault(
            'ExecutionDoesNotExist',
            `Execution Does Not Exist: '${executionArn}'`,
          );
        }
        return found;
      },
    },
  },
};

function machineOf(region: FakeRegion, arn: string) {
  const [, name] = MACHINE.exec(arn) ?? [];
  if (!name) {
    throw new AwsFault(
      'InvalidArn',
      `Invalid Arn: 'Resource type not valid in this context: ${arn}'`,
    );
  }
  const executions = region.stateMachines.get(name);
  const isHere = arn.includes(`:${region.region}:${region.accountId}:`);
  if (!executions || !isHere) {
    throw new AwsFault(
      'StateMachineDoesNotExist',
      `State Machine Does Not Exist: '${arn}'`,
    );
  }
  return { name, executions };
}
