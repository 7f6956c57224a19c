import { type CfnElement, Duration, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { type ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { acknowledge } from '../checks';
import type { Config } from '../config';
import type { LostEvents } from './lost-events';
import { denyOverrides } from './no-overrides';
import { NodeFunction } from './node-function';
import type { PatchBuild } from './patch-build';
import type { People } from './people';

export interface PatchFunctionsProps {
  config: Config;
  people: People;
  build: PatchBuild;
  lost: LostEvents;
  key: IKey;
  topic: ITopic;
}

/** The functions that ask for patches, start them and keep what they leave. Only one of them may start builds. */
export class PatchFunctions extends Construct {
  readonly ask: NodeFunction;
  readonly start: NodeFunction;
  readonly builds: NodeFunction;
  private readonly props: PatchFunctionsProps;
  private readonly token: ISecret;

  constructor(scope: Construct, id: string, props: PatchFunctionsProps) {
    super(scope, id);
    this.props = props;
    const { people, lost, config } = props;
    const { tokenArn } = config.patches.repository;
    this.token = /-[A-Za-z0-9]{6}$/.test(tokenArn) ? Secret.fromSecretCompleteArn(this, 'Token', tokenArn) : Secret.fromSecretPartialArn(this, 'Token', tokenArn);
    // GitHub is asked about a handful of files and commits.
    this.ask = this.make('Ask', 'functions/lambda/ask.ts', 'Asks for patches, and shows them', Duration.seconds(29));
    this.start = this.make('Start', 'functions/lambda/start.ts', 'Starts what was approved', Duration.seconds(29));
    const acts = this.make('Acts', 'functions/lambda/acts.ts', 'Reads answers from Slack', Duration.seconds(60));
    this.builds = this.make('Builds', 'functions/lambda/builds.ts', 'Tells and keeps what builds leave', Duration.minutes(5));
    people.endpoint.acts.feed(acts.function);
    lost.keepFailuresOf(this.builds.function);
    for (const each of [this.ask, this.start]) this.token.grantRead(each.function);
    this.letStart();
    for (const each of [this.ask, this.builds]) this.letReadRuns(each);
    people.letKeepEvidence(this.builds);
    this.letAskCodeBuild(this.builds, ['codebuild:BatchGetBuilds', 'codebuild:ListBuildsForProject']);
    this.builds.function.addEnvironment('INITIATORS', this.initiator);
    this.hear();
    this.alarmWithoutSweep();
  }

  /** As CodeBuild names who started a build: the role, and the session that Lambda names after the function. */
  get initiator(): string {
    const { role, functionName } = this.start.function;
    return `${role!.roleName}/${functionName}`;
  }

  private make(id: string, entry: string, description: string, timeout: Duration): NodeFunction {
    const { config, people, build, key, topic } = this.props;
    const { repository, dryRunWithoutApproval, portalRole } = config.patches;
    const made = new NodeFunction(this, id, {
      entry,
      description,
      key,
      topic,
      timeout,
      memoryMiB: 512,
      files: ['approvers.yaml'],
      environment: {
        STACK_NAME: config.name,
        PROJECT: build.name,
        REPOSITORY: repository.name,
        DEFAULT_BRANCH: repository.defaultBranch,
        GITHUB_TOKEN_SECRET: repository.tokenArn,
        DRY_RUN_WITHOUT_APPROVAL: dryRunWithoutApproval.join(','),
        PORTAL_ROLE: portalRole ?? '',
      },
    });
    people.letAsk(made);
    return made;
  }

  private letStart(): void {
    const { build } = this.props;
    this.letAskCodeBuild(this.start, ['codebuild:StartBuild', 'codebuild:StopBuild', 'codebuild:BatchGetBuilds']);
    for (const statement of denyOverrides(build.arn)) this.start.function.addToRolePolicy(statement);
  }

  private letAskCodeBuild({ function: lambda }: NodeFunction, actions: string[]): void {
    lambda.addToRolePolicy(new PolicyStatement({ actions, resources: [this.props.build.arn] }));
  }

  private letReadRuns({ function: lambda }: NodeFunction): void {
    const { people, key } = this.props;
    const { bucket } = people.evidence;
    lambda.addToRolePolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: [bucket.arnForObjects('runs/*')] }));
    // Without it S3 answers 403 in place of 404 for what is not there; a condition on the prefix would be as good as nothing for that.
    lambda.addToRolePolicy(new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }));
    key.grantDecrypt(lambda);
    lambda.addEnvironment('EVIDENCE_BUCKET', bucket.bucketName);
    const id = Stack.of(this).getLogicalId(bucket.node.defaultChild as CfnElement);
    acknowledge(lambda.role!, `IAM5[Resource::<${id}.Arn>/runs/*]`, 'Each build has a folder of its own');
  }

  private hear(): void {
    const { config, build, lost } = this.props;
    new Rule(this, 'Ends', {
      ruleName: `${config.name}-builds`,
      description: 'A build of patches has ended, and the test event of our own',
      eventPattern: {
        source: ['aws.codebuild', `patches.${config.name}`],
        detailType: ['CodeBuild Build State Change'],
        detail: { 'project-name': [build.name], 'build-status': ['SUCCEEDED', 'FAILED', 'FAULT', 'STOPPED', 'TIMED_OUT'] },
      },
      targets: [lost.target(this.builds.function)],
    });
    new Rule(this, 'Sweep', {
      ruleName: `${config.name}-sweep`,
      description: 'Finds what a lost event should have told',
      schedule: Schedule.rate(Duration.minutes(15)),
      targets: [new LambdaFunction(this.builds.function, { event: RuleTargetInput.fromObject({ sweep: true }), deadLetterQueue: lost.queue, retryAttempts: 2 })],
    });
  }

  private alarmWithoutSweep(): void {
    new Alarm(this, 'NoSweep', {
      alarmDescription: 'Nothing looks after builds any more: see "The watch stands still" in docs/runbook.md',
      metric: this.builds.function.metricInvocations({ period: Duration.minutes(30) }),
      threshold: 1,
      evaluationPeriods: 2,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.BREACHING,
    }).addAlarmAction(new SnsAction(this.props.topic));
  }
}
