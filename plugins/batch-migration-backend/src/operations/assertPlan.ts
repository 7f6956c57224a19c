import { InputError } from '@backstage/errors';
import {
  newPlanProblems,
  type Plan,
} from 'backstage-plugin-batch-migration-common';
import { fieldOf } from '../fieldOf';

/**
 * @param within - where the plan stands in the body; at its root by default
 * @throws InputError naming each field by which the change breaks a rule
 */
export function assertPlan(
  before: Plan,
  after: Omit<Plan, 'version'>,
  now: Date,
  within: readonly string[] = [],
): void {
  const problems = newPlanProblems(before, after, now);
  if (problems.length === 0) return;
  const said = problems.map(
    ({ path, message }) => `${fieldOf([...within, ...path])}: ${message}`,
  );
  throw new InputError(`The body is wrong. ${said.join('; ')}`);
}
