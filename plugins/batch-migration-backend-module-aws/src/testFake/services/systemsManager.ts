import * as sdk from '@aws-sdk/client-ssm';
import { AwsFault } from '../fault';
import type { FakeRegion } from '../region';
import type { FakeService } from '../service';
import { managedHostOperations } from './managedHosts';

const AssociationId = {
  pattern: /^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/,
};

const WindowId = {
  length: [20, 20] as [number, number],
  pattern: /^mw-[0-9a-f]{17}$/,
};
/** Of maintenance windows, unlike those of associations. */
const WINDOW_PAGE = { range: [10, 100] as [number, number] };

/** Systems Manager: associations, maintenance windows, hosts and commands. */
export const systemsManager: FakeService = {
  sdk,
  Client: sdk.SSMClient,
  invalid: 'ValidationException',
  operations: {
    DescribeAssociation: {
      limits: { AssociationId },
      answer(input: sdk.DescribeAssociationRequest, { region }) {
        return {
          AssociationDescription: {
            AssociationId: input.AssociationId,
            ...associationOf(region, input.AssociationId).association,
          },
        };
      },
    },
    DescribeAssociationExecutions: {
      limits: {
        AssociationId,
        Filters: { items: [1, 50] },
        MaxResults: { range: [1, 50] },
      },
      answer(input: sdk.DescribeAssociationExecutionsRequest, call) {
        const { NextToken, MaxResults = 50, ...question } = input;
        const { executions } = associationOf(
          call.region,
          question.AssociationId,
        );
        const { items, token } = call.pages.turn(executions, {
          question: ['DescribeAssociationExecutions', question],
          token: NextToken,
          size: MaxResults,
          invalid: 'InvalidNextToken',
        });
        return { AssociationExecutions: items, NextToken: token };
      },
    },
    GetMaintenanceWindow: {
      limits: { WindowId },
      answer({ WindowId: id }: sdk.GetMaintenanceWindowRequest, { region }) {
        return { WindowId: id, ...windowOf(region, id).window };
      },
    },
    DescribeMaintenanceWindowTasks: {
      limits: { WindowId, Filters: { items: [0, 5] }, MaxResults: WINDOW_PAGE },
      answer(input: sdk.DescribeMaintenanceWindowTasksRequest, call) {
        const { NextToken, MaxResults = 50, ...question } = input;
        const { tasks } = windowOf(call.region, question.WindowId);
        const { items, token } = call.pages.turn(tasks, {
          question: ['DescribeMaintenanceWindowTasks', question],
          token: NextToken,
          size: MaxResults,
          invalid: 'InvalidNextToken',
        });
        return { Tasks: items, NextToken: token };
      },
    },
    DescribeMaintenanceWindowExecutions: {
      limits: { WindowId, Filters: { items: [0, 5] }, MaxResults: WINDOW_PAGE },
      answer(input: sdk.DescribeMaintenanceWindowExecutionsRequest, call) {
        const { NextToken, MaxResults = 50, ...question } = input;
        const { executions } = windowOf(call.region, question.WindowId);
        const { items, token } = call.pages.turn(executions, {
          question: ['DescribeMaintenanceWindowExecutions', question],
          token: NextToken,
          size: MaxResults,
          invalid: 'InvalidNextToken',
        });
        return { WindowExecutions: items, NextToken: token };
      },
    },
    ...managedHostOperations,
  },
};

function associationOf(region: FakeRegion, id: string | undefined) {
  const found = region.associations.get(id ?? '');
  if (!found) {
    throw new AwsFault(
      'AssociationDoesNotExist',
      `The association ${id} does not exist`,
    );
  }
  return found;
}

function windowOf(region: FakeRegion, id: string | undefined) {
  const found = region.maintenanceWindows.get(id ?? '');
  if (!found) {
    throw new AwsFault(
      'DoesNotExistException',
      `Maintenance window ${id} does not exist`,
    );
  }
  return found;
}
