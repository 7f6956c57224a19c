/**
 * Limits of AWS that a job must keep. The generated repository checks the same
 * ones in its own tests; here they are checked before anything is written.
 */

/** `<repository>-<job>` is the state machine's name: 39 + 1 + 40 is 80. */
export const JOB_NAME = /^(?=.{2,38}$)[a-z](?:-?[a-z0-9])+$/;
export const JOB_NAME_RULE =
  '2 to 38 lower-case letters, digits and single hyphens, starting with a letter';
export const JOB_NAME_LENGTH = 38;

export const TIME_LIMIT_MINUTES = { min: 1, max: 10_080 };
/** As the form offers it; a call past the form may leave it out. */
export const DEFAULT_TIME_LIMIT_MINUTES = 60;

/** ECS waits at most this long between SIGTERM and SIGKILL. */
export const STOP_TIMEOUT_SECONDS = 120;

/** `RunTask` refuses overrides whose JSON is longer. */
export const OVERRIDES_CHARACTERS = 8192;

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
