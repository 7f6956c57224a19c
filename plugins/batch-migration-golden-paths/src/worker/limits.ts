/**
 * Limits of AWS that a worker must keep. The generated repository checks the
 * same ones in its own tests; here they are checked before anything is written.
 */

/** `<repository>-<worker>-dlq` is the name of a queue: 39 + 1 + 36 + 4 is 80. */
export const WORKER_NAME = /^(?=.{2,36}$)[a-z](?:-?[a-z0-9])+$/;
export const WORKER_NAME_RULE =
  '2 to 36 lower-case letters, digits and single hyphens, starting with a letter';
export const WORKER_NAME_LENGTH = 36;

export const QUEUE_NAME = /^(?=.{1,80}$)[0-9A-Za-z_-]+(?:\.fifo)?$/;
export const KEY_ARN =
  /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/;
export const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** SQS hides a message for at most 12 hours from its receive on. */
export const PROCESSING_SECONDS = { min: 1, max: 43_200 };
/**
 * The longest message that surely ends between SIGTERM and SIGKILL: of the 120
 * seconds that ECS waits, a poller keeps 15 to return its messages.
 */
export const STOPPABLE_SECONDS = 105;
export const START_WITHIN_SECONDS = { min: 60, max: 86_400 };
export const MESSAGES_AT_ONCE = { min: 1, max: 10 };
export const MAX_RECEIVES = { min: 1, max: 1000 };
export const MAX_TASKS = { min: 1, max: 1000 };
/** A task definition takes 64 KiB; a worker's command shares it with the rest. */
export const COMMAND_CHARACTERS = 30_000;

/** Why a command cannot stand in a task definition; `null` when it can. */
export function workerCommandProblem(command: string): string | null {
  if (command.trim() === '') return 'is empty';
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(command)) {
    return 'holds a control character; put the text into a script under app/ and call that';
  }
  if (/\{\{resolve:|[$#]\{Token\[/.test(command)) {
    return 'holds "{{resolve:" or "{Token[", which CloudFormation or the CDK would replace; put the text into a script under app/ and call that';
  }
  return command.length > COMMAND_CHARACTERS
    ? `is too long: a task definition takes 64 KiB, got: ${command.length} characters`
    : null;
}
