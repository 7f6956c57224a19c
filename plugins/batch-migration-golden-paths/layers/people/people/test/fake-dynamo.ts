import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';

type Attributes = Record<string, AttributeValue>;

interface Put {
  Item: Attributes;
  ConditionExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Attributes;
}

const INDEXES: Record<string, [partition: string, sort: string]> = {
  byKind: ['kind', 'requestedAt'],
  open: ['open', 'requestedAt'],
};

/**
 * A table of DynamoDB in memory. It evaluates the expressions that are handed
 * to it, for exactly those operators that this repository uses, and refuses
 * any other. `npm test` runs the same store against moto where that is installed.
 */
export class FakeDynamo {
  readonly items = new Map<string, Attributes>();
  /** Runs before the next write: for what somebody else does in between. */
  beforeWrite: (() => Promise<void>) | undefined;
  /** Every call fails while it is set. */
  outage: Error | undefined;
  /** Items on one page of a query. */
  pageSize = 1000;

  get client(): Pick<DynamoDBClient, 'send'> {
    return { send: (command: { constructor: { name: string }; input: any }) => this.send(command) } as unknown as DynamoDBClient;
  }

  private async send({ constructor: { name }, input }: { constructor: { name: string }; input: any }): Promise<any> {
    if (this.outage) throw this.outage;
    switch (name) {
      case 'GetItemCommand':
        return { Item: structuredClone(this.items.get(keyOf(input.Key))) };
      case 'PutItemCommand':
        await this.interrupt();
        if (!this.holds(input)) throw new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata: {} });
        this.write(input);
        return {};
      case 'TransactWriteItemsCommand': {
        await this.interrupt();
        const puts: Put[] = input.TransactItems.map(({ Put }: { Put: Put }) => Put);
        const CancellationReasons = puts.map(put => ({ Code: this.holds(put) ? 'None' : 'ConditionalCheckFailed' }));
        if (CancellationReasons.some(({ Code }) => Code !== 'None')) {
          throw new TransactionCanceledException({ message: 'Transaction cancelled', CancellationReasons, $metadata: {} });
        }
        puts.forEach(put => this.write(put));
        return {};
      }
      case 'QueryCommand':
        return this.query(input);
      default:
        throw new Error(`This table does not know ${name}`);
    }
  }

  private async interrupt(): Promise<void> {
    const between = this.beforeWrite;
    this.beforeWrite = undefined;
    await between?.();
  }

  private write({ Item }: Put): void {
    this.items.set(keyOf(Item), structuredClone(Item));
  }

  private holds({ Item, ConditionExpression, ExpressionAttributeNames = {}, ExpressionAttributeValues = {} }: Put): boolean {
    if (ConditionExpression === undefined) return true;
    const found = this.items.get(keyOf(Item));
    return evaluate(ConditionExpression, name => found?.[resolved(ExpressionAttributeNames, name)], ExpressionAttributeValues);
  }

  private query(input: any): { Items: Attributes[]; LastEvaluatedKey?: Attributes } {
    const { IndexName, ExpressionAttributeNames: names, ExpressionAttributeValues: values, Limit = this.pageSize } = input;
    const [partition, sort] = IndexName ? INDEXES[IndexName] : ['pk', 'sk'];
    const ofIndex = [...this.items.values()].filter(item => item[partition] && item[sort]);
    const matching = ofIndex
      .filter(item => evaluate(input.KeyConditionExpression, name => item[resolved(names, name)], values))
      .sort((a, b) => (`${a[sort].S} ${keyOf(a)}` < `${b[sort].S} ${keyOf(b)}` ? -1 : 1));
    if (input.ScanIndexForward === false) matching.reverse();
    const start = input.ExclusiveStartKey ? matching.findIndex(item => keyOf(item) === keyOf(input.ExclusiveStartKey)) + 1 : 0;
    const Items = structuredClone(matching.slice(start, start + Math.min(Limit, this.pageSize)));
    const last = Items.at(-1);
    const isMore = start + Items.length < matching.length;
    return { Items, LastEvaluatedKey: isMore && last ? { pk: last.pk, sk: last.sk } : undefined };
  }
}

/** Disjunctions of conjunctions of the terms below, each bracketed at most once. */
function evaluate(expression: string, attribute: (name: string) => AttributeValue | undefined, values: Attributes): boolean {
  const conjunction = (text: string) =>
    text.replace(/ BETWEEN (:\w+) AND (:\w+)/g, ' BETWEEN $1 .. $2').split(' AND ').every(term => holds(term, attribute, values));
  return expression.split(' OR ').some(text => conjunction(text.replace(/^\((.*)\)$/, '$1')));
}

function holds(term: string, attribute: (name: string) => AttributeValue | undefined, values: Attributes): boolean {
  const [, absent] = /^attribute_not_exists\((#\w+)\)$/.exec(term) ?? [];
  if (absent) return attribute(absent) === undefined;
  const [, prefixed, prefix] = /^begins_with\((#\w+), (:\w+)\)$/.exec(term) ?? [];
  if (prefixed) return String(attribute(prefixed)?.S).startsWith(String(values[prefix].S));
  const [, ranged, from, to] = /^(#\w+) BETWEEN (:\w+) \.\. (:\w+)$/.exec(term) ?? [];
  if (ranged) return String(attribute(ranged)?.S) >= String(values[from].S) && String(attribute(ranged)?.S) <= String(values[to].S);
  const [, name, operator, value] = /^(#\w+) (=|<) (:\w+)$/.exec(term) ?? [];
  if (!name) throw new Error(`This table does not know the condition ${term}`);
  const one = attribute(name);
  const other = values[value];
  // As in DynamoDB, what is absent or of another type equals nothing and is less than nothing.
  if (one === undefined || (one.N === undefined) !== (other.N === undefined)) return false;
  if (operator === '=') return one.N === undefined ? one.S === other.S : Number(one.N) === Number(other.N);
  return Number(one.N) < Number(other.N);
}

function resolved(names: Record<string, string>, name: string): string {
  if (!Object.hasOwn(names, name)) throw new Error(`The name ${name} is not defined`);
  return names[name];
}

function keyOf({ pk, sk }: Attributes): string {
  return `${pk.S}\u0000${sk.S}`;
}
