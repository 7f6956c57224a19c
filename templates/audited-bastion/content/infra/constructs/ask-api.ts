import { CfnOutput, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { acknowledge } from '../checks';
import { IamApi } from './iam-api';
import type { People } from './people';
import type { ConsoleSeats } from './console-seats';
import type { SessionFunctions } from './session-functions';

export interface AskApiProps {
  functions: SessionFunctions;
  people: People;
  seats: ConsoleSeats;
  key: IKey;
  topic: ITopic;
}

/**
 * `POST /sessions`: asks for a session, shows and stops one. IAM says who calls;
 * a function that people invoke themselves would not learn it.
 */
export class AskApi extends Construct {
  /** For `execute-api:Invoke`. */
  readonly arn: string;

  constructor(scope: Construct, id: string, { functions, key }: AskApiProps) {
    super(scope, id);
    const { stackName, region, account, partition } = Stack.of(this);
    const ask = functions.make('Ask', 'functions/lambda/ask.ts', 'Opens, shows and stops sessions', []);
    const group = new ScheduleGroup(this, 'Limits', { scheduleGroupName: `${stackName}-limits` });
    const role = new Role(this, 'LimitRole', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': account } } }),
      description: 'Ends sessions at their time',
    });
    const tasks = functions.tasks.function;
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [tasks.functionArn] }));
    const schedules = `arn:${partition}:scheduler:${region}:${account}:schedule/${group.scheduleGroupName}/*`;
    ask.function.addToRolePolicy(new PolicyStatement({ actions: ['scheduler:CreateSchedule'], resources: [schedules] }));
    acknowledge(ask.function.role!, `IAM5[Resource::${schedules}]`, 'Each session has a schedule of its own name, in this group');
    role.grantPassRole(ask.function.grantPrincipal);
    ask.function.addEnvironment('LIMIT_GROUP', group.scheduleGroupName);
    ask.function.addEnvironment('LIMIT_FUNCTION_ARN', tasks.functionArn);
    ask.function.addEnvironment('LIMIT_ROLE_ARN', role.roleArn);
    ask.function.addEnvironment('PORTAL_ROLE', functions.portalRole ?? '');

    const api = new IamApi(this, 'Calls', { routes: { '/sessions': ask.function }, description: 'Sessions: every call is signed with IAM', logName: 'session-calls', key });
    this.arn = api.arnOf('/sessions');
    new CfnOutput(this, 'Url', { key: 'SessionsUrl', description: 'For npm run bastion, and for the portal', value: `${api.url}sessions` });
  }
}
