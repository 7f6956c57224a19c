import * as sdk from '@aws-sdk/client-sfn';
import { AwsFault } from '../fault';
import type { FakeService } from '../service';

const MACHINE =
  /^arn:aws[a-z-]*:states:[a-z0-9-]+:\d{12}:stateMachine:([^:]{1,80})$/;
const EXECUTION =
  /^arn:aws[a-z-]*:states:[a-z0-9-]+:\d{12}:execution:([^:]{1,80}):([^:]{1,80})$/;

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
        const [, machine] = MACHINE.exec(stateMachineArn ?? '') ?? [];
        if (!machine) {
          throw new AwsFault(
            'InvalidArn',
            `Invalid Arn: 'Resource type not valid in this context: ${stateMachineArn}'`,
          );
        }
        const executions = region.stateMachines.get(machine);
        if (!executions || !isHere(region, stateMachineArn!)) {
          throw new AwsFault(
            'StateMachineDoesNotExist',
            `State Machine Does Not Exist: '${stateMachineArn}'`,
          );
        }
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

function isHere(
  { region, accountId }: { region: string; accountId: string },
  arn: string,
): boolean {
  return arn.includes(`:${region}:${accountId}:`);
}
