import { App } from 'aws-cdk-lib';
import { addChecks } from './checks';
import { readConfig } from './config';
import { pinned } from './console-image';
import { BastionStack } from './stack';

const app = new App();
const config = pinned(readConfig(), app.node.tryGetContext('imageDigest'));
addChecks(app);

new BastionStack(app, config.name, { env: { account: config.account, region: config.region }, config });
