import { STOP_TIMEOUT_SECONDS } from '../limits';

/** What a poller keeps for itself of those seconds: to return its messages and to exit. */
export const STOP_MARGIN_SECONDS = 15;

/** The longest message that surely ends between SIGTERM and SIGKILL. */
export const STOPPABLE_SECONDS = STOP_TIMEOUT_SECONDS - STOP_MARGIN_SECONDS;

/** SQS hides a message for at most this long from its receive on. */
export const VISIBILITY_SECONDS = 43_200;

/** How long the poller hides a message at a time where it prolongs that while it works. */
export const HEARTBEAT_VISIBILITY_SECONDS = 120;

/** ECS protects a task from scaling in for at most this long; 120 is the default. */
export const PROTECTION_MINUTES = { default: 120, max: 2880 };

export const WORKER_NAME = /^(?=.{2,36}$)[a-z](?:-?[a-z0-9])+$/;
export const QUEUE_NAME = /^(?=.{1,80}$)[0-9A-Za-z_-]+(?:\.fifo)?$/;
export const QUEUE_NAME_CHARACTERS = 80;
export const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
export const TASKS_MAX = 1000;
/** One receive brings at most this many. */
export const MESSAGES_AT_ONCE_MAX = 10;
export const MAX_RECEIVES = { min: 1, max: 1000 };

export const KEY_ARN = /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/;
