import { Stack } from 'aws-cdk-lib';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Function as LambdaFunction, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { IConstruct } from 'constructs';

/**
 * For the policy of people: our functions believe what API Gateway, SQS and EventBridge tell them of who asked and who
 * approved. Who could call them, or write into their queues or their table, could be anybody.
 *
 * @param scope - a construct that is made last: what comes after it is not denied
 * @param except - functions that people may call themselves
 */
export function denyActing(scope: IConstruct, except: IFunction[] = []): PolicyStatement[] {
  const all = Stack.of(scope).node.findAll();
  const functions = all.filter((each): each is LambdaFunction => each instanceof LambdaFunction && !except.includes(each));
  const queues = all.filter((each): each is Queue => each instanceof Queue);
  const tables = all.filter((each): each is Table => each instanceof Table);
  const deny = (actions: string[], resources: string[]) => new PolicyStatement({ effect: Effect.DENY, actions, resources });
  return [
    deny(['lambda:InvokeFunction'], functions.map(({ functionArn }) => functionArn)),
    deny(['sqs:SendMessage'], queues.map(({ queueArn }) => queueArn)),
    deny(['dynamodb:PutItem'], tables.map(({ tableArn }) => tableArn)),
  ];
}
