import { CfnOutput, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { type IRole, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { type CfnFunction } from 'aws-cdk-lib/aws-lambda';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { acknowledge } from '../checks';
import type { WatchedRole } from '../../reconciliation/facts';
import type { PatchesConfig } from '../config';
import { NodeFunction } from './node-function';
import type { People } from './people';

/** A role that only a service may assume. */
export interface Trust {
  role: IRole;
  service: string;
  condition?: WatchedRole['condition'];
}

export interface ReconciliationProps {
  /** Name of the CodeBuild project; a name, so that it stands in policies as it is. */
  project: string;
  /** Where `pins.json` is, as the builds themselves read it. */
  pins: { bucket: IBucket; objectKey: string };
  /** Roles beside those that write into the table of requests. */
  roles: Trust[];
  audit: Pick<PatchesConfig, 'auditLogGroup' | 'auditUsers' | 'bastionTable'>;
  people: People;
  key: IKey;
  topic: ITopic;
}

const NAMESPACE = 'DataPatches';

/**
 * Compares what happened with what was approved: every day, after each deployment, and when somebody asks. It can
 * start nothing and approve nothing; its silence is an alarm.
 */
export class Reconciliation extends Construct {
  readonly function: NodeFunction;

  constructor(scope: Construct, id: string, props: ReconciliationProps) {
    super(scope, id);
    const { project, pins, audit, people, key, topic } = props;
    const { stackName } = Stack.of(this);
    this.function = new NodeFunction(this, 'Reconcile', {
      entry: 'reconciliation/lambda/reconcile.ts',
      description: 'Compares what happened in production with what was approved',
      key,
      topic,
      // A month of builds, each with its request.
      timeout: Duration.minutes(15),
      memoryMiB: 1024,
      files: ['approvers.yaml'],
      environment: {
        STACK_NAME: stackName,
        PROJECT: project,
        PINS_BUCKET: pins.bucket.bucketName,
        PINS_KEY: pins.objectKey,
        OUTBOX_URL: people.outbox.messages.queue.queueUrl,
        AUDIT_LOG_GROUP: audit.auditLogGroup ?? '',
        AUDIT_USERS: JSON.stringify(audit.auditUsers),
        BASTION_TABLE: audit.bastionTable ?? '',
      },
    });
    people.letKeepEvidence(this.function);
    people.outbox.messages.queue.grantSendMessages(this.function.function);
    this.letReadBuilds(props);
    this.letReadRoles(props);
    this.letReadSessions(props);
    this.everyDay();
    this.afterDeployments();
    this.alarms(topic);
    new CfnOutput(this, 'Output', {
      key: 'ReconciliationFunction',
      description: 'Asked by hand with aws lambda invoke: docs/audit.md',
      value: this.function.function.functionName,
    });
  }

  private letReadBuilds({ project, pins }: ReconciliationProps): void {
    const { region, account, partition } = Stack.of(this);
    const lambda = this.function.function;
    const actions = ['codebuild:ListBuildsForProject', 'codebuild:BatchGetBuilds', 'codebuild:BatchGetProjects'];
    lambda.addToRolePolicy(new PolicyStatement({ actions, resources: [`arn:${partition}:codebuild:${region}:${account}:project/${project}`] }));
    lambda.addToRolePolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: [pins.bucket.arnForObjects(pins.objectKey)] }));
    pins.bucket.encryptionKey?.grantDecrypt(lambda);
    lambda.addToRolePolicy(new PolicyStatement({ actions: ['cloudtrail:LookupEvents'], resources: ['*'] }));
    acknowledge(lambda.role!, 'IAM5[Resource::*]', 'cloudtrail:LookupEvents takes no resource');
  }

  /** Known when the stack is whole: whatever writes into the table may be added after this. */
  private letReadRoles({ roles, people: { requests } }: ReconciliationProps): void {
    const all = (): Trust[] => [...roles, ...[...requests.writers].map(role => ({ role, service: 'lambda.amazonaws.com' }))];
    const watched = () => all().map(({ role, service, condition }): WatchedRole => ({ role: role.roleName, service, ...(condition && { condition }) }));
    const { function: lambda } = this.function;
    lambda.addEnvironment('ROLES', Lazy.string({ produce: () => Stack.of(this).toJsonString(watched()) }));
    lambda.addToRolePolicy(new PolicyStatement({ actions: ['iam:GetRole'], resources: Lazy.list({ produce: () => all().map(({ role }) => role.roleArn) }) }));
  }

  private letReadSessions({ audit: { auditLogGroup, bastionTable } }: ReconciliationProps): void {
    const { region, account, partition } = Stack.of(this);
    const { function: lambda } = this.function;
    if (auditLogGroup !== null) {
      const streams = `arn:${partition}:logs:${region}:${account}:log-group:${auditLogGroup}:*`;
      lambda.addToRolePolicy(new PolicyStatement({ actions: ['logs:FilterLogEvents'], resources: [streams] }));
      acknowledge(lambda.role!, `IAM5[Resource::${streams}]`, 'The streams of one log group');
    }
    if (bastionTable === null) return;
    const table = `arn:${partition}:dynamodb:${region}:${account}:table/${bastionTable}`;
    lambda.addToRolePolicy(new PolicyStatement({ actions: ['dynamodb:GetItem', 'dynamodb:Query'], resources: [table, `${table}/index/byKind`] }));
    const keys = `arn:${partition}:kms:${region}:${account}:key/*`;
    const viaDynamo = { StringEquals: { 'kms:ViaService': `dynamodb.${region}.amazonaws.com`, 'kms:EncryptionContext:aws:dynamodb:tableName': bastionTable } };
    lambda.addToRolePolicy(new PolicyStatement({ actions: ['kms:Decrypt'], resources: [keys], conditions: viaDynamo }));
    acknowledge(lambda.role!, `IAM5[Resource::${keys}]`, 'The key of the bastion’s stack, and by the condition for its table only');
  }

  private everyDay(): void {
    const { account } = Stack.of(this);
    const lambda = this.function.function;
    const role = new Role(this, 'Scheduler', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': account } } }),
      description: 'Lets the schedule start the reconciliation',
    });
    new Schedule(this, 'Daily', {
      description: 'Compares what happened with what was approved',
      schedule: ScheduleExpression.rate(Duration.days(1)),
      target: new LambdaInvoke(lambda, { role, maxEventAge: Duration.hours(6), retryAttempts: 10 }),
    });
    const logicalId = Stack.of(this).getLogicalId(lambda.node.defaultChild as CfnFunction);
    acknowledge(role, `IAM5[Resource::<${logicalId}.Arn>:*]`, 'Versions of one function');
  }

  /** What builds are held against changes with a deployment: the reconciliation must have seen it. */
  private afterDeployments(): void {
    const { stackName, region, account, partition } = Stack.of(this);
    new Rule(this, 'Deployed', {
      ruleName: `${stackName}-reconcile-deployed`,
      description: 'The stack was deployed: what it made is noted',
      eventPattern: {
        source: ['aws.cloudformation'],
        detailType: ['CloudFormation Stack Status Change'],
        detail: {
          'stack-id': [{ prefix: `arn:${partition}:cloudformation:${region}:${account}:stack/${stackName}/` }],
          'status-details': { status: ['CREATE_COMPLETE', 'UPDATE_COMPLETE'] },
        },
      },
      targets: [new LambdaFunction(this.function.function, { retryAttempts: 10, maxEventAge: Duration.hours(6) })],
    });
  }

  private alarms(topic: ITopic): void {
    const { stackName } = Stack.of(this);
    const metric = (metricName: string, period: Duration) => new Metric({ namespace: NAMESPACE, metricName, dimensionsMap: { Stack: stackName }, period, statistic: 'Sum' });
    new Alarm(this, 'Found', {
      alarmDescription: 'Production was changed, and nobody can say who approved it: see "A change that nobody approved" in docs/runbook.md',
      // Short, so that the next finding of another day is a new alarm.
      metric: metric('NewFindings', Duration.minutes(5)),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(new SnsAction(topic));
    new Alarm(this, 'Silent', {
      alarmDescription: 'Nothing was reconciled for two days: see "The reconciliation does not run" in docs/runbook.md',
      metric: metric('Reconciled', Duration.days(1)),
      threshold: 1,
      evaluationPeriods: 2,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.BREACHING,
    }).addAlarmAction(new SnsAction(topic));
  }
}
