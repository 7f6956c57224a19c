import { Stack, type StackProps } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { Construct } from 'constructs';
import type { Config } from './config';
import { Alerts } from './constructs/alerts';
import { GuardTable } from './constructs/guard-table';
import { JobPlatform } from './constructs/job-platform';
import { ScheduledJob } from './constructs/scheduled-job';
import { StackKey } from './constructs/stack-key';
import type { Job } from './schedules/job';

export interface ScheduledJobsStackProps extends StackProps {
  config: Config;
  jobs: Job[];
}

/** All jobs of `schedules.yaml`, in a network that exists already. */
export class ScheduledJobsStack extends Stack {
  constructor(scope: Construct, id: string, { config, jobs, ...props }: ScheduledJobsStackProps) {
    super(scope, id, { ...props, tags: { owner: config.owner } });
    // From its attributes: nothing is looked up, so that synth needs no account.
    // The zones are unused: the subnets are named in config.json.
    const vpc = Vpc.fromVpcAttributes(this, 'Vpc', {
      vpcId: config.vpcId,
      availabilityZones: [`${config.region}a`],
    });
    const { key } = new StackKey(this, 'Key');
    const platform = new JobPlatform(this, 'Platform', { vpc, config, key });
    const { table } = new GuardTable(this, 'Guards');
    const group = new ScheduleGroup(this, 'Schedules', { scheduleGroupName: config.name });
    const alerts = new Alerts(this, 'Alerts', { email: config.alertEmail, key });

    const stateMachines = jobs.map(
      job =>
        new ScheduledJob(this, job.name, { job, group, platform, guards: table, deadLetters: alerts.deadLetters })
          .stateMachine,
    );
    alerts.onFailedRuns(stateMachines);
  }
}
