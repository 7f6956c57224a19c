import { Lazy, RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { AnyPrincipal, Effect, type IRole, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { keyUse } from './key-use';

/** The partition of each index, as people/aws/dynamoTable.ts asks them. */
const INDEXES = { byKind: 'kind', open: 'open' };

/**
 * Requests, their events, threads, and what was done once. Nobody updates or
 * deletes items in it, and only our functions put any: who could put one could
 * replace another, or have it expire. That holds also for an administrator who
 * does not first change the table's policy, a function or its role, which
 * CloudTrail records; what expires is deleted by DynamoDB itself.
 */
export class RequestsTable extends Construct {
  readonly table: Table;
  private readonly key: IKey;
  /** Roles of those that may put items: who may assume one could write what nobody did. */
  readonly writers = new Set<IRole>();

  constructor(scope: Construct, id: string, { key }: { key: IKey }) {
    super(scope, id);
    this.key = key;
    this.table = new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: key,
      timeToLiveAttribute: 'expiresAt',
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      resourcePolicy: new PolicyDocument({
        statements: [
          deny([
            'dynamodb:DeleteItem', 'dynamodb:UpdateItem', 'dynamodb:BatchWriteItem',
            'dynamodb:PartiQLDelete', 'dynamodb:PartiQLUpdate', 'dynamodb:PartiQLInsert',
          ]),
          // Also what a transaction puts. Of an assumed role the key holds the role, not its session.
          deny(['dynamodb:PutItem'], { ArnNotEquals: { 'aws:PrincipalArn': Lazy.list({ produce: () => [...this.writers].map(({ roleArn }) => roleArn) }) } }),
        ],
      }),
    });
    const string = AttributeType.STRING;
    for (const [indexName, partition] of Object.entries(INDEXES)) {
      this.table.addGlobalSecondaryIndex({
        indexName,
        partitionKey: { name: partition, type: string },
        sortKey: { name: 'requestedAt', type: string },
      });
    }
  }

  /** Reads and adds, alone with its like; whatever is changed is another version of an item, written under a condition. */
  grantUse(writer: IFunction): void {
    this.writers.add(writer.role!);
    const { tableArn } = this.table;
    const actions = ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:ConditionCheckItem', 'dynamodb:Query'];
    const resources = [tableArn, ...Object.keys(INDEXES).map(index => `${tableArn}/index/${index}`)];
    writer.addToRolePolicy(new PolicyStatement({ actions, resources }));
    writer.addToRolePolicy(keyUse(this.key));
  }
}

function deny(actions: string[], conditions?: Record<string, Record<string, string[]>>): PolicyStatement {
  // The table's own ARN is not known before the table is there.
  return new PolicyStatement({ effect: Effect.DENY, principals: [new AnyPrincipal()], actions, resources: ['*'], conditions });
}
