import { z } from 'zod';
import {
  type AnswerProblems,
  checkSecretsPlace,
  type PlaceAnswers,
} from './commonAnswers';
import { SECRET_ARN, SECRET_NAME } from './limits';

/** Settings of the application, and where its credentials are kept. */
export const variableAnswers = {
  environment: z
    .array(z.object({ name: z.string(), value: z.string() }))
    .default([]),
  secrets: z.array(z.object({ name: z.string(), arn: z.string() })).default([]),
};

export interface VariableAnswers
  extends Pick<PlaceAnswers, 'account' | 'region'> {
  environment: Array<{ name: string; value: string }>;
  secrets: Array<{ name: string; arn: string }>;
}

/**
 * Reports variables that nobody could set, and credentials in the place of
 * their ARN.
 *
 * @param own - names that are set already, and decide what runs
 * @param rule - says whose those are
 */
export function checkVariables(
  answers: VariableAnswers,
  { own, rule }: { own: RegExp; rule: string },
  problems: AnswerProblems,
): void {
  const { environment, secrets } = answers;
  const names = [...environment, ...secrets].map(({ name }) => name);
  for (const name of names) {
    const fits = SECRET_NAME.test(name) && !own.test(name);
    problems.check(fits, 'variables', rule, name);
  }
  if (new Set(names).size < names.length) {
    problems.add('environment and secrets must name each variable once');
  }
  for (const { name, arn } of secrets) {
    // Only the name: the value may be a credential typed by mistake.
    if (!SECRET_ARN.test(arn.trim())) {
      problems.add(
        `secrets: ${name} must be the ARN of a parameter or a secret`,
      );
    }
  }
  checkSecretsPlace(secretsByName(answers), answers, problems);
}

/** As `infra/config.json` holds them. */
export function environmentByName({
  environment,
}: Pick<VariableAnswers, 'environment'>): Record<string, string> {
  return Object.fromEntries(
    environment.map(({ name, value }) => [name, value]),
  );
}

export function secretsByName({
  secrets,
}: Pick<VariableAnswers, 'secrets'>): Record<string, string> {
  return Object.fromEntries(secrets.map(({ name, arn }) => [name, arn.trim()]));
}
