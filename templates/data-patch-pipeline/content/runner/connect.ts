import { CodeBuildClient } from '@aws-sdk/client-codebuild';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isSameBy } from './approval/approval';
import { codeBuildApi, sqsAttributes } from './aws';
import type { Doors, Place } from './doors';
import { exec } from './engines/exec';
import { applicationOf, environmentOf } from './environment';
import { s3Evidence } from './evidence/s3';
import { gitOf } from './git';
import { sidekiqProbe, sqsProbe } from './jobs/queues';
import { connectRedis } from './jobs/redis';
import { dynamoOrders } from './orders';
import { connectMysql, connectPostgresql } from './sql/session';

/** The real ones. Addresses come from the variables of the project, which the check compares with the pins. */
export function connectDoors({ pins, environment, root }: Place, stop: AbortSignal): Doors {
  const region = pins.projectArn.split(':')[3];
  const address = (name: string) => {
    const value = environment[name];
    if (!value) throw new Error(`The project has no variable ${name}`);
    return value;
  };
  const application = applicationOf(environment.CODEBUILD_BUILD_ID ?? '');
  const sqs = sqsAttributes(new SQSClient({ region }));
  return {
    builds: codeBuildApi(new CodeBuildClient({ region })),
    orders: dynamoOrders(new DynamoDBClient({ region }), pins.table),
    evidence: s3Evidence(new S3Client({ region }), pins.bucket),
    git: gitOf({ exec, root, remote: pins.sourceLocation, env: environmentOf(environment, { environmentVariables: [] }) }),
    isSame: isSameBy(pins.people),
    exec,
    connect: database => () => (database === 'mysql' ? connectMysql(address('DATABASE_URL')) : connectPostgresql(address('DATABASE_URL'), application)),
    async probe(queue) {
      const [kind, ...rest] = queue.split(':');
      const name = rest.join(':');
      return kind === 'sqs' ? sqsProbe(sqs, name) : sidekiqProbe(await connectRedis(address('REDIS_URL')), name);
    },
    clock: () => new Date(),
    sleep: ms => sleep(ms, undefined, { signal: stop }).catch(() => undefined),
    print: line => console.log(line),
    stop,
  };
}
