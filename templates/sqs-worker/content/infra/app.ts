import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { readConfig } from './config';
import { WorkersStack } from './stack';
import { readWorkers } from './workers/read';

const config = readConfig();
const app = new App();
// A finding ends the synthesis; one that is accepted is acknowledged where it arises, with its reason.
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));

new WorkersStack(app, config.name, {
  env: { account: config.account, region: config.region },
  config,
  workers: readWorkers(config.name),
});
