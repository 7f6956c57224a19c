import { App } from 'aws-cdk-lib';
import { addChecks } from './checks';
import { readConfig } from './config';
import { PatchStack } from './stack';

const config = readConfig();
const app = new App();
addChecks(app);

new PatchStack(app, config.name, { env: { account: config.account, region: config.region }, config });
