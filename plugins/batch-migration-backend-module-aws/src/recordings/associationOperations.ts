import * as ssm from '@aws-sdk/client-ssm';
import { arrangePages } from './narrow';
import { metadata, type RecordedOperation } from './recordedOperation';

const noAssociation = ([id]: string[]) =>
  new ssm.AssociationDoesNotExist({
    message: `The association ${id} does not exist`,
    $metadata: metadata,
  });

/** Associations of Systems Manager. */
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
};
