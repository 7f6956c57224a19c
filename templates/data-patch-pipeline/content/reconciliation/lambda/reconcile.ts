import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CodeBuildClient } from '@aws-sdk/client-codebuild';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IAMClient } from '@aws-sdk/client-iam';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { readApprovers } from '../../people/approval/readApprovers';
import { dynamoTable } from '../../people/aws/dynamoTable';
import { fromEnvironment } from '../../people/lambda/environment';
import type { Pins } from '../../runner/approval/build';
import { auditLog } from '../aws/audit-log';
import { codeBuildPast } from '../aws/builds';
import { deletedBuilds } from '../aws/deleted-builds';
import { roleTrusts } from '../aws/roles';
import { bastionSessions } from '../requests';
import { type ReconciliationProps, reconciliationHandler } from '../run';

const { given, table, evidence, outbox, clock, log } = fromEnvironment();
const project = given('PROJECT');
const s3 = new S3Client();

/** Called every day, after each deployment, and by whoever wants to know now. */
export const handler = reconciliationHandler({
  builds: codeBuildPast(new CodeBuildClient(), project),
  deleted: deletedBuilds(new CloudTrailClient(), project),
  roles: roleTrusts(new IAMClient(), JSON.parse(given('ROLES'))),
  pins: async () => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: given('PINS_BUCKET'), Key: given('PINS_KEY') }));
    return JSON.parse(await Body!.transformToString()) as Pins;
  },
  audit: auditFrom(process.env),
  approvers: readApprovers(),
  table: table(),
  evidence: evidence(),
  outbox: outbox(),
  clock,
  log,
  stackName: given('STACK_NAME'),
});

function auditFrom({ AUDIT_LOG_GROUP: logGroup, BASTION_TABLE }: NodeJS.ProcessEnv): ReconciliationProps['audit'] {
  if (!logGroup) return null;
  const bastion = BASTION_TABLE ? dynamoTable(new DynamoDBClient(), BASTION_TABLE) : null;
  return {
    logGroup,
    read: auditLog(new CloudWatchLogsClient(), logGroup),
    users: JSON.parse(given('AUDIT_USERS')),
    bastion: async (from, until) => (bastion ? bastionSessions(bastion, from, until) : []),
  };
}
