import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';

/** The rules of AWS Solutions: `cdk synth` fails on a finding that nobody acknowledged. */
export function addChecks(app: App): void {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}

/**
 * Accepts a finding on one construct and what is below it. Without the reason
 * nobody could say later whether it still holds.
 *
 * @param finding - the rule, such as `ECS4`, or `IAM5[Resource::*]`
 */
export function acknowledge(scope: IConstruct, finding: string, reason: string): void {
  Validations.of(scope).acknowledge({ id: `AwsSolutions::AwsSolutions-${finding}`, reason });
}
