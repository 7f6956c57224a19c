import * as ssm from '@aws-sdk/client-ssm';
import { arrangePages } from './narrow';
import { metadata, type RecordedOperation } from './recordedOperation';

const noAssociation = ([id]: string[]) =>
  new ssm.AssociationDoesNotExist({
    message: `The association ${id} does not exist`,
    $metadata: metadata,
  });

const noWindow = ([id]: string[]) =>
  new ssm.DoesNotExistException({
    message: `Maintenance window ${id} does not exist`,
    $metadata: metadata,
  });

/** Associations and maintenance windows of Systems Manager. */
export const associationOperations: Record<string, RecordedOperation> = {
  DescribeAssociationCommand: {
    folder: ['ssm', 'describe-association'],
    schema: ssm.DescribeAssociation$,
    names: ({ AssociationId }) => [AssociationId],
    missing: noAssociation,
  },
  DescribeAssociationExecutionsCommand: {
    folder: ['ssm', 'describe-association-executions'],
    schema: ssm.DescribeAssociationExecutions$,
    names: ({ AssociationId }) => [AssociationId],
    missing: noAssociation,
    narrow: (output, { NextToken, MaxResults }) =>
      arrangePages(output, 'AssociationExecutions', 'NextToken', {
        token: NextToken,
        size: MaxResults ?? 50,
      }),
  },
  GetMaintenanceWindowCommand: {
    folder: ['ssm', 'get-maintenance-window'],
    schema: ssm.GetMaintenanceWindow$,
    names: ({ WindowId }) => [WindowId],
    missing: noWindow,
  },
  DescribeMaintenanceWindowTasksCommand: {
    folder: ['ssm', 'describe-maintenance-window-tasks'],
    schema: ssm.DescribeMaintenanceWindowTasks$,
    names: ({ WindowId }) => [WindowId],
    missing: noWindow,
    narrow: (output, { NextToken, MaxResults }) =>
      arrangePages(output, 'Tasks', 'NextToken', {
        token: NextToken,
        size: MaxResults ?? 50,
      }),
  },
  DescribeMaintenanceWindowExecutionsCommand: {
    folder: ['ssm', 'describe-maintenance-window-executions'],
    schema: ssm.DescribeMaintenanceWindowExecutions$,
    names: ({ WindowId }) => [WindowId],
    missing: noWindow,
    narrow: (output, { Filters = [], NextToken, MaxResults }) => {
      const after = Filters.filter(
        ({ Key }: ssm.MaintenanceWindowFilter) => Key === 'ExecutedAfter',
      ).map(({ Values }: ssm.MaintenanceWindowFilter) => new Date(Values![0]));
      const recorded: ssm.MaintenanceWindowExecution[] =
        output.WindowExecutions ?? [];
      const WindowExecutions = recorded.filter(({ StartTime }) =>
        after.every((from: Date) => StartTime! >= from),
      );
      return arrangePages(
        { ...output, WindowExecutions },
        'WindowExecutions',
        'NextToken',
        { token: NextToken, size: MaxResults ?? 50 },
      );
    },
  },
};
