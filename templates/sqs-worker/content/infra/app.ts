import { App } from 'aws-cdk-lib';
import { addChecks } from './checks';
import { readConfig } from './config';
import { WorkersStack } from './stack';
import { readWorkers } from './workers/read';

const config = readConfig();
const app = new App();
addChecks(app);

new WorkersStack(app, config.name, {
  env: { account: config.account, region: config.region },
  config,
  workers: readWorkers(config.name),
});
