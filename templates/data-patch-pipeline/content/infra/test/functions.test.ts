import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import cdk from '../../cdk.json';
import { addChecks } from '../checks';
import { readConfig } from '../config';
import { PatchStack } from '../stack';

const config = readConfig();
const app = new App({ context: cdk.context });
addChecks(app);
const stack = new PatchStack(app, config.name, { env: { account: config.account, region: config.region }, config });
const { directory } = app.synth();
const functions: any[] = Object.values(Template.fromStack(stack).findResources('AWS::Lambda::Function')).filter(({ Properties }) => Properties.Runtime === 'nodejs22.x');

/** As CloudFormation would fill them in: some text in the place of each reference. */
function filled(variables: Record<string, unknown> = {}): Record<string, string> {
  const text = (name: string, value: any): string => {
    if (typeof value === 'string') return value;
    const [between, parts] = value['Fn::Join'] ?? ['', [`some-${name}`]];
    return parts.map((part: unknown) => text(name, part)).join(between);
  };
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, text(name, value)]));
}

// A variable that the stack forgot would show in production only, at the first call.
for (const { Properties } of functions) {
  const { Description, Code, Environment, Handler } = Properties;
  test(`the bundle of "${Description}" loads with the variables that the stack gives it`, () => {
    const folder = join(directory, `asset.${Code.S3Key.replace(/\.zip$/, '')}`);
    const load = `const { handler } = require(${JSON.stringify(join(folder, 'index.js'))}); if (typeof handler !== 'function') throw new Error('no handler');`;
    const env = {
      PATH: process.env.PATH,
      // The clients of AWS are those of the runtime.
      NODE_PATH: join(__dirname, '../../node_modules'),
      AWS_REGION: config.region,
      LAMBDA_TASK_ROOT: folder,
      ...filled(Environment?.Variables),
    };
    const { status, stderr } = spawnSync(process.execPath, ['-e', load], { env: env as NodeJS.ProcessEnv, encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    assert.equal(Handler, 'index.handler');
  });
}
