import { App } from 'aws-cdk-lib';
import { readConfig } from './config';
import { readSchedules } from './schedules/read';
import { ScheduledJobsStack } from './stack';

const config = readConfig();

new ScheduledJobsStack(new App(), config.name, {
  env: { account: config.account, region: config.region },
  config,
  jobs: readSchedules(config.name),
});
