import { type CfnElement, Duration, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Match, Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { FilterPattern, SubscriptionFilter } from 'aws-cdk-lib/aws-logs';
import { LambdaDestination } from 'aws-cdk-lib/aws-logs-destinations';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { acknowledge } from '../checks';
import type { Config } from '../config';
import type { ConsoleSeats } from './console-seats';
import type { LostEvents } from './lost-events';
import { NodeFunction } from './node-function';
import type { People } from './people';

export interface SessionFunctionsProps {
  config: Config;
  people: People;
  seats: ConsoleSeats;
  lost: LostEvents;
  key: IKey;
  topic: ITopic;
}

/** The functions that run sessions: one for each way in which something is heard of them. */
export class SessionFunctions extends Construct {
  readonly login: NodeFunction;
  readonly commands: NodeFunction;
  readonly tasks: NodeFunction;
  /** Of our own functions: what they do to the consoles is no finding. */
  readonly roleNames: string[] = [];
  readonly portalRole: string | null;
  private readonly props: SessionFunctionsProps;

  constructor(scope: Construct, id: string, props: SessionFunctionsProps) {
    super(scope, id);
    this.props = props;
    this.portalRole = props.config.sessions.portalRole;
    const { people, seats, lost, config } = props;
    this.login = this.make('Login', 'functions/lambda/login.ts', 'Hears of logins', []);
    // What somebody pastes may be thousands of lines, and each that is dangerous is told.
    this.commands = this.make('Commands', 'functions/lambda/commands.ts', 'Reads what is typed', ['rules.yaml'], Duration.minutes(10));
    this.tasks = this.make('Tasks', 'functions/lambda/tasks.ts', 'Ends sessions, compares and keeps their records', ['rules.yaml'], Duration.minutes(5));
    const acts = this.make('Acts', 'functions/lambda/acts.ts', 'Reads answers from Slack', [], Duration.seconds(60));
    people.endpoint.acts.feed(acts.function);
    for (const each of [this.login, this.commands, this.tasks]) lost.keepFailuresOf(each.function);

    this.letLookUp();
    new Rule(this, 'LoginRule', {
      ruleName: `${config.name}-login`,
      description: 'Somebody steps into a task, and the test event of our own',
      eventPattern: {
        source: ['aws.ecs', `bastion.${config.name}`],
        detailType: ['AWS API Call via CloudTrail'],
        detail: { eventSource: ['ecs.amazonaws.com'], eventName: ['ExecuteCommand'] },
      },
      targets: [lost.target(this.login.function)],
    });
    new Rule(this, 'TaskRule', {
      ruleName: `${config.name}-tasks`,
      description: 'A console started or stopped',
      eventPattern: {
        source: ['aws.ecs'],
        detailType: ['ECS Task State Change'],
        detail: { clusterArn: [seats.cluster.clusterArn], lastStatus: ['RUNNING', 'STOPPED'], group: Match.prefix('service:console-') },
      },
      targets: [lost.target(this.tasks.function)],
    });
    new Rule(this, 'Sweep', {
      ruleName: `${config.name}-sweep`,
      description: 'Finds what a lost event should have told',
      schedule: Schedule.rate(Duration.minutes(5)),
      targets: [new LambdaFunction(this.tasks.function, { event: RuleTargetInput.fromObject({ sweep: true }), deadLetterQueue: lost.queue, retryAttempts: 2 })],
    });
    new SubscriptionFilter(this, 'Subscription', {
      logGroup: seats.log,
      filterName: `${config.name}-commands`,
      // All of it: a line that no hook wrote is told, too.
      filterPattern: FilterPattern.allEvents(),
      destination: new LambdaDestination(this.commands.function),
    });
    this.alarmWithoutSweep();
  }

  /** A function with all that sessions need. */
  make(id: string, entry: string, description: string, files: string[], timeout = Duration.seconds(30)): NodeFunction {
    const { config, people, seats, key, topic } = this.props;
    const { sessions, name } = config;
    const made = new NodeFunction(this, id, {
      entry,
      description,
      key,
      topic,
      timeout,
      memoryMiB: 512,
      files: ['approvers.yaml', ...files],
      environment: {
        STACK_NAME: name,
        CLUSTER: seats.cluster.clusterName,
        SEATS: String(sessions.seats),
        LONGEST_MINUTES: String(sessions.longestMinutes),
        IDLE_MINUTES: String(sessions.idleMinutes),
        CONSOLE_LOG_GROUP: seats.log.logGroupName,
        TRANSCRIPT_BUCKET: seats.transcripts.bucketName,
      },
    });
    people.letAsk(made);
    people.letKeepEvidence(made);
    this.letRunSeats(made);
    this.roleNames.push(made.function.role!.roleName);
    return made;
  }

  private letRunSeats({ function: lambda }: NodeFunction): void {
    const { seats, key } = this.props;
    const { clusterArn } = seats.cluster;
    for (const service of seats.services) lambda.addToRolePolicy(new PolicyStatement({ actions: ['ecs:UpdateService'], resources: [service.serviceArn] }));
    lambda.addToRolePolicy(new PolicyStatement({ actions: ['ecs:DescribeTasks', 'ecs:StopTask'], resources: [seats.everyTask] }));
    lambda.addToRolePolicy(new PolicyStatement({ actions: ['ecs:ListTasks'], resources: ['*'], conditions: { ArnEquals: { 'ecs:cluster': clusterArn } } }));
    lambda.addToRolePolicy(new PolicyStatement({ actions: ['logs:FilterLogEvents'], resources: [seats.log.logGroupArn] }));
    lambda.addToRolePolicy(new PolicyStatement({ actions: ['s3:GetObject', 's3:GetObjectVersion'], resources: [seats.transcripts.arnForObjects('exec/*')] }));
    lambda.addToRolePolicy(new PolicyStatement({ actions: ['s3:ListBucketVersions'], resources: [seats.transcripts.bucketArn] }));
    key.grantDecrypt(lambda);
    const transcripts = Stack.of(this).getLogicalId(seats.transcripts.node.defaultChild as CfnElement);
    acknowledge(lambda.role!, `IAM5[Resource::${seats.everyTask}]`, 'A task gets its id when it starts');
    acknowledge(lambda.role!, `IAM5[Resource::<${transcripts}.Arn>/exec/*]`, 'ECS Exec names a transcript after its session');
    acknowledge(lambda.role!, 'IAM5[Resource::*]', 'ecs:ListTasks, kept to this cluster by its condition, cloudtrail:LookupEvents and DescribeTrails take no resource, and which trails there are is the account’s to decide');
  }

  /** CloudTrail holds what an event that was lost should have told, and says itself whether it logs. */
  private letLookUp(): void {
    const actions = ['LookupEvents', 'DescribeTrails', 'GetTrailStatus', 'GetEventSelectors'].map(each => `cloudtrail:${each}`);
    this.tasks.function.addToRolePolicy(new PolicyStatement({ actions, resources: ['*'] }));
  }

  private alarmWithoutSweep(): void {
    new Alarm(this, 'NoSweep', {
      alarmDescription: 'Nothing looks after sessions any more: see "The watch stands still" in docs/runbook.md',
      metric: this.tasks.function.metricInvocations({ period: Duration.minutes(15) }),
      threshold: 1,
      evaluationPeriods: 2,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.BREACHING,
    }).addAlarmAction(new SnsAction(this.props.topic));
  }
}
