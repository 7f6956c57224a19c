import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import cdk from '../../cdk.json';
import { checkConfig, type Config, readConfig } from '../config';
import type { Job } from '../schedules/job';
import { readSchedules } from '../schedules/read';
import { ScheduledJobsStack } from '../stack';

export const config = readConfig();
export const jobs = readSchedules(config.name);

/** Before every date that a test writes. */
export const NOW = new Date('2026-03-01T00:00:00Z');

/** The template of some jobs, with the flags that `cdk synth` uses. */
export function synthesize(of: Job[] = jobs, changes: Partial<Config> = {}, now = NOW): Template {
  const env = { account: config.account, region: config.region };
  const app = new App({ context: cdk.context });
  return Template.fromStack(
    new ScheduledJobsStack(app, config.name, { env, config: checkConfig({ ...config, ...changes }), jobs: of, now }),
  );
}

/** The definition of the state machine of this name, with references as text. */
export function definitionOf(template: Template, stateMachineName: string) {
  const [machine] = Object.values(
    template.findResources('AWS::StepFunctions::StateMachine', {
      Properties: { StateMachineName: stateMachineName },
    }),
  );
  const definition = machine.Properties.DefinitionString;
  const parts: unknown[] = typeof definition === 'string' ? [definition] : definition['Fn::Join'][1];
  return JSON.parse(parts.map(part => (typeof part === 'string' ? part : 'reference')).join(''));
}
