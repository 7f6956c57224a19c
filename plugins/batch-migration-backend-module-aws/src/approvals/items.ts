import {
  type AttributeValue,
  GetItemCommand,
  QueryCommand,
  type QueryCommandInput,
  type QueryCommandOutput,
} from '@aws-sdk/client-dynamodb';
import type { AwsClients } from '../clients';
import { reasonOf } from '../failure';
import type { ApprovalsTable } from './readApprovalsConfig';

/** Attributes of an item; tables of requests hold texts and numbers only. */
export type Item = Record<string, string | number>;

export interface Question {
  /** `null` asks the table itself. */
  index: 'byKind' | 'open' | null;
  partition: string;
  /** Of the sort key, that bound included. */
  until?: string;
  /** All where not given. */
  limit?: number;
  signal?: AbortSignal;
}

/** Partition and sort key, as the golden paths make them. */
const KEYS = {
  byKind: ['kind', 'requestedAt'],
  open: ['open', 'requestedAt'],
  table: ['pk', 'sk'],
} as const;

/** All that a question finds, at once. */
export async function queryItems(
  ...asked: Parameters<typeof itemsOf>
): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of itemsOf(...asked)) found.push(item);
  return found;
}

/**
 * Items of one partition: of an index the newest first, of the table in their
 * order. A page is read when somebody wants its first item; one more than
 * `limit` is never read.
 *
 * @throws Error saying what to mend
 */
export async function* itemsOf(
  clients: AwsClients,
  at: ApprovalsTable,
  { index, partition, until, limit = Infinity, signal }: Question,
): AsyncGenerator<Item> {
  const [partitionKey, sortKey] = KEYS[index ?? 'table'];
  const input: QueryCommandInput = {
    TableName: at.table,
    ...(index ? { IndexName: index } : { ConsistentRead: true }),
    KeyConditionExpression: `#partition = :partition${
      until === undefined ? '' : ' AND #sort <= :until'
    }`,
    ExpressionAttributeNames: {
      '#partition': partitionKey,
      ...(until === undefined ? {} : { '#sort': sortKey }),
    },
    ExpressionAttributeValues: {
      ':partition': { S: partition },
      ...(until === undefined ? {} : { ':until': { S: until } }),
    },
    ScanIndexForward: index === null,
  };
  let left = limit;
  let after: QueryCommandInput['ExclusiveStartKey'];
  do {
    const page = await pageOf(clients, at, index, {
      input: {
        ...input,
        ...(left === Infinity ? {} : { Limit: left }),
        ExclusiveStartKey: after,
      },
      signal,
    });
    const items = page.Items ?? [];
    left -= items.length;
    yield* items.map(toItem);
    after = page.LastEvaluatedKey;
  } while (after && left > 0);
}

async function pageOf(
  clients: AwsClients,
  at: ApprovalsTable,
  index: Question['index'],
  { input, signal }: { input: QueryCommandInput; signal?: AbortSignal },
): Promise<QueryCommandOutput> {
  try {
    const client = await clients.get('dynamodb', at);
    return await client.send(new QueryCommand(input), { abortSignal: signal });
  } catch (error) {
    throw new Error(reasonOf(error, 'dynamodb:Query', placeOf(at, index)));
  }
}

/**
 * `null` where there is none.
 *
 * @throws Error saying what to mend
 */
export async function getItem(
  clients: AwsClients,
  at: ApprovalsTable,
  { pk, sk }: { pk: string; sk: string },
  signal?: AbortSignal,
): Promise<Item | null> {
  try {
    const client = await clients.get('dynamodb', at);
    const { Item: found } = await client.send(
      new GetItemCommand({
        TableName: at.table,
        Key: { pk: { S: pk }, sk: { S: sk } },
      }),
      { abortSignal: signal },
    );
    return found ? toItem(found) : null;
  } catch (error) {
    throw new Error(reasonOf(error, 'dynamodb:GetItem', placeOf(at, null)));
  }
}

/** As IAM names the resource, so that whoever mends it can copy it. */
function placeOf(
  { accountId, region, table }: ApprovalsTable,
  index: string | null,
): string {
  return `${accountId}/${region}/table/${table}${
    index ? `/index/${index}` : ''
  }`;
}

function toItem(attributes: Record<string, AttributeValue>): Item {
  const item: Item = {};
  for (const [name, { S, N }] of Object.entries(attributes)) {
    if (S !== undefined) item[name] = S;
    else if (N !== undefined) item[name] = Number(N);
  }
  return item;
}
