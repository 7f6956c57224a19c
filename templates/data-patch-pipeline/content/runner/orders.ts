import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { Approval, Identity, Orders, Subject } from './approval/approval';
import type { Mode } from './patch/patch';

/**
 * Orders and requests, as the function that starts builds writes them:
 *
 * | pk | sk | body |
 * | `build#<build id>` | `order` | `{ mode, startedBy, branch, request }`, or with `subject` in place of `request` |
 * | `request#<id>` | `request` | the request of `people/approval/record.ts` |
 *
 * The build's role may read them and nothing else: the patch runs with it.
 */
export function dynamoOrders(client: Pick<DynamoDBClient, 'send'>, TableName: string): Orders {
  const read = async (pk: string, sk: string) => {
    const { Item } = await client.send(new GetItemCommand({ TableName, Key: { pk: { S: pk }, sk: { S: sk } }, ConsistentRead: true }));
    return Item?.body?.S === undefined ? undefined : (JSON.parse(Item.body.S) as unknown);
  };
  return {
    async ofBuild(build) {
      const order = (await read(`build#${build}`, 'order')) as OrderItem | undefined;
      if (!order) return undefined;
      const { mode, startedBy, branch, request } = order;
      if (request === undefined) return order.subject && { build, mode, startedBy, branch, subject: order.subject };
      const approval = (await read(`request#${request}`, 'request')) as (Approval & { subject: Subject }) | undefined;
      return approval && { build, mode, startedBy, branch, subject: approval.subject, approval };
    },
  };
}

export interface OrderItem {
  mode: Mode;
  startedBy: Identity;
  branch?: string;
  request?: string;
  subject?: Subject;
}

