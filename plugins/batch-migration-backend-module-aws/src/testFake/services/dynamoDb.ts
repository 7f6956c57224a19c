import * as sdk from '@aws-sdk/client-dynamodb';
import { AwsFault, FakeDefect } from '../fault';
import type { FakeRegion } from '../region';
import type { FakeService } from '../service';

const INVALID = 'ValidationException';

type Attributes = Record<string, sdk.AttributeValue>;

/** Indexes of every table of the fake, as the golden paths make them. */
const SORT_KEYS: Record<string, string> = {
  pk: 'sk',
  kind: 'requestedAt',
  open: 'requestedAt',
};

function tableOf(region: FakeRegion, name: string | undefined): Attributes[] {
  const items = region.tables.get(name ?? '');
  if (items) return items;
  throw new AwsFault(
    'ResourceNotFoundException',
    'Requested resource not found',
  );
}

const keyOf = ({ pk, sk }: Attributes) => `${pk?.S}\0${sk?.S}`;

/** DynamoDB: reading items. */
export const dynamoDb: FakeService = {
  sdk,
  Client: sdk.DynamoDBClient,
  invalid: INVALID,
  operations: {
    GetItem: {
      limits: { TableName: { length: [1, 1024] } },
      answer({ TableName, Key = {} }: sdk.GetItemInput, { region }) {
        const found = tableOf(region, TableName).find(
          item => keyOf(item) === keyOf(Key),
        );
        return found ? { Item: found } : {};
      },
    },
    Query: {
      limits: {
        TableName: { length: [1, 1024] },
        Limit: { range: [1, Infinity] },
      },
      answer(input: sdk.QueryInput, { region }) {
        const { TableName, ConsistentRead, IndexName, Limit = 3 } = input;
        if (IndexName && ConsistentRead) {
          throw new AwsFault(
            INVALID,
            'Consistent reads are not supported on global secondary indexes',
          );
        }
        const { partition, sort } = keysOf(input);
        const values = input.ExpressionAttributeValues ?? {};
        const items = tableOf(region, TableName)
          .filter(item => item[partition]?.S === values[':partition'].S)
          .filter(item => {
            const until = values[':until']?.S;
            return until === undefined || String(item[sort]?.S) <= until;
          })
          .sort((a, b) => (String(a[sort].S) < String(b[sort].S) ? -1 : 1));
        if (input.ScanIndexForward === false) items.reverse();
        const after = input.ExclusiveStartKey;
        const from = after
          ? items.findIndex(item => keyOf(item) === keyOf(after)) + 1
          : 0;
        // A page ends at 1 MB, wherever that is: here after three items.
        const until = from + Math.min(Limit, 3);
        const page = items.slice(from, until);
        const last = page.at(-1);
        return {
          Items: page,
          Count: page.length,
          ...(until < items.length && last
            ? { LastEvaluatedKey: { pk: last.pk, sk: last.sk } }
            : {}),
        };
      },
    },
  },
};

/** The keys that a query names, where its expression is one that we read. */
function keysOf({
  IndexName,
  KeyConditionExpression,
  ExpressionAttributeNames: names = {},
}: sdk.QueryInput): { partition: string; sort: string } {
  const partition = names['#partition'];
  const sort = SORT_KEYS[partition];
  const expected = { byKind: 'kind', open: 'open' }[IndexName ?? ''] ?? 'pk';
  if (partition !== expected || (names['#sort'] ?? sort) !== sort) {
    throw new AwsFault(INVALID, 'Query condition missed key schema element');
  }
  const known = ['#partition = :partition'];
  known.push(`${known[0]} AND #sort <= :until`);
  if (!known.includes(KeyConditionExpression ?? '')) {
    throw new FakeDefect(`The fake does not read ${KeyConditionExpression}`);
  }
  // DynamoDB refuses names and values that the expression does not use.
  if ('#sort' in names !== KeyConditionExpression!.includes('#sort')) {
    throw new AwsFault(INVALID, 'Value provided in names unused: #sort');
  }
  return { partition, sort };
}
