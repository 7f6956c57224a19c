import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { WATCHED_CALLS } from '../functions/tamper';
import { readApprovers } from '../people/approval/readApprovers';
import type { Config } from './config';
import { AlertTopic } from './constructs/alert-topic';
import { Canary } from './constructs/canary';
import { IamApi } from './constructs/iam-api';
import { LostEvents } from './constructs/lost-events';
import { OperatorsPolicy } from './constructs/operators-policy';
import { PatchBuild } from './constructs/patch-build';
import { PatchFunctions } from './constructs/patch-functions';
import { People } from './constructs/people';
import { Reconciliation } from './constructs/reconciliation';
import { lockRuns } from './constructs/run-files';
import { RunnerFiles } from './constructs/runner-files';
import { StackKey } from './constructs/stack-key';
import { TamperWatch } from './constructs/tamper-watch';

export interface PatchStackProps extends StackProps {
  config: Config;
}

/** Patches that run against production once people approved them, and what proves it. */
export class PatchStack extends Stack {
  constructor(scope: Construct, id: string, { config, ...props }: PatchStackProps) {
    super(scope, id, { ...props, tags: { owner: config.owner } });
    const { patches } = config;
    const { key } = new StackKey(this, 'Key');
    const { topic } = new AlertTopic(this, 'Alerts', { emails: config.alertEmail ? [config.alertEmail] : [], key });
    const people = new People(this, 'People', { config, key, topic, followUpEntry: 'functions/lambda/follow-up.ts' });
    people.follower.function.addEnvironment('DEFAULT_BRANCH', patches.repository.defaultBranch);
    lockRuns(people.evidence.bucket, config.evidence);

    const files = new RunnerFiles(this, 'Runner', { people, key, topic });
    const build = new PatchBuild(this, 'Build', { config, people, files, key });
    const lost = new LostEvents(this, 'LostEvents', { topic });
    const functions = new PatchFunctions(this, 'Patches', { config, people, build, lost, key, topic });
    const { people: persons } = readApprovers();
    files.write(build.pins({ initiators: [functions.initiator], people: persons, dryRunWithoutApproval: patches.dryRunWithoutApproval }), build.project);

    const api = new IamApi(this, 'Calls', {
      routes: { '/patches': functions.ask.function, '/starts': functions.start.function },
      description: 'Patches: every call is signed with IAM',
      logName: 'patch-calls',
      key,
    });
    new CfnOutput(this, 'ApiUrl', { key: 'PatchesUrl', description: 'For npm run patch, and for the portal', value: api.url });
    new CfnOutput(this, 'BuildProject', { key: 'BuildProject', description: 'Runs patches: the database must let its security group in', value: build.name });
    new CfnOutput(this, 'BuildSecurityGroup', { key: 'BuildSecurityGroup', description: 'The database must let it in', value: build.securityGroup.securityGroupId });

    const roles = [build.trust, { role: files.writer.function.role!, service: 'lambda.amazonaws.com' }];
    const reconciliation = new Reconciliation(this, 'Reconciliation', { project: build.name, pins: files.pins, roles, audit: patches, people, key, topic });
    new TamperWatch(this, 'Tamper', {
      what: 'patches',
      entry: 'functions/lambda/tamper.ts',
      calls: WATCHED_CALLS,
      allowedRoles: [...patches.deploymentRoles, functions.start.function.role!.roleName],
      people, lost, key, topic,
    });
    new Canary(this, 'Canary', { people, build, lost, key, topic });
    new OperatorsPolicy(this, 'Operators', { config, api, build, reconciliation: reconciliation.function.function });
  }
}
