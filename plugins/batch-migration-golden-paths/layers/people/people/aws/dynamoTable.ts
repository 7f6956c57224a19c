import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { type Condition, ConditionFailed, type Item, type Page, type Put, type Table } from './table';

/** Attributes of the two indexes, as `infra/constructs/requests-table.ts` makes them. */
const INDEXES: Record<string, { partition: string; sort: string }> = {
  byKind: { partition: 'kind', sort: 'requestedAt' },
  open: { partition: 'open', sort: 'requestedAt' },
};

/** A table of DynamoDB. */
export function dynamoTable(client: Pick<DynamoDBClient, 'send'>, TableName: string): Table {
  return {
    async get(pk, sk) {
      const { Item: found } = await client.send(
        new GetItemCommand({ TableName, Key: attributes({ pk, sk }), ConsistentRead: true }),
      );
      return found && toItem(found);
    },

    async put(...puts) {
      const writes = puts.map(each => ({ TableName, Item: attributes(each.item), ...expression(each.condition) }));
      try {
        if (writes.length === 1) await client.send(new PutItemCommand(writes[0]));
        else await client.send(new TransactWriteItemsCommand({ TransactItems: writes.map(Put => ({ Put })) }));
      } catch (error) {
        throw isRefusal(error) ? new ConditionFailed(`Not written: ${keysOf(puts)}`) : error;
      }
    },

    async list(pk, prefix) {
      return pages(client, {
        TableName,
        ConsistentRead: true,
        KeyConditionExpression: '#pk = :pk AND begins_with(#sk, :prefix)',
        ExpressionAttributeNames: { '#pk': 'pk', '#sk': 'sk' },
        ExpressionAttributeValues: attributes({ ':pk': pk, ':prefix': prefix }),
      });
    },

    async index(index, partition, page: Page = {}) {
      const names = INDEXES[index];
      if (!names) throw new Error(`The table has no index ${index}`);
      const { newestFirst = false, from = ' ', to = '~', limit } = page;
      const input: QueryCommandInput = {
        TableName,
        IndexName: index,
        KeyConditionExpression: '#partition = :partition AND #sort BETWEEN :from AND :to',
        ExpressionAttributeNames: { '#partition': names.partition, '#sort': names.sort },
        ExpressionAttributeValues: attributes({ ':partition': partition, ':from': from, ':to': to }),
        ScanIndexForward: !newestFirst,
      };
      return pages(client, input, limit);
    },
  };
}

async function pages(client: Pick<DynamoDBClient, 'send'>, input: QueryCommandInput, limit = Infinity): Promise<Item[]> {
  const found: Item[] = [];
  let after: QueryCommandInput['ExclusiveStartKey'];
  do {
    const Limit = Number.isFinite(limit) ? limit - found.length : undefined;
    const answer = await client.send(new QueryCommand({ ...input, Limit, ExclusiveStartKey: after }));
    found.push(...(answer.Items ?? []).map(toItem));
    after = answer.LastEvaluatedKey;
  } while (after && found.length < limit);
  return found;
}

/** The condition as DynamoDB reads it. Names are never written out: `state` and others are reserved words. */
function expression(condition: Condition) {
  switch (condition.is) {
    case 'absent':
      return { ConditionExpression: 'attribute_not_exists(#pk)', ExpressionAttributeNames: { '#pk': 'pk' } };
    case 'unchanged': {
      const entries = Object.entries(condition.attributes);
      return {
        ConditionExpression: entries.map(([name]) => `#${name} = :${name}`).join(' AND '),
        ExpressionAttributeNames: Object.fromEntries(entries.map(([name]) => [`#${name}`, name])),
        ExpressionAttributeValues: attributes(Object.fromEntries(entries.map(([name, value]) => [`:${name}`, value]))),
      };
    }
    case 'absent-or-abandoned':
      return {
        ConditionExpression: 'attribute_not_exists(#pk) OR (#done = :no AND #leaseUntil < :now)',
        ExpressionAttributeNames: { '#pk': 'pk', '#done': 'done', '#leaseUntil': 'leaseUntil' },
        ExpressionAttributeValues: attributes({ ':no': 'no', ':now': condition.now }),
      };
    default:
      throw new Error(`No condition is called ${JSON.stringify(condition satisfies never)}`);
  }
}

function isRefusal(error: unknown): boolean {
  if (error instanceof ConditionalCheckFailedException) return true;
  if (!(error instanceof TransactionCanceledException)) return false;
  const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code);
  // Two transactions on one item at once: who comes second must read again, as after a failed condition.
  return codes.includes('ConditionalCheckFailed') || codes.includes('TransactionConflict');
}

function attributes(item: Item): Record<string, AttributeValue> {
  return Object.fromEntries(
    Object.entries(item).map(([name, value]) => [name, typeof value === 'number' ? { N: String(value) } : { S: value }]),
  );
}

function toItem(found: Record<string, AttributeValue>): Item {
  return Object.fromEntries(
    Object.entries(found).map(([name, { S, N }]) => [name, N === undefined ? String(S) : Number(N)]),
  );
}

function keysOf(puts: Put[]): string {
  return puts.map(({ item }) => `${item.pk} ${item.sk}`).join(', ');
}
