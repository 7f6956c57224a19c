/**
 * Limits of AWS that a job must keep. The generated repository checks the same
 * ones in its own tests; here they are checked before anything is written.
 */

/** Repository names also name the schedule group (64) and prefix the state machine (80). */
export const REPOSITORY_NAME = /^(?=.{3,39}$)[a-z](?:-?[a-z0-9])+$/;
export const REPOSITORY_NAME_RULE =
  '3 to 39 lower-case letters, digits and single hyphens, starting with a letter';

/** `<repository>-<job>` is the state machine's name: 39 + 1 + 40 is 80. */
export const JOB_NAME = /^(?=.{2,38}$)[a-z](?:-?[a-z0-9])+$/;
export const JOB_NAME_RULE =
  '2 to 38 lower-case letters, digits and single hyphens, starting with a letter';
export const JOB_NAME_LENGTH = 38;

export const TIME_LIMIT_MINUTES = { min: 1, max: 10_080 };

/** `RunTask` refuses overrides whose JSON is longer. */
export const OVERRIDES_CHARACTERS = 8192;

/** Memory in MiB that Fargate offers for each number of CPU units. */
export const FARGATE_SIZES: Record<number, number[]> = {
  256: [512, 1024, 2048],
  512: range(1024, 4096, 1024),
  1024: range(2048, 8192, 1024),
  2048: range(4096, 16384, 1024),
  4096: range(8192, 30720, 1024),
  8192: range(16384, 61440, 4096),
  16384: range(32768, 122880, 8192),
};

export const SECRET_ARN =
  /^arn:aws[a-z-]*:(?:ssm:[a-z0-9-]+:\d{12}:parameter\/[A-Za-z0-9_.\/-]+|secretsmanager:[a-z0-9-]+:\d{12}:secret:[A-Za-z0-9\/_+=.@-]+)$/;
export const SECRET_NAME = /^[A-Z_][A-Z0-9_]{0,63}$/;

/** Why a command cannot be handed to AWS as it stands; `null` when it can. */
export function commandProblem(command: string): string | null {
  if (command.trim() === '') return 'is empty';
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(command)) {
    return 'holds a control character; put the text into a script under app/ and call that';
  }
  // CloudFormation replaces {{resolve:…}} in any string, the CDK its own tokens.
  if (/\{\{resolve:/.test(command)) {
    return 'holds "{{resolve:", which CloudFormation would replace; put the text into a script under app/ and call that';
  }
  if (/[$#]\{Token\[/.test(command)) {
    return 'holds "{Token[", which the CDK would replace; put the text into a script under app/ and call that';
  }
  const overrides = JSON.stringify({
    containerOverrides: [
      { name: 'job', command: ['/bin/sh', '-c', command], environment: [] },
    ],
  });
  if (overrides.length > OVERRIDES_CHARACTERS) {
    return `is too long: RunTask takes ${OVERRIDES_CHARACTERS} characters of overrides, got: ${overrides.length}; put the text into a script under app/ and call that`;
  }
  return null;
}

function range(from: number, to: number, step: number): number[] {
  const values: number[] = [];
  for (let value = from; value <= to; value += step) values.push(value);
  return values;
}
