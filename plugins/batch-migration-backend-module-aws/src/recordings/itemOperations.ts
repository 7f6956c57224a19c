import * as dynamodb from '@aws-sdk/client-dynamodb';
import { InputError } from '@backstage/errors';
import type { RecordedOperation } from './recordedOperation';

type Items = Array<Record<string, dynamodb.AttributeValue>>;

/** Items of DynamoDB. A partition is recorded whole; what is not recorded is empty. */
export const itemOperations: Record<string, RecordedOperation> = {
  QueryCommand: {
    folder: ['dynamodb', 'query'],
    schema: dynamodb.Query$,
    // <table>/<index, or "items">/<partition>
    names: ({ TableName = '', IndexName = 'items', ...input }) => [
      TableName,
      IndexName,
      input.ExpressionAttributeValues?.[':partition']?.S ?? '',
    ],
    missing: null,
    absent: { Items: [], Count: 0, ScannedCount: 0 },
    narrow: keepItems,
  },
  GetItemCommand: {
    folder: ['dynamodb', 'get-item'],
    schema: dynamodb.GetItem$,
    // <table>/<partition>/<sort>
    names: ({ TableName = '', Key = {} }) => [
      TableName,
      Key.pk?.S ?? '',
      Key.sk?.S ?? '',
    ],
    missing: null,
    absent: {},
  },
};

/** What a query leaves of a whole partition, which the CLI prints in ascending order. */
function keepItems(
  output: Record<string, any>,
  input: Record<string, any>,
): Record<string, any> {
  if (output.LastEvaluatedKey) {
    throw new InputError(
      'The recording is cut: it has a LastEvaluatedKey. Record it again without --max-items',
    );
  }
  const sortKey = input.ExpressionAttributeNames['#sort'];
  const until = input.ExpressionAttributeValues[':until']?.S ?? '';
  const items = (output.Items as Items).filter(
    item => sortKey === undefined || String(item[sortKey]?.S) <= until,
  );
  if (input.ScanIndexForward === false) items.reverse();
  const after = input.ExclusiveStartKey;
  const start = after
    ? items.findIndex(
        ({ pk, sk }) => pk?.S === after.pk.S && sk?.S === after.sk.S,
      ) + 1
    : 0;
  const end = Math.min(start + (input.Limit ?? Infinity), items.length);
  const last = items[end - 1];
  return {
    ...output,
    Items: items.slice(start, end),
    ...(end < items.length && last
      ? { LastEvaluatedKey: { pk: last.pk, sk: last.sk } }
      : {}),
  };
}
