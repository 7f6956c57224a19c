import * as sdk from '@aws-sdk/client-ssm';
import { AwsFault, FakeDefect } from '../fault';
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
    ListAssociations: {
      limits: {
        AssociationFilterList: { items: [1, Infinity] },
        MaxResults: { range: [1, 50] },
      },
      answer(input: sdk.ListAssociationsRequest, { region, pages }) {
        const { NextToken, MaxResults = 50, ...question } = input;
        refuseFilters(question.AssociationFilterList);
        const { items, token } = pages.turn([...region.associations], {
          question: ['ListAssociations', question],
          token: NextToken,
          size: MaxResults,
          invalid: 'InvalidNextToken',
        });
        return {
          Associations: items.map(([id, { association }]) => ({
            AssociationId: id,
            Name: association.Name,
            AssociationName: association.AssociationName,
            ScheduleExpression: association.ScheduleExpression,
            ScheduleOffset: association.ScheduleOffset,
            Targets: association.Targets,
            Overview: association.Overview,
            LastExecutionDate: association.LastExecutionDate,
          })),
          NextToken: token,
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
    DescribeMaintenanceWindows: {
      limits: { Filters: { items: [0, 5] }, MaxResults: WINDOW_PAGE },
      answer(input: sdk.DescribeMaintenanceWindowsRequest, call) {
        const { NextToken, MaxResults = 50, ...question } = input;
        refuseFilters(question.Filters);
        const { items, token } = call.pages.turn(
          [...call.region.maintenanceWindows],
          {
            question: ['DescribeMaintenanceWindows', question],
            token: NextToken,
            size: MaxResults,
            invalid: 'InvalidNextToken',
          },
        );
        return {
          WindowIdentities: items.map(([id, { window }]) => ({
            WindowId: id,
            Name: window.Name,
            Enabled: window.Enabled,
            Schedule: window.Schedule,
            ScheduleTimezone: window.ScheduleTimezone,
            ScheduleOffset: window.ScheduleOffset,
            StartDate: window.StartDate,
            EndDate: window.EndDate,
          })),
          NextToken: token,
        };
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

function refuseFilters(filters: readonly object[] = []): void {
  if (filters.length > 0) {
    throw new FakeDefect('The fake lists them without filters only');
  }
}

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
