import {
  type AttributeValue,
  GetItemCommand,
  QueryCommand,
  type QueryCommandInput,
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
  from?: string;
  limit: number;
  signal?: AbortSignal;
}

/** Partition and sort key, as the golden paths make them. */
const KEYS = {
  byKind: ['kind', 'requestedAt'],
  open: ['open', 'requestedAt'],
  table: ['pk', 'sk'],
} as const;

/**
 * Items of one partition: of an index the newest first, of the table in their
 * order. One more than `limit` is never read.
 *
 * @throws Error saying what to mend
 */
export async function queryItems(
  clients: AwsClients,
  at: ApprovalsTable,
  { index, partition, from, limit, signal }: Question,
): Promise<Item[]> {
  const [partitionKey, sortKey] = KEYS[index ?? 'table'];
  const input: QueryCommandInput = {
    TableName: at.table,
    ...(index ? { IndexName: index } : { ConsistentRead: true }),
    KeyConditionExpression: `#partition = :partition${
      from === undefined ? '' : ' AND #sort >= :from'
    }`,
    ExpressionAttributeNames: {
      '#partition': partitionKey,
      ...(from === undefined ? {} : { '#sort': sortKey }),
    },
    ExpressionAttributeValues: {
      ':partition': { S: partition },
      ...(from === undefined ? {} : { ':from': { S: from } }),
    },
    ScanIndexForward: index === null,
  };
  const found: Item[] = [];
  try {
    const client = await clients.get('dynamodb', at);
    let after: QueryCommandInput['ExclusiveStartKey'];
    do {
      const answer = await client.send(
        new QueryCommand({
          ...input,
          Limit: limit - found.length,
          ExclusiveStartKey: after,
        }),
        { abortSignal: signal },
      );
      found.push(...(answer.Items ?? []).map(toItem));
      after = answer.LastEvaluatedKey;
    } while (after && found.length < limit);
    return found;
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
