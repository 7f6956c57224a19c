/** ECS kills what still runs so long after SIGTERM; the poller keeps this much for itself. */
const STOP_MARGIN_SECONDS = 15;

/**
 * What the task definition says: see infra/constructs/worker-task.ts.
 *
 * @throws Error that names the variable which is missing or no number
 */
export function readSettings(environment) {
  const number = (name, otherwise) => {
    const value = Number(environment[name] ?? otherwise);
    if (!(value >= 0)) throw new Error(`${name} must be a number, got: ${environment[name]}`);
    return value;
  };
  const queueUrl = environment.QUEUE_URL;
  if (!queueUrl) throw new Error('QUEUE_URL must be the address of the queue');
  const isFifo = queueUrl.endsWith('.fifo');
  return {
    queueUrl,
    // Of a FIFO queue one after the other: a message that fails must hold back those behind it.
    messagesAtOnce: isFifo ? 1 : number('MESSAGES_AT_ONCE', 1),
    maxProcessingSeconds: number('MAX_PROCESSING_SECONDS', 60),
    visibilitySeconds: number('VISIBILITY_SECONDS', 120),
    heartbeat: environment.HEARTBEAT === 'true',
    /** From SIGTERM to the moment at which unfinished messages are returned. */
    graceSeconds: Math.max(number('STOP_TIMEOUT_SECONDS', 30) - STOP_MARGIN_SECONDS, 1),
    /** A message that failed comes again after this, then after twice as long, up to 15 minutes. */
    retrySeconds: number('RETRY_SECONDS', 15),
    /** How long one receive waits for a message; 20 is what SQS takes at most. */
    waitSeconds: Math.min(number('RECEIVE_WAIT_SECONDS', 20), 20),
    protectionMinutes: number('PROTECTION_MINUTES', 120),
    agentUri: environment.ECS_AGENT_URI,
  };
}
