import { App } from 'aws-cdk-lib';
import { addChecks } from './checks';
import { readConfig } from './config';
import { readSchedules } from './schedules/read';
import { ScheduledJobsStack } from './stack';

const config = readConfig();
const app = new App();
addChecks(app);

new ScheduledJobsStack(app, config.name, {
  env: { account: config.account, region: config.region },
  config,
  jobs: readSchedules(config.name),
  now: new Date(),
});
